"""Raw text becomes a value by one strict grammar, and a slider stays within its box."""

import itertools
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from engine import Choice, Flag, Int, Parameter, Real, Seed, Text
from engine.errors import BrokenDeclaration

WORDS: dict[str, Any] = {"zh": "步数", "en": "steps"}
WHOLE = st.integers(-(10**15), 10**15)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
ENDS = st.floats(-1e15, 1e15, allow_subnormal=False)
POSITIVE = st.floats(1e-12, 1e12)


def _accepts(parameter: Parameter, raw: object) -> bool:
    """Whether a raw value passes: text is read first, other values are validated as they are."""
    value = parameter.read(raw) if isinstance(raw, str) else raw
    try:
        TypeAdapter(parameter.annotation()).validate_python(value)
    except ValidationError:
        return False
    return True


# Text


@given(WHOLE)
def test_a_whole_number_reads_back_from_what_it_shows(value: int) -> None:
    parameter = Int(-(10**15), 10**15, **WORDS)
    assert parameter.read(parameter.show(value)) == value


@given(FINITE)
def test_a_number_reads_back_from_what_it_shows(value: float) -> None:
    parameter = Real(-1.0, 1.0, **WORDS)
    assert parameter.read(parameter.show(value)) == value


@pytest.mark.parametrize("value", [0.012345678901234567, 0.00012345678901234567, 5e-324, 1.7976931348623157e308])
def test_a_number_of_many_digits_reads_back(value: float) -> None:
    parameter = Real(0.0, 1.0, **WORDS)
    assert parameter.read(parameter.show(value)) == value


def test_a_whole_real_is_shown_without_a_point() -> None:
    assert Real(0.0, 10.0, **WORDS).show(2.0) == "2"
    assert Real(0.0, 10.0, **WORDS).show(10) == "10"
    assert Real(0.0, 10.0, **WORDS).show(1e-05) == "1e-05"


NOT_DECIMAL = [
    "",
    " ",
    " 7",
    "7 ",
    "7\n",
    "1_0",
    "７",
    "1７",
    "٧",
    "Ⅶ",
    "+7",
    "07",
    "--7",
    "0x7",
    "7a",
    "1,000",
    "七",
    "nan",
    "NaN",
]
NOT_WHOLE = [*NOT_DECIMAL, "7.0", "7.", "7e0", "1e3", "9" * 5000]
NOT_REAL = [
    *NOT_DECIMAL,
    ".5",
    "5.",
    "1e",
    "1e1.5",
    "1e1000",
    "inf",
    "-inf",
    "Infinity",
    "1e999",
    "９.５",
    "1__0",
    "9" * 5000,
]


@pytest.mark.parametrize("raw", NOT_WHOLE)
def test_text_that_is_not_plain_decimal_is_no_whole_number(raw: str) -> None:
    parameter = Int(-(10**6), 10**6, **WORDS)
    assert parameter.read(raw) == raw, "text that is not a value is handed on, for validation to refuse"
    assert not _accepts(parameter, raw)


@pytest.mark.parametrize("raw", NOT_REAL)
def test_text_that_is_not_plain_decimal_is_no_number(raw: str) -> None:
    assert not _accepts(Real(-1e300, 1e300, **WORDS), raw)


@given(st.text())
def test_whatever_is_read_as_a_number_is_plain_ascii(raw: str) -> None:
    for parameter in (Int(0, 9, **WORDS), Real(0.0, 9.0, **WORDS)):
        value = parameter.read(raw)
        assert value == raw or (raw.isascii() and raw == raw.strip() and "_" not in raw)


@pytest.mark.parametrize(
    ("raw", "value"), [("0", 0.0), ("-0.5", -0.5), ("1e-3", 0.001), ("2.50", 2.5), ("1E+2", 100.0)]
)
def test_decimal_notation_is_a_number(raw: str, value: float) -> None:
    assert Real(-1.0, 100.0, **WORDS).read(raw) == value
    assert _accepts(Real(-1.0, 100.0, **WORDS), raw)


