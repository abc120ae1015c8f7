"""What may be asked of a demonstration: one annotation, read by everybody.

The form, the command's options, the JSON Schema, the messages, the slider's positions and the
contract tests' bad values all come from these objects; there is no second copy.
"""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import pydantic

from engine.errors import BrokenDeclaration
from engine.text import Text

# Stricter than int() and float(), which also take "1_0", " 7 " and full-width digits.
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?")

SLIDER_POSITIONS = 41  # as many as a slider of ordinary width can tell apart


@dataclass(frozen=True, kw_only=True)
class Parameter(ABC):
    """A declared input: how raw text becomes a value, which values are allowed, and in what words."""

    zh: str
    en: str
    kind: ClassVar[str]

    @property
    def label(self) -> Text:
        """What is asked, in both languages."""
        return Text(self.zh, self.en)

    @abstractmethod
    def read(self, raw: str) -> object:
        """Turn text into a value; text that is not one is returned as it is, for validation to refuse."""

    @abstractmethod
    def annotation(self) -> Any:
        """The pydantic annotation that validates a value and describes itself as JSON Schema."""

    @abstractmethod
    def rule(self) -> Text:
        """What a right value looks like, as a noun phrase."""

    @abstractmethod
    def positions(self) -> tuple[Any, ...]:
        """The values a slider or a select offers, in order; the ends of the box are among them."""

    @abstractmethod
    def bad_values(self) -> tuple[object, ...]:
        """Values that must be refused, for the contract tests."""

    def corners(self) -> tuple[Any, ...]:
        """The ends of the box; a run at every combination of corners is the cost bound."""
        offered = self.positions()
        return (offered[0], offered[-1])

    def show(self, value: Any) -> str:
        """The value as an address bar holds it; `read(show(v)) == v`."""
        return str(value)

    def word(self, value: Any) -> Text:
        """The value as a sentence says it."""
        return Text(self.show(value), self.show(value))


_NONSENSE: tuple[object, ...] = ("", "nan", "inf", "1_0", " 7", "７", "spam", None, True, [3, 4], {"a": 1})


@dataclass(frozen=True)
class Int(Parameter):
    """A whole number from `low` to `high`; `log` spaces the slider 1, 2, 5, 10, …"""

    low: int
    high: int
    log: bool = field(default=False, kw_only=True)
    step: int = field(default=1, kw_only=True)
    kind: ClassVar[str] = "int"

    def __post_init__(self) -> None:
        """Refuse a box that is empty or that its slider cannot span."""
        _check_box(self)
        if self.step < 1:
            raise BrokenDeclaration(f"{self.en!r}: step is {self.step}; it is a whole number from 1")

    def read(self, raw: str) -> object:
        """Decimal ASCII digits only."""
        return int(raw) if _INTEGER.fullmatch(raw) else raw

    def annotation(self) -> Any:
        """A strict integer in the box."""
        return Annotated[int, pydantic.Field(strict=True, ge=self.low, le=self.high)]

    def rule(self) -> Text:
        """The box in words."""
        return Text(f"{self.low} 到 {self.high} 的整数", f"a whole number from {self.low} to {self.high}")

    def positions(self) -> tuple[int, ...]:
        """Every step, or the 1-2-5 ladder where `log` says so."""
        if self.log:
            return tuple(sorted({self.low, self.high, *(int(v) for v in _ladder(self.low, self.high))}))
        stride = max(self.step, math.ceil((self.high - self.low) / (SLIDER_POSITIONS - 1) / self.step) * self.step)
        return tuple(sorted({*range(self.low, self.high + 1, stride), self.high}))

    def bad_values(self) -> tuple[object, ...]:
        """Just outside, half a number, and nonsense."""
        return (self.low - 1, self.high + 1, str(self.high + 1), 2.7, "2.7", *_NONSENSE)


@dataclass(frozen=True)
class Real(Parameter):
    """A finite number from `low` to `high`; `log` spaces the slider 1, 2, 5, 10, …"""

    low: float
    high: float
    log: bool = field(default=False, kw_only=True)
    kind: ClassVar[str] = "real"

    def __post_init__(self) -> None:
        """Refuse a box that is empty or that its slider cannot span."""
        _check_box(self)

    def read(self, raw: str) -> object:
        """Decimal notation with an optional exponent; no nan, no inf."""
        return float(raw) if _NUMBER.fullmatch(raw) else raw

    def annotation(self) -> Any:
        """A strict finite number in the box; a whole number is accepted as one."""
        return Annotated[float, pydantic.Field(strict=True, ge=self.low, le=self.high, allow_inf_nan=False)]

    def rule(self) -> Text:
        """The box in words."""
        return Text(f"{self.low:g} 到 {self.high:g} 的数", f"a number from {self.low:g} to {self.high:g}")

    def positions(self) -> tuple[float, ...]:
        """Evenly spaced round values, or the 1-2-5 ladder where `log` says so."""
        low, high = float(self.low), float(self.high)
        if self.log:
            return tuple(sorted({low, high, *_ladder(low, high)}))
        width = (high - low) / (SLIDER_POSITIONS - 1)
        places = 11 - math.floor(math.log10(max(abs(low), abs(high)) or 1.0))  # 12 digits of the larger end
        inner = (round(low + i * width, places) for i in range(1, SLIDER_POSITIONS - 1))
        return tuple(sorted({low, high, *(value for value in inner if low < value < high)}))

    def bad_values(self) -> tuple[object, ...]:
        """Just outside, not finite, and nonsense."""
        outside = (math.nextafter(self.low, -math.inf), math.nextafter(self.high, math.inf))
        return (*outside, math.nan, math.inf, "1e999", *_NONSENSE)

    def show(self, value: Any) -> str:
        """The shortest text that reads back as the same number, without a trailing `.0`."""
        return repr(float(value)).removesuffix(".0")


