"""A verdict follows from the measurements, and a record is the same wherever it was made."""

import json
import math
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Claim, Evidence
from engine.evidence import environment, judge, wilson

WORDS: dict[str, Any] = {"zh": "差", "en": "gap"}
RESERVED = {"NaN", "Infinity", "-Infinity"}
ANY_FLOAT = st.floats(allow_nan=True, allow_infinity=True)
FINITE = st.floats(-1e6, 1e6)
MEASURED = st.lists(ANY_FLOAT, min_size=1, max_size=8)
BOUNDS = st.one_of(
    st.fixed_dictionaries({"at_most": FINITE}),
    st.fixed_dictionaries({"at_least": FINITE}),
    st.fixed_dictionaries({"equals": FINITE, "within": st.floats(0, 10)}),
    st.fixed_dictionaries({"between": st.tuples(FINITE, FINITE).map(lambda ends: tuple(sorted(ends)))}),
)


def _is_within(claim: Claim, value: float) -> bool:
    return bool(claim.ends[0] <= value <= claim.ends[1])


# Verdicts


@given(BOUNDS, MEASURED, st.floats(0.01, 1.0))
def test_a_claim_holds_where_enough_measurements_are_within_its_bound(
    bounds: dict[str, Any], measured: list[float], share: float
) -> None:
    claim = Claim(**bounds, share=share, **WORDS)
    verdict = judge(claim, measured)
    assert verdict.held == sum(_is_within(claim, value) for value in measured)
    assert verdict.total == len(measured)
    assert verdict.holds == (verdict.held / len(measured) >= share)


@given(BOUNDS, MEASURED)
def test_the_worst_measurement_is_the_one_furthest_beyond_the_bound(
    bounds: dict[str, Any], measured: list[float]
) -> None:
    claim = Claim(**bounds, **WORDS)
    verdict = judge(claim, measured)
    assert repr(verdict.worst) in {repr(value) for value in measured}
    assert _is_within(claim, verdict.worst) == (verdict.held == verdict.total), "the worst is outside if any is"
    assert math.isnan(verdict.worst) or all(
        _beyond(claim, value) <= _beyond(claim, verdict.worst) for value in measured
    )


def _beyond(claim: Claim, value: float) -> float:
    """How far outside, negative inside; an end at infinity is infinitely far away."""
    low, high = claim.ends
    return max(-math.inf if low == -math.inf else low - value, -math.inf if high == math.inf else value - high)


def test_nan_is_never_within_a_bound_and_always_the_worst() -> None:
    verdict = judge(Claim(at_least=0.0, share=0.5, **WORDS), [5.0, math.nan, 7.0])
    assert (verdict.holds, verdict.held, verdict.total) == (True, 2, 3)
    assert math.isnan(verdict.worst)
    assert math.isnan(judge(Claim(at_most=0.0, **WORDS), [math.inf, math.nan]).worst)
    assert not judge(Claim(between=(-1e300, 1e300), **WORDS), math.nan).holds


def test_infinity_is_at_least_anything() -> None:
    assert judge(Claim(at_least=0.0, **WORDS), math.inf).holds
    assert judge(Claim(at_most=0.0, **WORDS), [-math.inf, -1.0]).holds
    verdict = judge(Claim(at_most=0.0, **WORDS), [-math.inf, math.inf])
    assert (verdict.held, verdict.worst) == (1, math.inf)
    assert math.isnan(verdict.median)


def test_both_ends_of_a_bound_belong_to_it() -> None:
    claim = Claim(between=(1.0, 2.0), **WORDS)
    assert judge(claim, [1.0, 2.0]).holds
    assert not judge(claim, math.nextafter(2.0, 3.0)).holds


@pytest.mark.parametrize(
    ("held", "total", "share"), [(11, 20, 0.55), (9, 10, 0.9), (7, 25, 0.28), (58, 64, 0.90625), (7, 10, 0.7)]
)
def test_a_share_that_is_met_exactly_is_met(held: int, total: int, share: float) -> None:
    claim = Claim(at_most=0.0, share=share, **WORDS)
    measured = np.ones(total)
    measured[:held] = 0.0
    assert judge(claim, measured).holds
    measured[0] = 1.0
    assert not judge(claim, measured).holds


def test_one_measurement_is_a_batch_of_one() -> None:
    verdict = judge(Claim(equals=0.25, **WORDS), 0.25)
    assert (verdict.holds, verdict.held, verdict.total, verdict.worst, verdict.median) == (True, 1, 1, 0.25, 0.25)


# The interval of a share


def _wilson_by_search(held: int, total: int) -> tuple[Decimal, Decimal]:
    """The two p at which |held/total - p| is z √(p (1 - p) / total), by halving intervals in fifty digits."""
    with localcontext(prec=50):
        z, share = Decimal("1.959963984540054"), Decimal(held) / total

        def is_near(p: Decimal) -> bool:
            return (share - p) ** 2 <= z * z * p * (1 - p) / total

        def edge(inside: Decimal, outside: Decimal) -> Decimal:
            for _ in range(120):
                middle = (inside + outside) / 2
                inside, outside = (middle, outside) if is_near(middle) else (inside, middle)
            return inside

        return edge(share, Decimal(0)), edge(share, Decimal(1))