# Kinds


@pytest.mark.parametrize("bad", [True, False, 3.0, 2.7, "three", None, [3], math.nan, 10**400])
def test_a_whole_number_is_nothing_that_merely_equals_one(bad: object) -> None:
    assert not _accepts(Int(0, 10, **WORDS), bad)


@pytest.mark.parametrize("bad", [True, "x", None, [0.5], math.nan, math.inf, -math.inf, 10**400])
def test_a_number_is_finite_and_no_boolean(bad: object) -> None:
    assert not _accepts(Real(0.0, 10.0, **WORDS), bad)


def test_a_whole_number_stands_for_a_real_one() -> None:
    value = TypeAdapter(Real(0.0, 10.0, **WORDS).annotation()).validate_python(3)
    assert (value, type(value)) == (3.0, float)


@pytest.mark.parametrize("bad", [1.0, True, 3, None, "1.0", "3"])
def test_a_choice_takes_a_value_of_the_same_kind_only(bad: object) -> None:
    assert not _accepts(Choice(1, 2, **WORDS), bad)
    assert _accepts(Choice(1, 2, **WORDS), 1)
    assert _accepts(Choice(1, 2, **WORDS), "2"), "text is read as the value that it spells"


def test_a_choice_of_words_is_read_as_spelled() -> None:
    gate = Choice("and", "or", zh="数据", en="data", words={"and": ("与", "AND")})
    assert gate.read("and") == "and"
    assert not _accepts(gate, "AND")
    assert gate.word("and") == Text("与", "AND")
    assert gate.word("or") == Text("or", "or")


@pytest.mark.parametrize("bad", ["True", "yes", "1", "", 1, 0, None])
def test_a_flag_is_true_or_false_in_lower_case(bad: object) -> None:
    flag = Flag(zh="偏置", en="bias")
    assert not _accepts(flag, bad)
    assert [flag.read(flag.show(value)) for value in (False, True)] == [False, True]
    assert flag.word(True) == Text("是", "yes")


@pytest.mark.parametrize(
    "parameter",
    [
        Int(1, 2000, log=True, **WORDS),
        Int(-5, 5, **WORDS),
        Int(7, 7, **WORDS),
        Real(0.01, 10.0, log=True, **WORDS),
        Real(-1.0, 1.0, **WORDS),
        Choice(2, 4, 8, **WORDS),
        Choice(True, 2.7, "", "nan", **WORDS),
        Flag(**WORDS),
        Seed(),
    ],
    ids=lambda parameter: f"{parameter.kind}-{parameter.rule().en}",
)
def test_bad_values_are_bad_and_offered_values_are_good(parameter: Parameter) -> None:
    assert [bad for bad in parameter.bad_values() if _accepts(parameter, bad)] == []
    assert all(_accepts(parameter, value) for value in parameter.positions())
    assert all(_accepts(parameter, parameter.show(value)) for value in parameter.positions())
    assert set(parameter.corners()) <= set(parameter.positions())


# Sliders


def _assert_spans(offered: tuple[float, ...], low: float, high: float) -> None:
    assert offered[0] == low
    assert offered[-1] == high
    assert all(before < after for before, after in itertools.pairwise(offered))


@given(WHOLE, st.integers(0, 10**6), st.integers(1, 1000))
def test_a_slider_of_whole_numbers_climbs_from_end_to_end(low: int, width: int, step: int) -> None:
    offered = Int(low, low + width, step=step, **WORDS).positions()
    _assert_spans(offered, low, low + width)
    assert len(offered) <= 42
    assert all((value - low) % step == 0 for value in offered[:-1])


