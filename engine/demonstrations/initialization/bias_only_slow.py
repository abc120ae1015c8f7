r"""Zero weights with random biases: the units differ, and yet the start is next to a saddle.

The units answer constants g(bⱼ), so at first only the output layer learns, and only the base rate. What then drives the
hidden weights is vⱼ g'(bⱼ) mean(e x) with e = mean(t) - t. On AND that is not 0: hardly slower than random weights. On
XOR it is 0: the weights grow from second order only, most seeds sit on the plateau long after random weights are done,
and ReLU does not leave it. Vanishing, yes; exploding, no: weights that start at 0 leave nothing to multiply.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import checkpoints, gradients, layer, train

HIDDEN = 8
LINES = {"step": usual.STEP, "biases": ("W = 0，b 随机", "W = 0, b random"),
         "weights": ("W 随机，b = 0", "W random, b = 0")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The same network from random biases and from random weights."""

    behind: Annotated[Array, Claim(
        at_least=2.0, share=0.9, zh="最后损失：b 随机与 W 随机之比",
        en="final loss: random biases over random weights")]
    plateau: Annotated[Array, Claim(at_least=0.5, share=0.75, zh="b 随机：最后的损失", en="random biases: final loss")]
    usual: Annotated[Array, Claim(at_most=0.1, share=0.9, zh="W 随机：最后的损失", en="random weights: final loss")]
    explodes: Annotated[Array, Printed(
        at_least=10.0, share=0.1, zh="照 002 原文：梯度爆炸（b 随机时最大梯度与最初梯度之比）",
        en="as printed in 002: exploding gradients (random biases, largest over first)")]
    solved: Annotated[float, Value(zh="b 随机：学会的种子占比", en="random biases: share of seeds that learn")]
    usual_solved: Annotated[float, Value(zh="W 随机：学会的种子占比", en="random weights: share of seeds that learn")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失的中位数", en="median loss", y=("交叉熵（nat）", "cross-entropy (nats)"), columns=LINES)]


@demonstration(zh="只随机偏置有多慢", en="How slow random biases alone are")
def bias_only_slow(
    data: Annotated[str, usual.GATE] = "xor",
    activation: Annotated[str, usual.ACTIVATION] = "tanh",
    steps: Annotated[int, usual.steps(1, 1000)] = 200,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    (X, t), g, rngs = datasets.gate(data), ACTIVATIONS[activation], draws.generators(seed, seeds)
    W1, W2, b1, b2 = (draws.normal(rngs, *shape) for shape in ((2, HIDDEN), (HIDDEN, 1), (HIDDEN,), (1,)))
    first = np.concatenate([layer(0.0 * W1, b1), layer(W1, 0.0 * b1)])  # [2 seeds, 3, hidden]
    second = np.concatenate([layer(0.0 * W2, b2), layer(W2, 0.0 * b2)])  # [2 seeds, hidden + 1, 1]
    kept = checkpoints(steps, 50)
    run = train([first, second], X, t, hidden=g, rate=1.0, steps=steps, checkpoints=kept)
    biases, weights = np.split(run.losses, 2, axis=1)  # [K, seeds] each
    slopes = (gradients([W[:seeds] for W in snapshot], X, t, hidden=g) for snapshot in run.snapshots)
    norms = np.sqrt([sum(np.square(G).sum(axis=(1, 2)) for G in pair) for pair in slopes])  # [K, seeds]
    lines = [run.steps, np.median(biases, axis=1), np.median(weights, axis=1)]
    return Found(
        behind=biases[-1] / weights[-1], plateau=biases[-1], usual=weights[-1], explodes=norms.max(axis=0) / norms[0],
        solved=float((biases[-1] <= 0.1).mean()), usual_solved=float((weights[-1] <= 0.1).mean()),
        loss=dict(zip(LINES, lines, strict=True)),
    )
