"""Scales: every value that can be shown has a place, and round numbers mark the way."""

import math
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.figures.scale import ALIKE, LARGEST, Scale, decades, labels, padded, rounds, scale_of
from quizapp.numbers import format_value

ANY = st.floats()
VALUES = st.lists(ANY, max_size=12)


@given(VALUES, st.booleans())
@example([], True)
@example([math.nan], False)
@example([1e-300, 1e300], True)
@example([-1e300, 1e300], False)
@example([5e-324], True)
@example([0.0, 5e-324], False)
@example([1e15, 1e15 + 1], False)
@example([math.log(2), math.log(2) + 1e-12], False)
@example([1.7e308, -1.7e308], False)
def test_every_value_that_can_be_shown_stands_between_start_and_end(values: list[float], log: bool) -> None:
    bare = scale_of(values, 0.0, 100.0, log=log)
    for scale in (bare, padded(bare)):
        assert math.isfinite(scale.low)
        assert math.isfinite(scale.high)
        assert scale.low < scale.high
        for value in values:
            if scale.shows(value):
                assert -1e-6 <= scale(value) <= 100 + 1e-6


@given(VALUES, st.booleans())
@example([0.01, 1.26], False)
@example([1e-300, 1e300], True)
@example([3.0, 4.9], True)
@example([0.101, 99.0], True)
@example([0.69310, 0.69318], True)
@example([1.0, 1.0 + 3 * ALIKE], False)
@example([1e290, 9.9e289], False)
def test_ticks_are_two_to_seven_numbers_inside_the_range_in_order(values: list[float], log: bool) -> None:
    scale = padded(scale_of(values, 0.0, 100.0, log=log))
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 7
    assert all(a < b for a, b in pairwise(ticks))
    assert all(-1e-3 <= scale(tick) <= 100 + 1e-3 for tick in ticks)


@given(VALUES, st.booleans())
@example([0.69310, 0.69318], False)
@example([1e6, 1e6 + 1], False)
@example([1.0, 1.0 + 3 * ALIKE], False)
def test_labels_tell_the_ticks_apart(values: list[float], log: bool) -> None:
    ticks = padded(scale_of(values, 0.0, 100.0, log=log)).ticks()
    written = labels(ticks)
    assert len(set(written)) == len(ticks)
    assert not any("e" in one or "nan" in one.lower() for one in written)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e9))
def test_even_ticks_are_multiples_of_one_two_or_five_times_a_power_of_ten(low: float, width: float) -> None:
    ticks = rounds(low, low + width)
    step = (ticks[-1] - ticks[0]) / (len(ticks) - 1)
    assert all(b - a == pytest.approx(step, rel=1e-4) for a, b in pairwise(ticks))
    digit = step / 10.0 ** math.floor(math.log10(step))
    assert any(digit == pytest.approx(round_one, rel=1e-4) for round_one in (1, 2, 5, 10))


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (1.0, 1000.0, [1, 10, 100, 1000]),
        (1e-6, 1e6, [1e-6, 1e-3, 1, 1e3, 1e6]),
        (0.01, 0.1, [0.01, 0.02, 0.05, 0.1]),
        (0.5, 20.0, [0.5, 1, 2, 5, 10, 20]),
        (3.0, 4.9, [3, 3.5, 4, 4.5]),
    ],
)
def test_logarithmic_ticks_are_decades_then_one_two_five_then_even(low: float, high: float, ticks: list[float]) -> None:
    assert decades(low, high) == ticks


@pytest.mark.parametrize(
    ("ticks", "written"),
    [
        ([0.0, 0.5, 1.0], ["0", "0.5", "1"]),
        ([-1.0, 0.0, 1.0], ["−1", "0", "1"]),
        ([0.6931, 0.69312, 0.69314], ["0.6931", "0.69312", "0.69314"]),
        ([1e-16, 1e-8, 1.0], ["10⁻¹⁶", "10⁻⁸", "1"]),
        ([1234.5, 1235.0], ["1234.5", "1235"]),
        ([], []),
        ([2.0], ["2"]),
    ],
)
def test_labels_have_as_few_digits_as_tell_the_ticks_apart(ticks: list[float], written: list[str]) -> None:
    assert labels(ticks) == written


def test_a_scale_shows_finite_values_and_a_logarithmic_one_positive_ones() -> None:
    even, log = Scale(0, 1, 0, 100), Scale(1, 10, 0, 100, log=True)
    assert [even.shows(v) for v in (0.5, -3.0, 0.0, math.nan, math.inf, -math.inf)] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert [log.shows(v) for v in (0.5, -3.0, 0.0, -0.0, math.nan, math.inf)] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]
    assert not even.shows(LARGEST * 10)
    assert log(math.sqrt(10)) == pytest.approx(50)
    assert even(0.25) == 25


def test_where_all_values_are_alike_they_stand_in_the_middle() -> None:
    for value in (0.0, 3.0, -3.0, 1e-200, 1e200, math.log(2)):
        assert scale_of([value] * 3, 0, 100)(value) == pytest.approx(50)
    assert scale_of([2.0, 2.0], 0, 100, log=True)(2.0) == pytest.approx(50)


def test_an_axis_may_run_upside_down() -> None:
    scale = scale_of([0.0, 1.0], 200.0, 20.0)
    assert (scale(0.0), scale(1.0)) == (200.0, 20.0)


def test_a_flat_line_is_labelled_with_its_own_value() -> None:
    scale = padded(scale_of([math.log(2)] * 5, 0, 100))
    assert all(abs(tick - math.log(2)) < 0.1 for tick in scale.ticks())
    assert format_value(scale.ticks()[0], ".4g") in labels(scale.ticks())
