"""Slots are looked up, never evaluated; numbers are written for people."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.slots import BadSlot, Rendered, Slot, fill, fill_texts, parse_slot
from quizapp.numbers import BadFormat, format_value, has_format

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
ATTRIBUTES = st.just("") | st.from_regex(r"[a-z][a-z_]{0,12}", fullmatch=True)
DIGITS = st.integers(0, 12)
SPECS = st.sampled_from(["", "d", ",", "%"]) | st.builds("{}{}{}".format, st.just("."), DIGITS, st.sampled_from("efg%"))
VALUES = st.integers() | st.floats() | st.text(max_size=20) | st.booleans() | st.none() | st.lists(st.integers())


@given(NAMES, ATTRIBUTES, SPECS)
def test_a_slot_that_follows_the_grammar_is_read_and_written_back(name: str, attribute: str, spec: str) -> None:
    slot = Slot(name, attribute, spec)
    assert parse_slot(f" {slot} ", line=3) == slot
    assert parse_slot(str(slot), line=3).line == 3


@given(st.text(max_size=30))
def test_whatever_is_not_the_grammar_is_refused_by_name(written: str) -> None:
    try:
        slot = parse_slot(written)
    except BadSlot as error:
        assert written in str(error)  # noqa: PT017 - refusal is one of two right outcomes
    else:
        assert str(slot) == written.strip()
        assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z_]*)?(:[d,%.0-9efg]+)?", str(slot))


@pytest.mark.parametrize(
    "written",
    [
        "a.__class__",
        "a.b.c",
        "a[0]",
        "a + 1",
        "A",
        "_a",
        "",
        "a:",
        "a:.13f",
        "a:>99999",
        "a:.2f}",
        "a!r",
        "a:{b}",
        "a : d",
        "a:٣f",
        "a:.٣f",
    ],
)
def test_expressions_and_wild_formats_are_no_slots(written: str) -> None:
    with pytest.raises(BadSlot, match=re.escape("{{" + written + "}}")):
        parse_slot(written)


@pytest.mark.parametrize(
    ("value", "spec", "shown"),
    [
        (1.2e-16, ".1e", "1.2×10⁻¹⁶"),
        (-1.2e-16, ".1e", "−1.2×10⁻¹⁶"),
        (3.4e21, ".1e", "3.4×10²¹"),
        (1.5, ".1e", "1.5"),
        (0.0, ".1e", "0"),
        (0, ".3e", "0"),
        (0.0, ".2f", "0.00"),
        (-0.001, ".1f", "0.0"),
        (-0.0, "", "0"),
        (-2.5, ".1f", "−2.5"),
        (math.nan, ".1e", "NaN"),
        (math.nan, "d", "NaN"),
        (math.inf, ".2f", "∞"),
        (-math.inf, "", "−∞"),
        (500, "", "500"),
        (500, "d", "500"),
        (500.0, "d", "500"),
        (-3, "d", "−3"),
        (200000, ",", "200,000"),
        (200000, "", "200000"),
        (3, ".2f", "3.00"),
        (0.1 + 0.2, "", "0.3"),
        (500.0, "", "500"),
        (1e-16, "", "1×10⁻¹⁶"),
        (0.29, "%", "29%"),
        (0.125, "%", "12.5%"),
        (-0.5, "%", "−50%"),
        (0.125, ".0%", "12%"),
        (2 / 3, ".1%", "66.7%"),
        (0.693147180559, ".6g", "0.693147"),
        ("tanh", "", "tanh"),
        (True, "", "True"),
        (np.float64(0.5), ".1f", "0.5"),
        (np.float32(0.1), "", "0.1"),
        (np.int64(7), "d", "7"),
        (Fraction(1, 4), ".2f", "0.25"),
    ],
)
def test_a_value_is_written_for_people(value: object, spec: str, shown: str) -> None:
    assert format_value(value, spec) == shown


@pytest.mark.parametrize(
    ("value", "spec", "why"),
    [
        (2.7, "d", "whole numbers"),
        (2.7, ",", "whole numbers"),
        ("tanh", ".1e", "for numbers"),
        (True, "d", "for numbers"),
        (None, "", "NoneType"),
        ([1], "", "list"),
        (1 + 2j, "", "complex"),
        (10**400, ".2f", "too large"),
        pytest.param(10**5000, "", "too large", id="5000 digits"),
        (1.0, "{0.__class__}", "format"),
        (1.0, ".99f", "format"),
    ],
)
def test_a_bad_combination_says_why(value: object, spec: str, why: str) -> None:
    with pytest.raises(BadFormat, match=why):
        format_value(value, spec)


@given(VALUES, SPECS)
def test_formatting_shows_text_or_says_bad_slot_and_nothing_else(value: object, spec: str) -> None:
    try:
        shown = format_value(value, spec)
    except BadFormat:
        return
    assert isinstance(shown, str)
    assert isinstance(value, str) or not re.search(
        r"[-a-z&<>]", shown.replace("Na", "").replace("rue", "").replace("alse", "")
    )


@given(st.floats(allow_nan=False, allow_infinity=False), DIGITS)
def test_an_exponent_reads_back_as_the_same_number(value: float, digits: int) -> None:
    shown = format_value(value, f".{digits}e")
    plain = shown.replace("−", "-").replace("×10", "e").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    assert float(plain) == float(f"{value:.{digits}e}")


@given(st.integers(-(10**9), 10**9) | st.floats() | st.text(max_size=5), SPECS)
def test_a_format_that_suits_the_declared_type_suits_every_value_of_it(value: float | str, spec: str) -> None:
    if has_format(spec, type(value)):
        assert format_value(value, spec)[:0] == ""
    elif isinstance(value, str):
        with pytest.raises(BadFormat):
            format_value(value, spec)


def test_a_whole_number_format_does_not_suit_a_float_whatever_its_value_today() -> None:
    assert has_format("d", int)
    assert not has_format("d", float)
    assert not has_format(".1f", str)
    assert not has_format("", list)


GAP = Slot("gap", "", ".1e")
TEMPLATE = Rendered(("<p>", " / ", "</p>"), (GAP, Slot("gap", "bound")))


def test_filling_puts_escaped_text_into_each_gap() -> None:
    values = {"gap": 1.2e-16, "gap.bound": "<b>&"}
    assert fill(TEMPLATE, values) == "<p>1.2×10⁻¹⁶ / &lt;b&gt;&amp;</p>"


def test_the_texts_of_the_slots_are_keyed_as_the_page_names_them() -> None:
    assert fill_texts(TEMPLATE.slots, {"gap": 0.0, "gap.bound": 0}) == {"gap:.1e": "0", "gap.bound": "0"}


def test_without_evidence_the_gaps_are_empty() -> None:
    assert TEMPLATE.html == "<p> / </p>"


def test_all_slots_that_cannot_be_filled_are_told_at_once() -> None:
    with pytest.raises(BadSlot) as caught:
        fill(TEMPLATE, {"gap": "wide", "loss": 1.0})
    assert "{{ gap:.1e }}: the format '.1e' is for numbers, and this is 'wide'" in str(caught.value)
    assert "{{ gap.bound }}: there is no gap.bound; there are gap, loss" in str(caught.value)


def test_two_slots_are_equal_wherever_they_stand() -> None:
    assert parse_slot("gap:.1e", line=1) == parse_slot(" gap:.1e ", line=9)
