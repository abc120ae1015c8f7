"""Numbers in a box: whole ones, real ones, and seeds."""

import math
import re
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

import pydantic

from engine.errors import BrokenDeclaration
from engine.parameters.port import NONSENSE, Parameter
from engine.text import Text

# Stricter than int() and float(), which also take "1_0", " 7 " and full-width digits.
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?")

SLIDER_POSITIONS = 41  # as many as a slider of ordinary width can tell apart


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
        return (self.low - 1, self.high + 1, str(self.high + 1), 2.7, "2.7", *NONSENSE)


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
        return (*outside, math.nan, math.inf, "1e999", *NONSENSE)

    def show(self, value: Any) -> str:
        """The shortest text that reads back as the same number, without a trailing `.0`."""
        return repr(float(value)).removesuffix(".0")


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
