"""Every mistake of an authored file has its line."""

import tomllib
from typing import Literal

import pydantic
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.toml import line_of, lines_of, parse, validate
from quizapp.bank.words import Model

BARE = st.text("abcxyz_-019", min_size=1, max_size=4).map("k{}".format)
VALUES = st.one_of(
    st.integers(-99, 99).map(str),
    st.just("true"),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='"\\'), max_size=12).map('"{}"'.format),
    st.just("[1, 2]"),
    st.just('{ zh = "x", en = "y" }'),
)
PADDING = st.lists(st.sampled_from(["", "# a note", "# [no.table]", "# key = 1"]), max_size=2)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, dict[tuple[str | int, ...], int]]:
    """A file of keys, tables and arrays of tables, and the line of everything in it, counted while it is written."""
    lines: list[str] = []
    known: dict[tuple[str | int, ...], int] = {}

    def write(line: str, path: tuple[str | int, ...]) -> None:
        lines.extend(draw(PADDING))
        lines.append(line)
        known[path] = len(lines)

    def write_keys(path: tuple[str | int, ...]) -> None:
        for key in draw(st.lists(BARE, unique=True, max_size=3)):
            write(f"{key} = {draw(VALUES)}", (*path, key))

    write_keys(())
    names = draw(st.lists(BARE.filter(lambda name: (name,) not in known), unique=True, max_size=4))
    for name in names:
        if draw(st.booleans()):
            write(f"[{name}]", (name,))
            write_keys((name,))
            continue
        for number in range(draw(st.integers(1, 3))):
            write(f"[[{name}]]", (name, number))
            write_keys((name, number))
            for inner in range(draw(st.integers(0, 2))):
                write(f"[[{name}.inner]]", (name, number, "inner", inner))
                write_keys((name, number, "inner", inner))
    return "\n".join(lines), known


@settings(max_examples=50)
@given(files(), st.integers(0, 5))
def test_every_header_and_key_is_found_on_its_line(
    written: tuple[str, dict[tuple[str | int, ...], int]], offset: int
) -> None:
    text, known = written
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # a key named `inner` beside a table of that name
    assert lines_of(text, offset) == {path: line + offset for path, line in known.items()}


@settings(max_examples=50)
@given(files())
def test_a_part_that_the_file_does_not_have_is_told_at_the_deepest_part_that_it_has(
    written: tuple[str, dict[tuple[str | int, ...], int]],
) -> None:
    text, known = written
    lines = lines_of(text)
    for path, line in known.items():
        assert line_of(path, lines) == line
        assert line_of((*path, "no-such-key"), lines) == line
    assert line_of(("no-such-key",), lines) == 1


@given(st.text(max_size=60))
def test_parsing_never_raises(text: str) -> None:
    found = parse(text, "a.toml", 2)
    if isinstance(found, Diagnostic):
        assert found.rule == "toml"
        assert 3 <= found.line <= text.count("\n") + 3


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "n = " + "9" * 5000, "a" + ".a" * 3000 + " = 1"])
def test_a_hostile_file_is_a_diagnostic_and_not_a_crash(text: str) -> None:
    found = parse(text, "a.toml")
    assert isinstance(found, (Diagnostic, dict))


def test_a_syntax_error_is_told_at_its_line() -> None:
    found = parse('a = 1\nb = "open\nc = 2\n', "a.toml", offset=1)
    assert isinstance(found, Diagnostic)
    assert (found.path, found.line, found.rule) == ("a.toml", 3, "toml")
    assert "line" not in found.message


class Inner(Model):
    kind: Literal["one"]
    weight: int = pydantic.Field(ge=1)


class Outer(Model):
    name: str
    parts: tuple[Inner, ...]


FILE = """name = 3
nickname = "x"

[[parts]]
kind = "one"
weight = 1
[[parts]]
kind = "one"
weight = 0
color = "red"
[[parts]]
weight = 2
"""


def test_all_mistakes_are_told_at_once_each_with_its_line_value_and_advice() -> None:
    model, found = validate(Outer, tomllib.loads(FILE), path="p.toml", lines=lines_of(FILE))
    assert model is None
    assert {(one.line, one.rule) for one in found} == {
        (1, "value"),
        (2, "unknown-key"),
        (9, "value"),
        (10, "unknown-key"),
        (11, "missing-key"),
    }
    told = "\n".join(map(str, found))
    assert "p.toml:9: value: parts.1.weight = 0: " in told
    assert "p.toml:10: unknown-key: parts.1.color is not a key of this format; remove it" in told
    assert "p.toml:11: missing-key: parts.2.kind is missing; add it" in told


def test_a_sound_file_becomes_the_model() -> None:
    model, found = validate(Outer, {"name": "n", "parts": [{"kind": "one", "weight": 1}]}, path="p", lines={})
    assert found == []
    assert model == Outer(name="n", parts=(Inner(kind="one", weight=1),))
