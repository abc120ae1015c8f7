"""From a finding to its figure: well-formed whatever the numbers, nothing that is not a number on the paper."""

import math
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import (
    Claim,
    Curves,
    Evidence,
    Finding,
    Heatmap,
    Points,
    Printed,
    Table,
    Value,
    WrongModel,
    catalogue,
)
from quizapp.figures import drawing
from quizapp.figures.drawing import ROWS, draw
from quizapp.figures.picture import HEIGHT, WIDTH, Figure

NUMBERS = st.one_of(
    st.floats(),
    st.sampled_from([0.0, -0.0, 1.0, 5e-324, 1e-300, 1e300, -1e300, math.inf, -math.inf, math.nan, math.log(2)]),
)
HOSTILE = "<script>alert('&\"')</script>"
COLUMNS = {"step": ("步数", "step"), "a": (HOSTILE, HOSTILE)}
NAMES = ("step", "a", "b", "w₁₁")
RECORDS = st.integers(0, 30).flatmap(
    lambda rows: st.fixed_dictionaries({name: st.lists(NUMBERS, min_size=rows, max_size=rows) for name in NAMES})
)
RELAXED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)


def curves(*, log_x: bool = False, log_y: bool = False) -> Curves:
    return Curves(zh="线", en=HOSTILE, y=("纵轴", HOSTILE), columns=COLUMNS, log_x=log_x, log_y=log_y)


def points(*, log_x: bool = False, log_y: bool = False) -> Points:
    return Points(zh="点", en=HOSTILE, columns=COLUMNS, log_x=log_x, log_y=log_y)


HEATMAP = Heatmap(zh="图", en=HOSTILE, x=("列", "column"), y=("行", "row"))


def check(figure: Figure) -> ET.Element:
    """A picture is well-formed, self-contained, named for those who hear it, and every number on it is one."""
    root = ET.fromstring(figure.svg)  # noqa: S314 - our own text
    assert root.attrib["role"] == "img"
    named = {element.attrib.get("id"): element.text for element in root}
    title, sentence = root.attrib["aria-labelledby"].split()
    assert (named[title], named[sentence]) == (figure.title, figure.sentence)
    assert {element.tag for element in root.iter()} <= {"svg", "title", "desc", "path", "line", "text", "rect"}
    for element in root.iter():
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
        for name in ("x", "y", "x1", "x2", "y1", "y2", "width", "height", "fill-opacity"):
            assert math.isfinite(float(element.attrib.get(name, 0)))
        if element.tag == "path":
            numbers = [float(n) for n in re.findall(r"-?[0-9.]+", element.attrib["d"])]
            assert re.fullmatch(r"[MLmlhvza0-9. -]*", element.attrib["d"]), element.attrib["d"]
            assert all(-WIDTH <= n <= WIDTH for n in numbers)
    return root


@RELAXED
@given(RECORDS, st.booleans(), st.booleans())
def test_lines_of_any_numbers_are_well_formed(data: dict[str, list[float]], log_x: bool, log_y: bool) -> None:
    figure = drawing.curves("loss", curves(log_x=log_x, log_y=log_y), data, "en")
    root = check(figure)
    lines = [element for element in root if element.attrib.get("class", "").startswith("line")]
    assert len(lines) == len(figure.legend) == 3
    assert figure.grid.total == len(data["step"])


@RELAXED
@given(RECORDS, st.booleans(), st.booleans())
def test_dots_of_any_numbers_are_well_formed(data: dict[str, list[float]], log_x: bool, log_y: bool) -> None:
    finding = points(log_x=log_x, log_y=log_y)
    pair = {name: data[name] for name in ("step", "a")}
    for columns in (pair, {**pair, "group": [f"<g{i % 3}>" for i in range(len(data["a"]))]}):
        figure = drawing.points("cloud", finding, columns, "zh")
        dots = [element for element in check(figure) if element.attrib.get("class", "").startswith("dot")]
        assert len(dots) <= len(data["a"])
        assert all(0 <= float(re.findall(r"M(-?[0-9.]+) ", dot.attrib["d"])[0]) <= WIDTH for dot in dots)


