# ruff: noqa: N806  # X, P and W are the names of the field
import numpy as np
import pytest

from engine.numerics import datasets
from engine.numerics.activations import SIGMOID
from engine.numerics.rounding import divide_first
from engine.numerics.training import train


def test_both_orders_agree_where_no_gradient_is_nearly_zero() -> None:
    X, t = datasets.four_points()
    losses, first = divide_first(X, t, hidden=2, rate=1.0, checkpoints=[0, 1, 7, 100])
    run = train(
        [np.zeros((1, 3, 2)), np.zeros((1, 3, 1))], X, t, hidden=SIGMOID, rate=1.0, steps=100, checkpoints=[1, 7]
    )
    assert losses == pytest.approx(run.losses[:, 0], rel=1e-9)
    assert first == pytest.approx(0.25)


def test_division_by_a_power_of_two_is_exact_so_balanced_data_stays_frozen() -> None:
    X, t = datasets.half_plane(0, 64)
    losses, first = divide_first(X, t, hidden=2, rate=1.0, checkpoints=[0, 300])
    assert first == 0.0
    assert losses == pytest.approx(np.log(2.0), abs=1e-15)


def test_a_push_of_rounding_size_is_all_it_takes_to_leave() -> None:
    X, t = datasets.half_plane(0, 50)
    start = [np.zeros((1, 3, 2)), np.zeros((1, 3, 1))]
    still = train(start, X, t, hidden=SIGMOID, rate=1.0, steps=500)
    start[1][0, 0, 0] = 1e-17
    pushed = train(start, X, t, hidden=SIGMOID, rate=1.0, steps=500)
    assert still.loss[0] == pytest.approx(np.log(2.0), abs=1e-15)
    assert pushed.loss[0] < 0.5
