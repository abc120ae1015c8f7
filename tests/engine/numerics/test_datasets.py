# ruff: noqa: N803, N806 - X, W and S are the names of the field
"""The small data sets are what they are called."""

import numpy as np
import pytest

from engine.numerics.datasets import cloud, four_points, gate, half_plane, quadrants


@pytest.mark.parametrize(
    ("name", "ones"), [("and", {(1, 1)}), ("or", {(0, 1), (1, 0), (1, 1)}), ("xor", {(0, 1), (1, 0)})]
)
def test_a_gate_is_its_truth_table(name: str, ones: set[tuple[int, int]]) -> None:
    X, t = gate(name)
    assert {tuple(row) for row in X.astype(int).tolist()} == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert {tuple(row) for row, target in zip(X.astype(int).tolist(), t, strict=True) if target} == ones
    assert X.dtype == t.dtype == np.dtype(float)


def test_a_gate_may_be_changed_without_changing_the_next_one() -> None:
    gate("and")[0][:] = 9.0
    assert gate("and")[0].max() == 1.0


def test_the_inputs_of_the_four_points_cannot_be_exchanged() -> None:
    X, t = four_points()
    points = {(*row, target) for row, target in zip(X.tolist(), t.tolist(), strict=True)}
    assert {(y, x, target) for x, y, target in points} != points
    assert t.sum() == 3


@pytest.mark.parametrize("seed", [0, 1, 999_999])
@pytest.mark.parametrize("n", [2, 10, 200])
def test_a_half_plane_is_cut_in_two_equal_halves_by_a_line(seed: int, n: int) -> None:
    X, t = half_plane(seed, n)
    assert X.shape == (n, 2)
    assert t.sum() == n / 2
    sums = X.sum(axis=1)
    assert sums[t == 0].max() < sums[t == 1].min()


def test_quadrants_are_labelled_like_xor() -> None:
    X, t = quadrants(3, 500)
    assert set(t.tolist()) == {0.0, 1.0}
    assert all((x * y > 0) == bool(target) for (x, y), target in zip(X.tolist(), t, strict=True))
    assert 0.4 < t.mean() < 0.6


def test_a_cloud_comes_from_its_seed_alone() -> None:
    X, t = cloud(5, 30, lambda X: X[:, 0] > 0)
    np.testing.assert_array_equal(X, np.random.default_rng(5).standard_normal((30, 2)))
    np.testing.assert_array_equal(t, X[:, 0] > 0)