@RELAXED
@given(
    st.integers(1, 20).flatmap(lambda n: st.lists(st.lists(NUMBERS, min_size=n, max_size=n), min_size=1, max_size=20))
)
def test_cells_of_any_numbers_are_well_formed(rows: list[list[float]]) -> None:
    root = check(drawing.heatmap("w", HEATMAP, HEATMAP.collect(rows), "en"))
    cells = [element for element in root if element.tag == "rect"]
    assert len(cells) == len(rows) * len(rows[0])
    assert all(0 <= float(cell.attrib["fill-opacity"]) <= 1 for cell in cells)


def path_of(values: list[float], *, log_y: bool = False) -> str:
    figure = drawing.curves("c", curves(log_y=log_y), {"step": list(range(len(values))), "a": values}, "en")
    return next(e.attrib["d"] for e in check(figure) if e.attrib.get("class", "").startswith("line"))


def test_a_value_without_a_place_leaves_a_gap() -> None:
    assert path_of([1.0, 2.0, math.nan, 3.0, 4.0]).count("M") == 2
    assert path_of([1.0, math.inf, 3.0]).count("M") == 2
    assert path_of([1.0, 0.0, -1.0, 3.0], log_y=True).count("M") == 2
    assert path_of([1.0, 2.0, 3.0]).count("M") == 1
    assert path_of([math.nan] * 3) == ""


def test_a_line_runs_from_left_to_right_and_up_is_more() -> None:
    (x0, y0), (x1, y1) = re.findall(r"[ML]([0-9.]+) ([0-9.]+)", path_of([1.0, 2.0]))
    assert float(x0) < float(x1)
    assert float(y0) > float(y1)


def test_the_sentence_says_in_words_what_the_lines_show() -> None:
    data = {"step": [0, 10], "a": [1.0, 0.25], "b": [math.nan, math.inf]}
    figure = drawing.curves(
        "c", Curves(zh="损失", en="loss", y=("纵", "up"), columns={"step": ("步数", "step")}), data, "en"
    )
    assert figure.sentence == "step from 0 to 10: a from 1 to 0.25; b from NaN to ∞."
    figure = drawing.curves(
        "c", Curves(zh="损失", en="loss", y=("纵", "up"), columns={"step": ("步数", "step")}), data, "zh"
    )
    assert figure.sentence == "步数从 0 到 10：a从 1 到 0.25；b从 NaN 到 ∞。"


def test_the_table_behind_a_long_figure_is_thinned_and_keeps_both_ends() -> None:
    data = {"step": list(range(1000)), "a": [float(i) for i in range(1000)]}
    grid = drawing.curves("c", curves(), data, "en").grid
    assert (len(grid.rows), grid.total) == (ROWS, 1000)
    assert (grid.rows[0], grid.rows[-1]) == (("0", "0"), ("999", "999"))
    assert grid.headings == ("step", HOSTILE)


def test_a_table_is_read_whole_with_its_words() -> None:
    finding = Table(zh="表", en="table", columns={"name": ("名", "name")})
    data = {"name": ["a &amp; b", "<b>"], "ok": [True, False], "n": [3, 10**6], "x": [math.nan, 0.12345678]}
    figure = drawing.table("t", finding, data, "en")
    assert figure.svg == ""
    assert figure.grid.rows == (("a &amp; b", "✓", "3", "NaN"), ("<b>", "✗", "1000000", "0.1235"))


def test_small_heatmaps_say_their_numbers_and_large_ones_show_colors_only() -> None:
    small = drawing.heatmap("w", HEATMAP, HEATMAP.collect([[1.0, -0.5], [math.nan, 0.0]]), "en")
    assert [text for text in ("−0.5", "NaN") if f">{text}<" in small.svg] == ["−0.5", "NaN"]
    assert [kind for kind in ("plus", "minus", "none") if f"cell {kind}" in small.svg] == ["plus", "minus", "none"]
    large = drawing.heatmap("w", HEATMAP, HEATMAP.collect([[float(i)] * 20 for i in range(20)]), "en")
    assert 'class="value"' not in large.svg
    assert "the largest magnitude is 19" in large.sentence


NAMED = Heatmap(
    zh="图", en="map", x=("流入", "into"), y=("来自", "from"), across=("a₁", HOSTILE), down=("x₁", ("偏置", "bias"))
)


