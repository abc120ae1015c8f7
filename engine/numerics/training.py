r"""The one training loop: full-batch gradient descent on binary cross-entropy, many networks at once.

A network is a list of weight matrices [S, n_in + 1, n_out]: S networks side by side, and the
bias as the last row, multiplied by a column of ones. The last layer has one unit and a sigmoid; the
layers before it share one activation. No hidden layer at all is logistic regression.

The error a - t is summed over the n samples before it is divided by n: on balanced data the sum is
then exactly zero, as in mathematics, where an average of rounded quotients would not be.

Small networks are bound by the number of NumPy calls, so buffers are made once and every step
writes into them, and losses are computed after the loop, from the logits kept at the checkpoints.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine import Array
from engine.numerics.activations import Activation, sigmoid_into
from engine.numerics.losses import cross_entropy

Weights = list[Array]  # layer by layer, [S, n_in + 1, n_out]


@dataclass(frozen=True)
class Training:
    """What a run of the loop leaves: the checkpoints and what was true at each of them."""

    steps: Array  # [K] the checkpoints: 0 is before the first update
    losses: Array  # [K, S] mean cross-entropy in nats
    snapshots: list[Weights]  # [K] the weights

    @property
    def weights(self) -> Weights:
        """The weights after the last step."""
        return self.snapshots[-1]

    @property
    def loss(self) -> Array:
        """The loss after the last step, [S]."""
        last: Array = self.losses[-1]
        return last


def layer(weights: Array, biases: Array) -> Array:
    """Join weights [S, n_in, n_out] and biases [S, n_out] into one matrix [S, n_in + 1, n_out]."""
    return np.concatenate([weights, biases[:, None, :]], axis=1)


def checkpoints(steps: int, lines: int = 100) -> list[int]:
    """The first ten steps one by one, and about `lines` more, evenly spaced to the last."""
    return sorted({*range(min(steps, 10) + 1), *(round(k) for k in np.linspace(0, steps, lines + 1))})


def train(
    weights: Sequence[Array],
    X: Array,
    t: Array,
    *,
    hidden: Activation,
    rate: float,
    steps: int,
    checkpoints: Sequence[int] = (),
    rates: Sequence[float | Array] = (),
) -> Training:
    """Train S networks on X [n, d], t [n], or each on its own X [S, n, d], t [S, n], for `steps` steps of size `rate`.

    `checkpoints` are the steps to keep beside the first and the last (0 is before any update);
    `rates`, one a layer, replaces `rate` where layers learn at different speeds: a number, or an
    array that broadcasts over the layer's matrix.
    """
    W = [np.array(matrix, dtype=float) for matrix in weights]
    pass_ = _Pass(W, X, hidden)
    sizes = [r / t.shape[-1] for r in (rates or [rate] * len(W))]
    keep = sorted({0, steps, *(int(k) for k in checkpoints if 0 <= k <= steps)})
    logits: list[Array] = []
    snapshots: list[Weights] = []
    for step in range(steps + 1):
        pass_.forward()
        if step == keep[len(snapshots)]:
            logits.append(pass_.logit.copy())
            snapshots.append([matrix.copy() for matrix in W])
        if step < steps:
            pass_.backward(t)
            for matrix, gradient, size in zip(W, pass_.gradients, sizes, strict=True):
                np.multiply(gradient, size, out=gradient)
                np.subtract(matrix, gradient, out=matrix)
    losses = np.stack([cross_entropy(logit, t).mean(axis=1) for logit in logits])  # [K, S]
    return Training(np.array(keep, dtype=float), losses, snapshots)


def gradients(weights: Sequence[Array], X: Array, t: Array, *, hidden: Activation) -> Weights:
    """The gradient of the mean loss at these weights, in the shapes of the weights."""
    pass_ = _Pass([np.array(matrix, dtype=float) for matrix in weights], X, hidden)
    pass_.forward()
    pass_.backward(t)
    return [gradient / t.shape[-1] for gradient in pass_.gradients]


def logits(weights: Sequence[Array], X: Array, *, hidden: Activation) -> Array:
    """The output before the last sigmoid, [S, n]."""
    pass_ = _Pass(list(weights), X, hidden)
    pass_.forward()
    return pass_.logit


def activations(weights: Sequence[Array], X: Array, *, hidden: Activation) -> list[Array]:
    """The output of every hidden layer, [S, n, units] each."""
    pass_ = _Pass(list(weights), X, hidden)
    pass_.forward()
    return [values[..., :-1] for values in pass_.inputs[1:]]


class _Pass:
    """One forward and one backward pass over buffers that are made once.

    `inputs[l]` is what layer l multiplies: [S, n, n_in + 1] with the column of ones at the end.
    """

    def __init__(self, W: Weights, X: Array, hidden: Activation) -> None:
        S, n = W[0].shape[0], X.shape[-2]
        self.W, self.hidden = W, hidden
        self.inputs = [np.ones((S, n, matrix.shape[1])) for matrix in W]
        self.inputs[0][..., :-1] = X
        self.outputs = [np.empty((S, n, matrix.shape[2])) for matrix in W]
        self.gradients = [np.empty_like(matrix) for matrix in W]

    @property
    def logit(self) -> Array:
        """The output before the last sigmoid, [S, n]."""
        return self.outputs[-1][..., 0]

    def forward(self) -> None:
        for number, (a, W, z) in enumerate(zip(self.inputs, self.W, self.outputs, strict=True), start=1):
            np.matmul(a, W, out=z)  # [S, n, n_in + 1] @ [S, n_in + 1, n_out]
            if number < len(self.W):
                self.hidden.into(z, self.inputs[number][..., :-1])

    def backward(self, t: Array) -> None:
        """Gradients of the summed loss; the error of the last layer is σ(logit) - t."""
        delta = np.empty_like(self.outputs[-1])  # [S, n, 1]
        sigmoid_into(self.outputs[-1], delta)
        delta -= t[..., None]
        for number in reversed(range(len(self.W))):
            np.matmul(self.inputs[number].transpose(0, 2, 1), delta, out=self.gradients[number])
            if number:
                a = self.inputs[number][..., :-1]  # [S, n, units], the bias row passes nothing back
                delta = delta @ self.W[number][:, :-1, :].transpose(0, 2, 1)
                delta *= self.hidden.slope(a)
