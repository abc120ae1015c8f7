"""Scales: from numbers to places on the paper, and round numbers to mark them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.numbers import format_value

SMALLEST, LARGEST = 1e-270, 1e270  # what is beyond has no place: near the ends of the floats nothing can be divided
ALIKE = 1e-10  # values that differ by less, relatively, are shown as one: axis labels have at most 12 digits


@dataclass(frozen=True)
class Scale:
    """A linear or logarithmic map of [low, high] to [start, end] in the units of the picture."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """Where a value stands; call it only for values that `shows`."""
        low, high, at = (self._of(v) for v in (self.low, self.high, value))
        return self.start + (at - low) / (high - low) * (self.end - self.start)

    def shows(self, value: float) -> bool:
        """Whether a value has a place: finite, and positive on a logarithmic scale."""
        return _has_place(value, log=self.log)

    def ticks(self) -> list[float]:
        """Two to seven round numbers inside the range."""
        return decades(self.low, self.high) if self.log else rounds(self.low, self.high)

    def _of(self, value: float) -> float:
        return math.log10(value) if self.log else value


def scale_of(values: Iterable[float], start: float, end: float, *, log: bool = False) -> Scale:
    """A scale that shows every value that can be shown, with a little room where all are alike."""
    usable = [float(v) for v in values if _has_place(v, log=log)]
    low, high = (min(usable), max(usable)) if usable else (1.0, 10.0)
    if log:
        room = 1.25 if high < 1.6 * low else 1.0
        return Scale(low / room, high * room, start, end, log=True)
    largest = max(abs(low), abs(high))
    if high - low <= max(ALIKE * largest, SMALLEST):
        room = largest * 0.1 if largest > SMALLEST / ALIKE else 1.0
        return Scale(low - room, high + room, start, end)
    return Scale(low, high, start, end)


def padded(scale: Scale, share: float = 0.05) -> Scale:
    """The same scale with room at both ends, so that lines do not run along the frame."""
    if scale.log:
        room = (scale.high**share) / (scale.low**share)  # in this order no step overflows
        return Scale(scale.low / room, scale.high * room, scale.start, scale.end, log=True)
    room = (scale.high - scale.low) * share
    return Scale(scale.low - room, scale.high + room, scale.start, scale.end)


def rounds(low: float, high: float) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten, at least two and at most seven of them."""
    width = high - low
    power = 10.0 ** math.floor(math.log10(width))
    step = next(power * m for m in (0.2, 0.5, 1, 2, 5, 10) if width / (power * m) <= 6)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [float(f"{i * step:.15g}") for i in range(first, last + 1)]


def decades(low: float, high: float) -> list[float]:
    """Powers of ten, thinned out to at most six; 1-2-5 steps where fewer than three fit, or even steps."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    powers = [float(f"1e{p}") for p in range(first, last + 1, max(1, math.ceil((last - first) / 5)))]
    rungs = [float(f"{d}e{p}") for p in range(first - 1, last + 1) for d in (1, 2, 5)]
    inside = [rung for rung in rungs if low <= rung <= high]
    found = inside if len(powers) < 3 and len(inside) <= 7 else powers
    return found if len(found) >= 2 else rounds(low, high)  # so narrow a range is nearly linear


def labels(ticks: Sequence[float]) -> list[str]:
    """The ticks as text, with as few digits as tell them apart."""
    gap = min((abs(b - a) for a, b in pairwise(ticks)), default=math.inf)
    digits = next((d for d in range(4, 12) if all(abs(float(f"{t:.{d}g}") - t) <= gap / 20 for t in ticks)), 12)
    return [format_value(tick, f".{digits}g").removeprefix("1×") if tick else "0" for tick in ticks]


def _has_place(value: float, *, log: bool) -> bool:
    return SMALLEST <= value <= LARGEST if log else abs(value) <= LARGEST
