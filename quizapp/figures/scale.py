"""Scales: from numbers to places on the paper, and round numbers to mark them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.numbers import format_value


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
        return math.isfinite(value) and not (self.log and value <= 0)

    def ticks(self) -> list[float]:
        """Three to seven round numbers inside the range."""
        return decades(self.low, self.high) if self.log else rounds(self.low, self.high)

    def _of(self, value: float) -> float:
        return math.log10(value) if self.log else value


def scale_of(values: Iterable[float], start: float, end: float, *, log: bool = False) -> Scale:
    """A scale that shows every value that can be shown, with a little room where all are alike."""
    usable = [v for v in values if math.isfinite(v) and not (log and v <= 0)]
    low, high = (min(usable), max(usable)) if usable else (1.0, 10.0)
    if log:
        return Scale(low / 1.25, high * 1.25, start, end, log=True) if high / low < 1.6 else Scale(low, high, start, end, log=True)
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        room = abs(high) * 0.1 or 1.0
        return Scale(low - room, high + room, start, end)
    return Scale(low, high, start, end)


def padded(scale: Scale, share: float = 0.05) -> Scale:
    """The same scale with room at both ends, so that lines do not run along the frame."""
    if scale.log:
        room = (scale.high / scale.low) ** share
        return Scale(scale.low / room, scale.high * room, scale.start, scale.end, log=True)
    room = (scale.high - scale.low) * share
    return Scale(scale.low - room, scale.high + room, scale.start, scale.end)


def rounds(low: float, high: float) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten, at least three and at most seven of them."""
    width = high - low
    power = 10.0 ** math.floor(math.log10(width))
    step = next(power * m for m in (0.2, 0.5, 1, 2, 5, 10) if width / (power * m) <= 6)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [float(f"{i * step:.12g}") for i in range(first, last + 1)]


def decades(low: float, high: float) -> list[float]:
    """Powers of ten, thinned out to at most six; 1-2-5 steps where fewer than two fit."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    if last - first >= 1:
        stride = math.ceil((last - first) / 5)
        return [10.0**p for p in range(first, last + 1, stride)]
    rungs = [float(f"{d}e{p}") for p in range(first - 1, last + 2) for d in (1, 2, 5)]
    inside = [rung for rung in rungs if low <= rung <= high]
    return inside if len(inside) >= 2 else [low, high]


def labels(ticks: Sequence[float]) -> list[str]:
    """The ticks as text, all to the same precision."""
    return [format_value(tick, ".4g").removeprefix("1×") if tick else "0" for tick in ticks]