@dataclass(frozen=True, init=False)
class Choice(Parameter):
    """One of `values`; `words` says a value in both languages where its own spelling would not do."""

    values: tuple[Any, ...]
    words: Mapping[str, tuple[str, str]] = field(hash=False)
    kind: ClassVar[str] = "choice"

    def __init__(self, *values: Any, zh: str, en: str, words: Mapping[str, tuple[str, str]] | None = None) -> None:
        """Take the values as they are listed, in the order in which they are offered."""
        super().__init__(zh=zh, en=en)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "words", dict(words or {}))
        spelled = [self.show(value) for value in values]
        if not values or len(set(spelled)) < len(values) or set(self.words) - set(spelled):
            raise BrokenDeclaration(
                f"{en!r}: list one value or more, each spelled unlike the others, and give words only to these; "
                f"the values are {spelled}, the words {list(self.words)}"
            )

    def read(self, raw: str) -> object:
        """The value that is spelled like this."""
        return next((value for value in self.values if self.show(value) == raw), raw)

    def annotation(self) -> Any:
        """Exactly one of the values; 1 does not stand for True, nor 1.0 for 1."""
        return Annotated[
            Any,
            pydantic.AfterValidator(self._one_of),
            pydantic.Field(json_schema_extra={"enum": list(self.values)}),
        ]

    def _one_of(self, value: object) -> object:
        if not self._has(value):
            raise ValueError("not one of the values")
        return value

    def _has(self, value: object) -> bool:
        return any(type(value) is type(one) and value == one for one in self.values)

    def rule(self) -> Text:
        """The values, spelled as they are typed."""
        listed = ", ".join(self.show(value) for value in self.values)
        return Text(f"以下之一：{listed}", f"one of {listed}")

    def positions(self) -> tuple[Any, ...]:
        """Every value."""
        return self.values

    def corners(self) -> tuple[Any, ...]:
        """Every value: a choice has no order, so each is a corner."""
        return self.values

    def bad_values(self) -> tuple[object, ...]:
        """Nothing that is not a value."""
        raw = (*_NONSENSE, 2.7, "no such value")
        return tuple(bad for bad in raw if not self._has(self.read(bad) if isinstance(bad, str) else bad))

    def word(self, value: Any) -> Text:
        """The declared words, or the spelling."""
        return Text(*self.words[str(value)]) if str(value) in self.words else super().word(value)


@dataclass(frozen=True, kw_only=True)
class Flag(Parameter):
    """Yes or no, written `true` and `false`."""

    kind: ClassVar[str] = "flag"

    def read(self, raw: str) -> object:
        """`true` or `false`, in lower case."""
        return {"true": True, "false": False}.get(raw, raw)

    def annotation(self) -> Any:
        """A strict boolean."""
        return Annotated[bool, pydantic.Field(strict=True)]

    def rule(self) -> Text:
        """The two words."""
        return Text("true 或 false", "true or false")

    def positions(self) -> tuple[bool, ...]:
        """No, then yes."""
        return (False, True)

    def bad_values(self) -> tuple[object, ...]:
        """Everything that other programs take for a boolean."""
        return ("yes", "1", 1, 0, "True", *(value for value in _NONSENSE if value is not True))

    def show(self, value: Any) -> str:
        """As JSON spells it."""
        return "true" if value else "false"

    def word(self, value: Any) -> Text:
        """Yes or no."""
        return Text("是", "yes") if value else Text("否", "no")


class Seed(Int):
    """The source of randomness: `np.random.default_rng(seed)`, and seed + 1, seed + 2, … for a batch."""

    kind: ClassVar[str] = "seed"

    def __init__(self) -> None:
        """Every seed has the same box and the same words."""
        super().__init__(0, 999_999, zh="随机种子", en="random seed")


def _check_box(box: Int | Real) -> None:
    if not -math.inf < box.low <= box.high < math.inf:
        raise BrokenDeclaration(f"{box.en!r}: the box goes from {box.low} to {box.high}; give the lower end first")
    if box.log and not 0 <= box.low < box.high:
        raise BrokenDeclaration(f"{box.en!r}: log needs 0 ≤ low < high, and the box goes from {box.low} to {box.high}")


def _ladder(low: float, high: float) -> list[float]:
    """1, 2, 5, 10, 20, … between two positive ends, every decade as `1eN` exactly."""
    start = low if low > 0 else 10.0 ** math.floor(math.log10(high) - 6)
    decades = range(math.floor(math.log10(start)), math.ceil(math.log10(high)) + 1)
    rungs = (float(f"{digit}e{decade}") for decade in decades for digit in (1, 2, 5))
    return [rung for rung in rungs if start <= rung <= high]
