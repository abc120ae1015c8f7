"""The order of a sum: oracles are exact fractions, NumPy's own product, and the one training loop."""

from fractions import Fraction

import numpy as np
import pytest

from engine.numerics import datasets
from engine.numerics.activations import TANH
from engine.numerics.summation import Matrix, Product, half_reversed, in_order, spread_of_units
from engine.numerics.training import train


@pytest.mark.parametrize("product", [in_order, half_reversed, np.matmul])
def test_every_order_gives_the_product_up_to_rounding(product: Product) -> None:
    rng = np.random.default_rng(0)
    left, right = rng.standard_normal((5, 7)), rng.standard_normal((7, 9))
    exact = [[_dot(row, column) for column in right.T] for row in left]
    assert np.abs(product(left, right) - exact).max() < 1e-14


def _dot(row: Matrix, column: Matrix) -> float:
    return float(sum(Fraction(p) * Fraction(q) for p, q in zip(row.tolist(), column.tolist(), strict=True)))


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_summed_one_term_after_the_other_however_few_they_are(columns: int) -> None:
    rng = np.random.default_rng(2)
    left, right = (rng.standard_normal(shape).astype(np.float32) for shape in ((3, 100), (100, columns)))
    forward, backward = (_one_by_one(left[:, turn], right[turn]) for turn in (slice(None), slice(None, None, -1)))
    assert np.array_equal(in_order(left, right), forward)
    mixed = forward.copy()
    mixed[:, 1::2] = backward[:, 1::2]
    assert np.array_equal(half_reversed(left, right), mixed)


def _one_by_one(left: Matrix, right: Matrix) -> Matrix:
    total = np.zeros((len(left), right.shape[1]), left.dtype)
    for k in range(len(right)):
        total = total + left[:, k, None] * right[k]
    return total


def test_equal_columns_stay_equal_in_one_order_and_part_in_two() -> None:
    rng = np.random.default_rng(1)
    left, column = rng.standard_normal((20, 13)), rng.standard_normal((13, 1))
    right = np.repeat(column, 17, axis=1)
    assert np.ptp(in_order(left, right), axis=1).max() == 0.0
    assert 0.0 < np.ptp(half_reversed(left, right), axis=1).max() < 1e-14


@pytest.mark.parametrize("width", [2, 3, 17, 100])
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_units_summed_in_one_order_never_part_at_any_width(width: int, precision: str) -> None:
    points, labels = (values.astype(precision) for values in datasets.quadrants(0, 16))
    spread = spread_of_units(points, labels, hidden=width, constant=0.5, rate=5.0, steps=60, product=in_order)
    assert spread.shape == (60,)
    assert spread.max() == 0.0


def test_units_that_start_apart_move_as_in_the_one_training_loop() -> None:
    points, labels = datasets.quadrants(0, 16)
    head_start = np.linspace(0.0, 0.5, 4)  # added to the constant, a different amount for each unit

    def tilted(left: Matrix, right: Matrix) -> Matrix:
        is_forward = right.shape == (3, 4)
        product: Matrix = left @ (right + head_start if is_forward else right)
        return product

    spread = spread_of_units(points, labels, hidden=4, constant=0.5, rate=1.0, steps=40, product=tilted)
    start = [np.broadcast_to(0.5 + head_start, (1, 3, 4)), np.full((1, 5, 1), 0.5)]
    first, second = train(start, points, labels, hidden=TANH, rate=1.0, steps=40).weights
    own = first[0] - head_start  # what the product adds is not among the weights of the other loop
    expected = max(np.ptp(own, axis=1).max(), np.ptp(second[0, :-1]))
    assert spread[-1] == pytest.approx(expected, abs=1e-12)
    assert expected > 0.01