@given(ENDS, ENDS)
def test_a_slider_of_numbers_climbs_from_end_to_end(one: float, other: float) -> None:
    low, high = sorted((one, other))
    offered = Real(low, high, **WORDS).positions()
    _assert_spans(offered, low, high)
    assert len(offered) <= 41


@given(POSITIVE, POSITIVE)
def test_a_logarithmic_slider_climbs_from_end_to_end(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assume(low < high)
    offered = Real(low, high, log=True, **WORDS).positions()
    _assert_spans(offered, low, high)
    assert all(f"{value:e}"[0] in "125" and float(f"{value:.0e}") == value for value in offered[1:-1])


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_logarithmic_slider_of_whole_numbers_climbs_from_end_to_end(low: int, width: int) -> None:
    offered = Int(low, low + width, log=True, **WORDS).positions()
    _assert_spans(offered, low, low + width)
    assert all(type(value) is int and str(value).strip("0") in {"1", "2", "5"} for value in offered[1:-1])


def test_a_logarithmic_slider_is_a_ladder_of_ones_twos_and_fives() -> None:
    assert Int(1, 64, log=True, **WORDS).positions() == (1, 2, 5, 10, 20, 50, 64)
    assert Int(0, 12, log=True, **WORDS).positions() == (0, 1, 2, 5, 10, 12)
    assert Real(0.01, 1.0, log=True, **WORDS).positions() == (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
    assert Real(0.3, 3.0, log=True, **WORDS).positions() == (0.3, 0.5, 1.0, 2.0, 3.0)


@pytest.mark.parametrize(
    ("low", "high"), [(0, 2 / 3), (0, 1 / 3), (-math.pi, math.pi), (1.0, 1.0), (0.0, 0.0), (0.1, 0.3)]
)
def test_the_ends_of_a_slider_are_the_ends_of_the_box_to_the_last_digit(low: float, high: float) -> None:
    _assert_spans(Real(low, high, **WORDS).positions(), low, high)


@pytest.mark.parametrize(("low", "high"), [(-0.57, 1.33), (-6.9, 5.1), (-3.9, 3.9), (-1.0, 1.0)])
def test_a_slider_passes_through_zero_and_not_beside_it(low: float, high: float) -> None:
    assert not any(0 < abs(value) < 1e-6 for value in Real(low, high, **WORDS).positions())


def test_a_slider_of_reals_offers_reals() -> None:
    assert {type(value) for log in (False, True) for value in Real(0, 1000, log=log, **WORDS).positions()} == {float}


# Declarations


@pytest.mark.parametrize(
    ("declare", "told"),
    [
        (lambda: Int(5, 1, **WORDS), "lower end first"),
        (lambda: Real(0.0, math.inf, **WORDS), "from 0.0 to inf"),
        (lambda: Real(math.nan, 1.0, **WORDS), "from nan"),
        (lambda: Int(-5, 5, log=True, **WORDS), "log needs 0 ≤ low < high"),
        (lambda: Real(0.0, 0.0, log=True, **WORDS), "log needs 0 ≤ low < high"),
        (lambda: Int(0, 5, step=0, **WORDS), "step is 0"),
        (lambda: Choice(**WORDS), "list one value or more"),
        (lambda: Choice(1, "1", **WORDS), "spelled unlike the others"),
        (lambda: Choice("a", words={"b": ("乙", "b")}, **WORDS), "words only to these"),
    ],
)
def test_a_box_that_no_slider_spans_is_refused(declare: Callable[[], Parameter], told: str) -> None:
    with pytest.raises(BrokenDeclaration, match=f"'steps'.*{told}"):
        declare()


def test_every_rule_is_told_in_both_languages() -> None:
    for parameter in (Int(1, 2, **WORDS), Real(0.5, 2.0, **WORDS), Choice("a", **WORDS), Flag(**WORDS), Seed()):
        assert parameter.rule().zh != parameter.rule().en
    assert Real(1e-06, 2.0, **WORDS).rule().en == "a number from 1e-06 to 2"
