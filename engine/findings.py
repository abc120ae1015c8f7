"""What a run yields: labels for the fields of a demonstration's result.

A field holds plain mathematics (a number, an array, a dict of columns); its label says in both
languages what it is. `collect` turns the field into JSON-ready data and refuses what does not fit.

    Value     a number, a flag or a word to quote
    Claim     a number with a bound, one or one per seed; the verdict follows from them
    Printed   a claim as a document prints it, which the evidence is expected to refute
    Table     columns to read
    Curves    columns to draw: the first is the horizontal axis, the others are lines
    Points    three columns to draw: x, y and, if there is a third, the group
    Heatmap   a matrix to color
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from engine.errors import BrokenDeclaration, BrokenFinding
from engine.text import Text

Words = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Finding(ABC):
    """A declared result: its label in both languages, and how its data is collected."""

    zh: str
    en: str
    kind: ClassVar[str]

    @property
    def label(self) -> Text:
        """What was found, in both languages."""
        return Text(self.zh, self.en)

    @abstractmethod
    def collect(self, value: Any) -> Any:
        """Return JSON-ready data (non-finite floats stay floats here; `Evidence.to_dict` spells them)."""


class Value(Finding):
    """A number, a flag or a word to quote in prose."""

    kind = "value"

    def collect(self, value: Any) -> Any:
        """A Python int, float, bool or str; NumPy scalars become their Python twins."""
        return _plain(value)


@dataclass(frozen=True, kw_only=True)
class Claim(Finding):
    """A statement with a bound: exactly one of `at_most`, `at_least`, `equals`, `between`.

    The field is one number, or an array with one number per seed; the claim holds when at least
    `share` of them are within the bound. `within` is the tolerance of `equals`. NaN is never within.
    """

    at_most: float | None = None
    at_least: float | None = None
    equals: float | None = None
    between: tuple[float, float] | None = None
    within: float = 0.0
    share: float = 1.0
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
    def _finite_ends(self) -> list[float]:
        """The ends that are numbers: one or two, or none where the declaration is wrong."""
        return [end for end in self.ends if math.isfinite(end)]

    def collect(self, value: Any) -> Any:
        """One float, or a list of floats with one per seed."""
        array = np.asarray(value, dtype=float)
        if array.ndim > 1 or array.size == 0:
            raise BrokenFinding(f"a Claim is one number or one per seed, not an array of shape {array.shape}")
        return array.tolist()


class Printed(Claim):
    """A claim as a document prints it. Its verdict is computed like any other; it is expected to fail."""

    kind: ClassVar[str] = "printed"
    expected: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class Columns(Finding):
    """Data in columns: a dict from name to equally long sequences, the first of them declared in `columns`."""

    columns: Mapping[str, Words] = field(hash=False)

    def heading(self, name: str) -> Text:
        """A column's words; an undeclared column is called what it is called in every language."""
        return Text(*self.columns.get(name, (name, name)))

    def collect(self, value: Any) -> dict[str, list[Any]]:
        """One list a column, all of one length."""
        data = {name: [_plain(cell) for cell in _cells(column)] for name, column in dict(value).items()}
        lengths = {name: len(column) for name, column in data.items()}
        if len(set(lengths.values())) != 1 or set(self.columns) - set(data):
            raise BrokenFinding(f"columns are equally long and include {list(self.columns)}; got {lengths}")
        return data


class Table(Columns):
    """Columns to read."""

    kind = "table"


@dataclass(frozen=True, kw_only=True)
class Curves(Columns):
    """Columns to draw as lines over the first column; `y` says what the lines measure."""

    y: Words
    log_x: bool = False
    log_y: bool = False
    kind: ClassVar[str] = "curves"


@dataclass(frozen=True, kw_only=True)
class Points(Columns):
    """Columns to draw as dots: x, y and, if there is a third column, the group of each dot."""

    log_x: bool = False
    log_y: bool = False
    kind: ClassVar[str] = "points"


@dataclass(frozen=True, kw_only=True)
class Heatmap(Finding):
    """A matrix to color: `x` names what runs along a row, `y` what runs down a column."""

    x: Words
    y: Words
    kind: ClassVar[str] = "heatmap"

    def collect(self, value: Any) -> list[list[float]]:
        """Rows of floats."""
        array = np.asarray(value, dtype=float)
        if array.ndim != 2 or array.size == 0:
            raise BrokenFinding(f"a Heatmap is a matrix, not an array of shape {array.shape}")
        rows: list[list[float]] = array.tolist()
        return rows


def _cells(column: Any) -> Iterable[Any]:
    cells: Iterable[Any] = column.tolist() if isinstance(column, np.ndarray) else column
    return cells


def _plain(value: Any) -> bool | float | str:
    """One number, flag or word as Python's own; a cell keeps its kind whatever its neighbors are."""
    plain = value.item() if isinstance(value, np.generic) else value
    if not isinstance(plain, (bool, int, float, str)):
        raise BrokenFinding(f"expected one number, flag or word, not {type(value).__name__}")
    return plain
