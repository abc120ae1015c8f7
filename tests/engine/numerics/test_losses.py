"""Losses against decimal arithmetic of a thousand digits, at the extremes too."""

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numerics.losses import base_rate_entropy, cross_entropy

LOGITS = [
    -800.0,
    -710.0,
    -100.0,
    -40.0,
    -30.0,
    -5.0,
    -1e-8,
    0.0,
    1e-8,
    0.7,
    5.0,
    20.0,
    30.0,
    36.0,
    40.0,
    100.0,
    710.0,
    800.0,
]


def _cross_entropy(logit: float, target: float) -> float:
    """-t log σ(s) - (1 - t) log(1 - σ(s)), from the definition."""
    with localcontext(prec=1000):
        s, t = Decimal(logit), Decimal(target)
        probability = 1 / (1 + (-s).exp())
        return float(-t * probability.ln() - (1 - t) * (1 - probability).ln())


@pytest.mark.parametrize("target", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("logit", LOGITS)
def test_the_cross_entropy_is_right_to_the_last_digits_however_certain(logit: float, target: float) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        found = float(cross_entropy(np.array(logit), np.array(target)))
    assert found == pytest.approx(_cross_entropy(logit, target), rel=1e-15, abs=5e-324)


@given(st.floats(-750, 750), st.sampled_from([0.0, 1.0]))
def test_a_loss_is_never_negative_and_the_two_classes_mirror_each_other(logit: float, target: float) -> None:
    found = float(cross_entropy(np.array(logit), np.array(target)))
    assert found >= 0
    assert found == float(cross_entropy(np.array(-logit), np.array(1 - target)))


def test_shapes_broadcast() -> None:
    assert cross_entropy(np.zeros((3, 2, 4)), np.ones(4)).shape == (3, 2, 4)
    assert cross_entropy(np.zeros(4), np.array([0.0, 1.0, 0.5, 1.0])).tolist() == [math.log(2)] * 4


@pytest.mark.parametrize(("ones", "total"), [(1, 2), (1, 4), (3, 4), (1, 1000), (999, 1000)])
def test_the_base_rate_entropy_is_the_loss_of_the_best_constant(ones: int, total: int) -> None:
    targets = np.repeat([1.0, 0.0], [ones, total - ones])
    with localcontext(prec=50):
        rate = Decimal(ones) / total
        wanted = float(-rate * rate.ln() - (1 - rate) * (1 - rate).ln())
    assert base_rate_entropy(targets) == pytest.approx(wanted, rel=1e-14)
    best = np.full(total, math.log(ones) - math.log(total - ones))
    assert cross_entropy(best, targets).mean() == pytest.approx(wanted, rel=1e-14)
    assert all(cross_entropy(best + nudge, targets).mean() > wanted for nudge in (-0.1, 0.1))


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_equal_targets_have_no_entropy(target: float) -> None:
    assert base_rate_entropy(np.full(7, target)) == 0.0


def test_balanced_targets_cost_the_logarithm_of_two() -> None:
    assert base_rate_entropy(np.array([0.0, 1.0])) == math.log(2)
