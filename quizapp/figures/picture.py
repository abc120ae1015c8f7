"""What every picture shares: its frame, its axes, its words, and the record that a template shows."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.figures.scale import Scale, labels

WIDTH, HEIGHT = 460, 264  # units of the view box: about the pixels of a phone, so that 13 units of text can be read
LEFT, RIGHT, TOP, BOTTOM = 62, 14, 26, 44


@dataclass(frozen=True)
class Entry:
    """One line of the legend: the style's number (line dash, dot shape, color) and its words."""

    style: int
    label: str
    shape: str = "line"


@dataclass(frozen=True)
class Grid:
    """The table behind a picture: headings, rows of text, and how many rows there are in all."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


@dataclass(frozen=True)
class Figure:
    """A finding as a page shows it. `svg` is empty for a finding that is only a table."""

    name: str
    title: str
    svg: str
    legend: tuple[Entry, ...]
    sentence: str
    grid: Grid


@dataclass(frozen=True)
class Axis:
    """A scale and what it measures."""

    scale: Scale
    title: str


def svg(name: str, title: str, sentence: str, parts: Sequence[str]) -> str:
    """The picture with its name and its sentence for those who hear it."""
    return (
        f'<svg class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{html.escape(title)}</title><desc id="{name}-d">{html.escape(sentence)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def text(x: float, y: float, words: str, anchor: str = "middle", kind: str = "tick") -> str:
    """A word on the picture."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">{html.escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def axes(x: Axis, y: Axis) -> list[str]:
    """Both axes: hairlines at the ticks of y, ticks of x below, the words where a reader begins."""
    parts: list[str] = []
    ticks = y.scale.ticks()
    for tick, words in zip(ticks, labels(ticks), strict=True):
        at = y.scale(tick)
        parts += [line(LEFT, at, WIDTH - RIGHT, at, "hair"), text(LEFT - 7, at + 4.5, words, "end")]
    ticks = x.scale.ticks()
    for tick, words in zip(ticks, labels(ticks), strict=True):
        at = x.scale(tick)
        parts += [line(at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 4, "rule"), text(at, HEIGHT - BOTTOM + 18, words)]
    parts.append(line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "rule"))
    parts.append(text(2, 14, y.title, "start", "axis"))
    parts.append(text(WIDTH - RIGHT, HEIGHT - 6, x.title, "end", "axis"))
    return parts
