r"""Gradient descent with the average taken in the careless order, for the pages about rounding.

`training` sums the errors a - t and divides once. Many programs divide every error by n first and
add the rounded quotients; where the exact sum is 0, theirs may be 1e-17, and that is enough to leave a saddle.
"""

from collections.abc import Sequence

import numpy as np

from engine import Array
from engine.numerics.activations import SIGMOID
from engine.numerics.losses import cross_entropy


def divide_first(X: Array, t: Array, *, hidden: int, rate: float, checkpoints: Sequence[int]) -> tuple[Array, float]:
    """Train a sigmoid d-h-1 network from zero; the mean loss at each checkpoint, and the largest first gradient."""
    n, d = X.shape
    ones = np.ones((n, 1))
    inputs = np.hstack([X, ones])  # [n, d + 1]
    W1, W2 = np.zeros((d + 1, hidden)), np.zeros((hidden + 1, 1))
    losses: list[float] = []
    first = 0.0
    for step in range(max(checkpoints) + 1):
        a = SIGMOID(inputs @ W1)  # [n, h]
        units = np.hstack([a, ones])
        logit = units @ W2  # [n, 1]
        if step in checkpoints:
            losses.append(float(cross_entropy(logit[:, 0], t).mean()))
        error = (SIGMOID(logit) - t[:, None]) / n  # the careless order: divided before it is summed
        dW2 = units.T @ error
        dW1 = inputs.T @ ((error @ W2[:-1].T) * SIGMOID.slope(a))
        first = first if step else float(max(np.abs(dW1).max(), np.abs(dW2).max()))
        W1 -= rate * dW1
        W2 -= rate * dW2
    return np.array(losses), first
