"""Findings that a sentence quotes: values, the values of misconceptions, and claims with their bounds."""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from engine.errors import BrokenDeclaration, BrokenFinding
from engine.findings.port import Finding, Words, plain
from engine.text import Text


class Value(Finding):
    """A number, a flag or a word to quote in prose."""

    kind: ClassVar[str] = "value"

    def collect(self, value: Any) -> Any:
        """A Python int, float, bool or str; NumPy scalars become their Python twins."""
        return plain(value)


@dataclass(frozen=True, kw_only=True)
class WrongModel(Value):
    """What a named misconception gives in the place of the value or claim `of` the same result.

    Prose may quote it; a page does not list it among the values, where it would pass for one.
    """

    of: str
    kind: ClassVar[str] = "wrong-model"


@dataclass(frozen=True, kw_only=True)
class Claim(Finding):
    """A statement with a bound: exactly one of `at_most`, `at_least`, `equals`, `between`.

    The field is one number, or an array with one number per seed; the claim holds when at least
    `share` of them are within the bound. `within` is the tolerance of `equals`. NaN is never within.
    `over` names what an array goes through where that is not seeds: things that are counted to the
    last one, so that nothing is estimated.
    """

    at_most: float | None = None
    at_least: float | None = None
    equals: float | None = None
    between: tuple[float, float] | None = None
    within: float = 0.0
    share: float = 1.0
    over: Words | None = None
    kind: ClassVar[str] = "claim"
    expected: ClassVar[bool] = True  # what the defaults must show

    def __post_init__(self) -> None:
        """Refuse a claim without a bound, with two, or with one that nothing or everything satisfies."""
        if sum(getattr(self, way) is not None for way in ("at_most", "at_least", "equals", "between")) != 1:
            raise BrokenDeclaration(f"claim {self.en!r}: give exactly one of at_most, at_least, equals, between")
        if not (self._finite_ends and self.ends[0] <= self.ends[1]):
            raise BrokenDeclaration(f"claim {self.en!r}: the bound is {self.ends}; it is finite, the lower end first")
        if self.within and self.equals is None:
            raise BrokenDeclaration(f"claim {self.en!r}: `within` is the tolerance of `equals`; give both or neither")
        if not 0 < self.share <= 1:
            raise BrokenDeclaration(f"claim {self.en!r}: share is {self.share}; it is above 0 and at most 1")

    @property
    def ends(self) -> tuple[float, float]:
        """The interval within which a measurement holds, both ends included; an open side is infinite."""
        if self.between is not None:
            return self.between
        if self.equals is not None:
            return (self.equals - self.within, self.equals + self.within)
        return (
            -np.inf if self.at_least is None else self.at_least,
            np.inf if self.at_most is None else self.at_most,
        )

    @property
    def bound(self) -> float:
        """The threshold as one number, for prose; the middle where there are two ends."""
        return sum(self._finite_ends) / len(self._finite_ends) if self.equals is None else float(self.equals)

    @property
    def counted(self) -> Text | None:
        """What the measurements go through, every one of them; None where they are a sample of seeds."""
        return Text(*self.over) if self.over else None

    @property
    def _finite_ends(self) -> list[float]:
        """The ends that are numbers: one or two, or none where the declaration is wrong."""
        return [end for end in self.ends if math.isfinite(end)]

    def collect(self, value: Any) -> Any:
        """One float, or a list of floats with one per seed (or one for each of what it is `over`)."""
        array = np.asarray(value, dtype=float)
        if array.ndim > 1 or array.size == 0:
            raise BrokenFinding(f"a Claim is one number or one per seed, not an array of shape {array.shape}")
        if self.over and array.ndim == 0:
            raise BrokenFinding(f"a Claim over {self.over[1]} is an array with one number for each, not one number")
        return array.tolist()


class Printed(Claim):
    """A claim as a document prints it. Its verdict is computed like any other; it is expected to fail."""

    kind: ClassVar[str] = "printed"
    expected: ClassVar[bool] = False