@pytest.mark.parametrize(("lang", "corner", "last"), [("zh", "来自", "偏置"), ("en", "from", "bias")])
def test_named_cells_are_called_by_their_names_on_the_picture_and_in_the_table(
    lang: Any, corner: str, last: str
) -> None:
    figure = drawing.heatmap("w", NAMED, NAMED.collect([[1.0, 2.0], [3.0, 4.0]]), lang)
    words = [element.text for element in check(figure) if element.attrib.get("class") == "tick"]
    assert words == ["x₁", last, "a₁", HOSTILE]
    assert figure.grid.headings == (corner, "a₁", HOSTILE)
    assert figure.grid.rows == (("x₁", "1", "2"), (last, "3", "4"))


def test_numbers_along_an_axis_are_ticks_with_as_few_digits_as_tell_them_apart() -> None:
    data = HEATMAP.collect({"x": [0.01, 0.1, 1.0], "y": [10, 20], "cells": [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]})
    figure = drawing.heatmap("w", HEATMAP, data, "en")
    words = [element.text for element in check(figure) if element.attrib.get("class") == "tick"]
    assert words == ["10", "20", "0.01", "0.1", "1"]
    assert figure.grid.headings == ("row", "column 0.01", "column 0.1", "column 1")
    assert [row[0] for row in figure.grid.rows] == ["10", "20"]


class Seasonal(Curves):
    """A kind of its own that says nothing new about how it is drawn."""


class Sound(Finding):
    """A kind that nobody draws."""

    kind = "sound"

    def collect(self, value: Any) -> Any:
        return value


def evidence(**findings: Any) -> Evidence:
    return Evidence("some", {}, findings, {}, {}, 0.0)


def test_a_kind_that_extends_another_is_drawn_like_it() -> None:
    finding = Seasonal(zh="线", en="line", y=("纵", "up"), columns={"step": ("步数", "step")})
    (figure,) = draw(evidence(a={"step": [0, 1], "a": [1.0, 2.0]}), {"a": finding}, "en")
    assert (figure.name, figure.sentence) == ("a", "step from 0 to 1: a from 1 to 2.")


def test_a_kind_that_nothing_draws_does_not_vanish() -> None:
    with pytest.raises(TypeError, match="finding 'hum' is of kind Sound, which nothing draws"):
        draw(evidence(hum=[1.0]), {"hum": Sound(zh="声", en="sound")}, "en")


def test_what_is_quoted_is_no_figure() -> None:
    quoted = {
        "value": Value(zh="值", en="value"),
        "wrong": WrongModel(of="value", zh="误解", en="mistake"),
        "claim": Claim(at_most=0.0, zh="差", en="gap"),
        "printed": Printed(at_most=0.0, zh="照原文", en="as printed"),
    }
    assert draw(evidence(**dict.fromkeys(quoted, 1.0)), quoted, "en") == []


def test_a_run_is_drawn_in_the_order_of_its_declaration_without_what_is_no_figure() -> None:
    demonstration = catalogue.get("zero-init-symmetry")
    evidence = demonstration.run(demonstration.parse({"steps": 20}))
    assert [figure.name for figure in draw(evidence, demonstration.findings, "en")] == ["loss"]
    assert {type(one) for one in demonstration.findings.values()} >= {Claim, Value, Curves}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_figure_of_every_kind_in_the_catalogue_is_well_formed(lang: Any) -> None:
    shown: dict[str, int] = {}
    for demonstration in catalogue.discover().values():
        kinds = {finding.kind for finding in demonstration.findings.values()} - {
            "claim",
            "printed",
            "value",
            "wrong-model",
        }
        if all(shown.get(kind, 0) >= 3 for kind in kinds):
            continue
        for kind in kinds:
            shown[kind] = shown.get(kind, 0) + 1
        for figure in draw(demonstration.run(demonstration.defaults), demonstration.findings, lang):
            assert figure.grid.rows
            if figure.svg:
                root = check(figure)
                assert root.attrib["viewBox"] == f"0 0 {WIDTH} {HEIGHT}"
    assert len(shown) >= 2
