"""Row s of a batch is what seed + s draws alone."""

from collections.abc import Callable

import numpy as np
import pytest

from engine import Array
from engine.numerics.draws import Generators, generators, normal, uniform

BOTH = pytest.mark.parametrize("draw", [normal, uniform])
Draw = Callable[..., Array]


@BOTH
def test_a_row_is_what_its_seed_draws_alone(draw: Draw) -> None:
    batch = draw(generators(40, 5), 3, 2)
    assert batch.shape == (5, 3, 2)
    for s in range(5):
        np.testing.assert_array_equal(batch[s : s + 1], draw(generators(40 + s, 1), 3, 2))


@BOTH
def test_the_second_draw_goes_on_where_the_first_ended(draw: Draw) -> None:
    rngs: Generators = generators(0, 4)
    first, second = draw(rngs, 3), draw(rngs, 2)
    whole = draw(generators(0, 4), 5)
    np.testing.assert_array_equal(np.concatenate([first, second], axis=1), whole)


def test_draws_are_those_of_the_plain_generator() -> None:
    np.testing.assert_array_equal(normal(generators(7, 1), 4)[0], np.random.default_rng(7).standard_normal(4))
    np.testing.assert_array_equal(uniform(generators(7, 1), 4)[0], np.random.default_rng(7).uniform(-1, 1, 4))


@BOTH
def test_a_draw_without_a_shape_is_one_number_a_seed(draw: Draw) -> None:
    assert draw(generators(0, 3)).shape == (3,)


def test_draws_have_the_moments_of_their_laws() -> None:
    gauss, flat = normal(generators(0, 64), 2000), uniform(generators(0, 64), 2000)  # 128,000 each
    assert abs(gauss.mean()) < 4 / np.sqrt(gauss.size)
    assert abs(gauss.var() - 1) < 4 * np.sqrt(2 / gauss.size)
    assert abs(flat.mean()) < 4 * np.sqrt(1 / 3 / flat.size)
    assert abs(flat.var() - 1 / 3) < 4 * np.sqrt(4 / 45 / flat.size)
    assert flat.min() >= -1
    assert flat.max() < 1


def test_unlike_seeds_draw_unlike_numbers() -> None:
    rows = normal(generators(0, 64), 50)
    correlation = np.corrcoef(rows) - np.eye(64)
    assert np.abs(correlation).max() < 0.7
