"""What every demonstration promises to those who read it: two languages, a lesson, a source that is a page."""

import ast
import math
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

from engine import Claim, Curves, Demonstration, Evidence, Heatmap, Points, Text
from engine.findings import Columns

HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
FORMULA = {"cos", "exp", "log", "logit", "max", "min", "relu", "sigmoid", "sin", "softmax", "tanh"}
WORLDLY = {
    "datetime",
    "glob",
    "io",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "subprocess",
    "sys",
    "time",
}


def test_both_languages_are_written_and_set_well(demo: Demonstration) -> None:
    wrong = [f"{place}: {fault}: {text}" for place, text in _texts(demo) for fault in _faults(text)]
    assert not wrong, "\n".join(wrong)


def _texts(demo: Demonstration) -> Iterator[tuple[str, Text]]:
    """All words that a reader sees, each with its place."""
    yield "title", demo.title
    yield from ((f"rule about {rule.names}", rule.label) for rule in demo.together)
    for name, parameter in demo.parameters.items():
        yield name, parameter.label
        yield from ((f"{name} = {value}", Text(*words)) for value, words in getattr(parameter, "words", {}).items())
    for name, finding in demo.findings.items():
        yield name, finding.label
        if isinstance(finding, Claim) and finding.counted:
            yield f"{name}, over", finding.counted
        if isinstance(finding, Heatmap):
            yield from ((f"{name}, a column or row", words) for words in finding.columns_called + finding.rows_called)
        yield from ((f"{name}, axis {axis}", Text(*getattr(finding, axis))) for axis in "xy" if hasattr(finding, axis))
        columns = finding.columns if isinstance(finding, Columns) else {}
        yield from ((f"{name}, column {column}", Text(*words)) for column, words in columns.items())


def _faults(text: Text) -> Iterator[str]:
    is_symbol = _letters(text.zh) == _letters(text.en) and not set(re.findall(r"\b[a-z]{3,}", text.en)) - FORMULA
    if not re.search(HAN, text.zh) and not is_symbol:
        yield "zh is not Chinese (only a name or a formula, alike in both languages, may do without)"
    for lang, words in (("zh", text.zh), ("en", text.en)):
        if not words or words != words.strip() or re.search(r"[.,;:!?。，；：！？、]$", words):
            yield f"{lang} is empty, or ends in a space or in punctuation"
    if re.search(HAN + r"|[\u3000-\u303f\uff01-\uff65]", text.en):
        yield "en has Chinese characters or full-width punctuation"
    if re.search(rf"{HAN}[,:;!?(]|[,:;!?]{HAN}", text.zh):
        yield "zh has half-width punctuation beside Chinese; write ，：；！？（）"
    if re.search(rf"{HAN} +{HAN}", text.zh):
        yield "zh has a space between two Chinese characters"


def _letters(words: str) -> str:
    """The words without spaces, full-width signs as their half-width twins."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", words))


def test_the_file_is_a_page_of_a_textbook(demo: Demonstration) -> None:
    lines = len(demo.source.splitlines())  # a page is 80; a label in two languages may need a line for each
    assert lines <= 100, "longer than a page; move mathematics to engine/numerics"
    is_raw = demo.source.startswith('r"""')
    assert is_raw, 'begin with a raw docstring, r"""…: otherwise \\nabla is a line break'
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", demo.source), "a tab or another control character"
    first = demo.page.partition("\n\n")[0]
    assert re.fullmatch(r"[^a-z\s].*[.:?…]", first, re.DOTALL), f"begin with a sentence, not with {first!r}"


def test_it_imports_only_the_engine_numpy_and_pure_parts_of_python(demo: Demonstration) -> None:
    allowed = (sys.stdlib_module_names | {"numpy"}) - WORLDLY
    for name in _imported(demo.source):
        is_ours = name == "engine" or name.startswith("engine.numerics")
        assert is_ours or name.partition(".")[0] in allowed, f"a demonstration does not import {name}"


def _imported(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_randomness_comes_from_default_rng_alone(demo: Demonstration) -> None:
    drawn = set(re.findall(r"np\.random\.(\w+)", demo.source))
    assert drawn <= {"default_rng", "Generator"}, "a global generator makes a run depend on those before it"


def test_figures_can_be_drawn(demo: Demonstration, evidence: Evidence) -> None:
    for name, finding in demo.findings.items():
        if isinstance(finding, Columns):
            first = next(iter(finding.columns), None)
            assert next(iter(evidence.findings[name])) == first, f"{name}: declare the first column first: {first}"
        for column, values in _on_log_axes(finding, evidence.findings[name]):
            assert all(value > 0 or math.isnan(value) for value in values), f"{name}: {column} ≤ 0 on a log axis"


def _on_log_axes(finding: Any, columns: Any) -> Iterator[tuple[str, list[float]]]:
    """The columns that a figure draws on a logarithmic axis."""
    if not isinstance(finding, (Curves, Points)):
        return
    (x, *others) = columns
    y = others if isinstance(finding, Curves) else others[:1]
    chosen = ([x] if finding.log_x else []) + (y if finding.log_y else [])
    yield from ((column, columns[column]) for column in chosen)
