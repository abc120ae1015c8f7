r"""How low the loss can go for a network whose hidden layer is worth one unit.

With a monotone activation such a network is a monotone function of one projection w·x. Its predictions,
sorted along w, rise or fall; the best of those is the isotonic fit of the targets in that order.
"""

import numpy as np

from engine import Array
from engine.numerics.losses import base_rate_entropy


def isotonic(t: Array) -> Array:
    """The nondecreasing sequence [n] nearest to t [n]: max over a ≤ i of min over b ≥ i of mean(t[a..b])."""
    n = len(t)
    total = np.concatenate([[0.0], np.cumsum(t)])
    a, b = np.arange(n)[:, None], np.arange(n)[None, :]
    mean = np.where(a <= b, (total[b + 1] - total[a]) / np.maximum(b - a + 1, 1), np.inf)  # [a, b]
    smallest = np.minimum.accumulate(mean[:, ::-1], axis=1)[:, ::-1]  # [a, i]: min over b ≥ i
    fit: Array = np.where(a <= b, smallest, -np.inf).max(axis=0)
    return fit


def one_unit(X: Array, t: Array, directions: int = 720) -> float:
    """The least mean cross-entropy, in nats, of any monotone function of one projection of X [n, 2].

    The order of the points along w changes at finitely many angles only; the directions lie between the
    symmetric ones, so no two points tie. A half turn reverses the order, so falling fits are among them.
    """
    angles = 2.0 * np.pi * (np.arange(directions) + 0.318) / directions
    orders = {tuple(np.argsort(X @ [np.cos(angle), np.sin(angle)])) for angle in angles}
    return min(_entropy(isotonic(t[list(order)])) for order in orders)


def _entropy(p: Array) -> float:
    """Mean entropy of the fit: inside a block of equal predictions p the targets have mean p."""
    return float(np.mean([base_rate_entropy(np.array([rate])) for rate in p]))
