"""From a finding to its figure: one function a kind of finding, and the table behind each."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine import Claim, Curves, Evidence, Finding, Heatmap, Lang, Points, Table, Text, Value
from engine.findings import Columns
from quizapp.figures import picture
from quizapp.figures.picture import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Axis, Entry, Figure, Grid
from quizapp.figures.scale import Scale, labels, padded, scale_of
from quizapp.numbers import format_value

ROWS = 24  # rows of the table behind a picture; a page is not a spreadsheet, and the whole is in the JSON
STYLES = 8  # colors with dashes and dots with shapes that the style sheet tells apart
CELLS = 16  # and cells of a row of it
MAX_WRITTEN_CELLS = 64  # a heatmap with more cells shows colors only


def draw(evidence: Evidence, findings: Mapping[str, Finding], lang: Lang) -> list[Figure]:
    """Every figure and table of a run, in the order of the declaration.

    Raises:
        TypeError: a finding is to be looked at, and there is no drawing for its kind.
    """
    return [
        _drawing(name, finding)(name, finding, evidence.findings[name], lang)
        for name, finding in findings.items()
        if not isinstance(finding, Value | Claim)  # these are quoted
    ]


def curves(name: str, finding: Curves, data: Mapping[str, Sequence[Any]], lang: Lang) -> Figure:
    """Lines over the first column; a value that an axis cannot show leaves a gap."""
    x_name, *names = data
    x = Axis(scale_of(data[x_name], LEFT, WIDTH - RIGHT, log=finding.log_x), finding.heading(x_name).to(lang))
    every = [value for one in names for value in data[one]]
    y = Axis(padded(scale_of(every, HEIGHT - BOTTOM, TOP, log=finding.log_y)), Text(*finding.y).to(lang))
    lines = [
        f'<path class="line s{number % STYLES}" d="{_path(x.scale, y.scale, data[x_name], data[one])}"/>'
        for number, one in enumerate(names)
    ]
    legend = tuple(Entry(number % STYLES, finding.heading(one).to(lang)) for number, one in enumerate(names))
    sentence = _curves_sentence(finding, data, lang)
    drawn = picture.svg(name, finding.label.to(lang), sentence, [*picture.axes(x, y), *lines])
    return Figure(name, finding.label.to(lang), drawn, legend, sentence, _grid(finding, data, lang))


def points(name: str, finding: Points, data: Mapping[str, Sequence[Any]], lang: Lang) -> Figure:
    """Dots; the third column, where there is one, gives each its shape and color."""
    x_name, y_name, *rest = data
    groups = [str(group) for group in data[rest[0]]] if rest else [""] * len(data[x_name])
    order = list(dict.fromkeys(groups))
    x = Axis(padded(scale_of(data[x_name], LEFT, WIDTH - RIGHT, log=finding.log_x)), finding.heading(x_name).to(lang))
    y = Axis(padded(scale_of(data[y_name], HEIGHT - BOTTOM, TOP, log=finding.log_y)), finding.heading(y_name).to(lang))
    dots = [
        _dot(order.index(group) % STYLES, x.scale(across), y.scale(up))
        for across, up, group in zip(data[x_name], data[y_name], groups, strict=True)
        if x.scale.shows(across) and y.scale.shows(up)
    ]
    legend = tuple(Entry(n % STYLES, group, "dot") for n, group in enumerate(order) if group)
    sentence = _points_sentence(len(data[x_name]), x, y, lang)
    drawn = picture.svg(name, finding.label.to(lang), sentence, [*picture.axes(x, y), *dots])
    return Figure(name, finding.label.to(lang), drawn, legend, sentence, _grid(finding, data, lang))


def heatmap(name: str, finding: Heatmap, data: Mapping[str, Any], lang: Lang) -> Figure:
    """A matrix as cells, darker where the magnitude is larger; the sign has a color of its own."""
    cells: Sequence[Sequence[float]] = data["cells"]
    rows, columns = len(cells), len(cells[0])
    across, down = _marks(finding.columns_called, data["x"], lang), _marks(finding.rows_called, data["y"], lang)
    top = max((abs(v) for row in cells for v in row if math.isfinite(v)), default=0.0) or 1.0
    width, height = (WIDTH - LEFT - RIGHT) / columns, (HEIGHT - TOP - BOTTOM) / rows
    parts = []
    for r, row in enumerate(cells):
        for c, value in enumerate(row):
            place = (LEFT + c * width, TOP + r * height, width, height)
            parts += _cell(place, value, top, is_written=rows * columns <= MAX_WRITTEN_CELLS)
    parts += [picture.text(LEFT - 7, TOP + (r + 0.5) * height + 4.5, down[r], "end") for r in _some(rows)]
    parts += [picture.text(LEFT + (c + 0.5) * width, HEIGHT - BOTTOM + 18, across[c]) for c in _some(columns)]
    x, y = Text(*finding.x).to(lang), Text(*finding.y).to(lang)
    parts += [picture.text(2, 14, y, "start", "axis"), picture.text(WIDTH - RIGHT, HEIGHT - 6, x, "end", "axis")]
    sentence = Text(
        f"{rows} 行 {columns} 列，绝对值最大为 {_short(top)}。",
        f"{rows} rows and {columns} columns; the largest magnitude is {_short(top)}.",
    ).to(lang)
    headings = across if finding.across else [f"{x} {mark}" for mark in across]
    grid = Grid(
        (y, *headings[:CELLS]),
        tuple((mark, *(_short(v) for v in row[:CELLS])) for mark, row in zip(down[:ROWS], cells, strict=False)),
        rows,
    )
    title = finding.label.to(lang)
    return Figure(name, title, picture.svg(name, title, sentence, parts), (), sentence, grid)


def table(name: str, finding: Table, data: Mapping[str, Sequence[Any]], lang: Lang) -> Figure:
    """Columns to read, all of them."""
    return Figure(name, finding.label.to(lang), "", (), "", _grid(finding, data, lang, most=200))


_DRAWN: Mapping[type[Finding], Callable[..., Figure]] = {
    Curves: curves,
    Points: points,
    Heatmap: heatmap,
    Table: table,
}


def _drawing(name: str, finding: Finding) -> Callable[..., Figure]:
    """What draws a finding: the function for its kind, or for the nearest kind that it extends."""
    known = (drawn for kind in type(finding).__mro__ if (drawn := _DRAWN.get(kind)))
    if drawn := next(known, None):
        return drawn
    raise TypeError(f"finding {name!r} is of kind {type(finding).__name__}, which nothing draws; add it to _DRAWN")


def _marks(names: Sequence[Text], numbers: Sequence[float], lang: Lang) -> list[str]:
    """What stands beside the cells along one axis: their names, or the numbers where they are."""
    return [name.to(lang) for name in names] or labels(numbers)


def _path(x: Scale, y: Scale, across: Sequence[float], up: Sequence[float]) -> str:
    """The d of a path; after a value without a place the pen is put down anew."""
    steps, pen = [], "M"
    for a, b in zip(across, up, strict=True):
        if x.shows(a) and y.shows(b):
            steps.append(f"{pen}{x(a):.1f} {y(b):.1f}")
            pen = "L"
        else:
            pen = "M"
    return "".join(steps)


def _dot(style: int, x: float, y: float) -> str:
    shapes = (
        "M{0} {1}m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0",
        "M{0} {1}m-3 -3h6v6h-6z",
        "M{0} {1}m0 -4l4 7h-8z",
        "M{0} {1}m-4 0l4 -4l4 4l-4 4z",
    )
    return f'<path class="dot s{style}" d="{shapes[style % 4].format(f"{x:.1f}", f"{y:.1f}")}"/>'


def _cell(place: tuple[float, float, float, float], value: float, top: float, *, is_written: bool) -> list[str]:
    x, y, width, height = place
    finite = math.isfinite(value)
    kind = "none" if not finite else "plus" if value >= 0 else "minus"
    strength = abs(value) / top if finite else 1
    box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    parts = [f'<rect {box} class="cell {kind}" fill-opacity="{strength:.3f}"/>']
    if is_written:
        parts.append(picture.text(x + width / 2, y + height / 2 + 4.5, _short(value), kind="value"))
    return parts


def _some(count: int) -> list[int]:
    """Indices worth a label: all of up to twelve, else every so many."""
    return list(range(0, count, math.ceil(count / 12)))


def _grid(finding: Columns, data: Mapping[str, Sequence[Any]], lang: Lang, most: int = ROWS) -> Grid:
    """The columns as text; long ones are thinned evenly, first and last kept."""
    total = len(next(iter(data.values())))
    kept = range(total) if total <= most else [round(i * (total - 1) / (most - 1)) for i in range(most)]
    rows = tuple(tuple(_short(data[name][i]) for name in data) for i in kept)
    return Grid(tuple(finding.heading(name).to(lang) for name in data), rows, total)


def _curves_sentence(finding: Curves, data: Mapping[str, Sequence[Any]], lang: Lang) -> str:
    x_name, *names = data
    if not data[x_name]:
        return Text("没有可画的值。", "There is nothing to draw.").to(lang)
    first, last = _short(data[x_name][0]), _short(data[x_name][-1])
    x = finding.heading(x_name).to(lang)
    told = [(finding.heading(one).to(lang), _short(data[one][0]), _short(data[one][-1])) for one in names]
    if lang == "zh":
        return f"{x}从 {first} 到 {last}：" + "；".join(f"{who}从 {a} 到 {b}" for who, a, b in told) + "。"
    return f"{x} from {first} to {last}: " + "; ".join(f"{who} from {a} to {b}" for who, a, b in told) + "."


def _points_sentence(count: int, x: Axis, y: Axis, lang: Lang) -> str:
    if lang == "zh":
        return f"{count} 个点，横轴为{x.title}，纵轴为{y.title}。"
    return f"{count} points; {x.title} across, {y.title} up."


def _short(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return format_value(value, ".4g") if isinstance(value, float) else str(value)