@pytest.mark.parametrize(
    ("held", "total"), [(0, 1), (1, 1), (0, 64), (64, 64), (63, 64), (1, 64), (32, 64), (900, 1000), (7, 9)]
)
def test_the_wilson_interval_solves_its_equation(held: int, total: int) -> None:
    wanted = _wilson_by_search(held, total)
    assert wilson(held, total) == pytest.approx([float(end) for end in wanted], abs=4e-16)


@given(st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_wilson_interval_contains_its_share_and_stays_within_zero_and_one(counts: tuple[int, int]) -> None:
    held, total = counts
    low, high = wilson(held, total)
    assert 0.0 <= low <= held / total <= high <= 1.0
    mirrored = wilson(total - held, total)
    assert (1 - high, 1 - low) == pytest.approx(mirrored, abs=1e-14)


def test_what_is_counted_to_the_last_one_is_not_estimated() -> None:
    verdict = judge(Claim(at_most=0.0, over=("函数", "functions"), share=0.5, **WORDS), [0.0, 0.0, 0.0, 1.0])
    assert (verdict.holds, verdict.held, verdict.total, verdict.interval) == (True, 3, 4, (0.75, 0.75))


def test_sixty_four_of_sixty_four_is_not_certainty() -> None:
    low, high = wilson(64, 64)
    assert high == 1.0
    assert low == pytest.approx(0.9434, abs=1e-4)


# The record

PLAIN = (
    st.booleans()
    | st.integers(-(10**12), 10**12)
    | ANY_FLOAT
    | st.text(max_size=5).filter(lambda word: word not in RESERVED)
)
NAMES = st.text(min_size=1, max_size=5)
FINDINGS = st.dictionaries(
    NAMES,
    PLAIN | st.lists(PLAIN, max_size=4) | st.dictionaries(NAMES, st.lists(PLAIN, max_size=3), max_size=3),
    max_size=4,
)


def _evidence(**changed: Any) -> Evidence:
    claim = Claim(at_most=1.0, **WORDS)
    plain: dict[str, Any] = {
        "demonstration": "some-demonstration",
        "parameters": {"hidden": 4, "rate": 0.1},
        "findings": {"gap": [0.5, math.inf], "curve": {"x": [0, 1], "y": [math.nan, -math.inf]}},
        "verdicts": {"gap": judge(claim, [0.5, math.inf])},
        "environment": {"numpy": "2"},
        "seconds": 0.25,
    }
    return Evidence(**{**plain, **changed})


@given(FINDINGS)
def test_evidence_survives_json_and_back(findings: dict[str, Any]) -> None:
    before = _evidence(findings=findings)
    text = json.dumps(before.to_dict(), allow_nan=False)
    after = Evidence.from_dict(json.loads(text))
    assert repr(after) == repr(before)  # as text, in which NaN equals NaN
    assert after.digest == before.digest


def test_numbers_that_json_lacks_are_spelled() -> None:
    told = _evidence().to_dict()
    assert told["findings"]["gap"] == [0.5, "Infinity"]
    assert told["findings"]["curve"]["y"] == ["NaN", "-Infinity"]
    assert told["verdicts"]["gap"]["worst"] == "Infinity"
    assert told["verdicts"]["gap"]["interval"] == list(wilson(1, 2))


def test_a_digest_is_about_what_was_asked_and_found_and_nothing_else() -> None:
    one = _evidence()
    assert replace(one, seconds=9.0, environment={"numpy": "1"}).digest == one.digest
    changes: list[dict[str, Any]] = [
        {"demonstration": "another"},
        {"parameters": {"hidden": 4, "rate": 0.2}},
        {"findings": {"gap": [0.5, -math.inf]}},
        {"verdicts": {}},
    ]
    assert len({one.digest, *(_evidence(**change).digest for change in changes)}) == 5


def test_a_digest_does_not_depend_on_the_order_of_names() -> None:
    assert _evidence(parameters={"rate": 0.1, "hidden": 4}).digest == _evidence().digest


def test_two_records_of_one_run_are_equal_whenever_they_were_made() -> None:
    finite: dict[str, Any] = {"findings": {"gap": 0.5}, "verdicts": {}}
    assert _evidence(**finite, seconds=1.0) == _evidence(**finite, seconds=2.0)


def test_the_environment_names_what_the_numbers_depend_on() -> None:
    told = environment()
    assert told["numpy"] == np.__version__
    assert all(told[name] for name in ("blas", "python", "machine"))


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=40),
    st.floats(0.01, 1.0),
    st.floats(-10, 10),
)
def test_the_decisive_measurement_is_within_the_bound_exactly_when_the_claim_holds(
    measured: list[float], share: float, bound: float
) -> None:
    verdict = judge(Claim(zh="甲", en="a", at_most=bound, share=share), measured)
    assert verdict.holds == (verdict.decisive <= bound)
    assert any(verdict.decisive == one or (math.isnan(verdict.decisive) and math.isnan(one)) for one in measured)
