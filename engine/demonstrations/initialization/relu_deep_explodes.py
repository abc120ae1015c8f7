r"""Without sigmoid or tanh a large scale is harmless in a shallow network, and fatal in a deep one.

ReLU is not flat for z > 0: one hidden layer with large weights trains, even faster. But a ReLU layer of n units with
weights N(0, s²) multiplies the root mean square of its input by s√(n/2), and L layers by its power L, forward and
backward alike. He's s = √(2/n) makes that factor 1. Far beyond it the first steps are enormous: whole layers die and
only the base rate is left, or the numbers overflow.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Int, Printed, Real, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import RELU
from engine.numerics.losses import base_rate_entropy
from engine.numerics.training import layer, train

HIDDEN, RATE, STEPS = 8, 0.1, 200
LINES = {"step": usual.STEP, "large": ("所选尺度", "chosen scale"), "he": ("He",) * 2,
         "prior": ("只猜标签比例", "base rate")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Training a ReLU network from the chosen scale and from He's."""

    printed: Annotated[Array, Printed(
        at_most=1.0, share=0.5, zh="照 002 原文：没有 sigmoid、tanh 就影响不大（最后损失与 He 之比）",
        en="as printed in 002: without sigmoid or tanh it matters little (final loss over He's)")]
    lost: Annotated[Array, Claim(
        at_least=0.9, share=0.75, zh="所选尺度：最后损失与“只猜标签比例”之比（溢出记为无穷）",
        en="chosen scale: final loss over the base rate's (overflow counts as infinite)")]
    he: Annotated[Array, Claim(
        at_most=0.5, share=0.75, zh="He：最后损失与“只猜标签比例”之比", en="He: final loss over the base rate's")]
    factor: Annotated[float, Value(zh="每层放大倍数 s√(n/2)", en="factor per layer, s√(n/2)")]
    start: Annotated[float, Value(
        zh="所选尺度：训练前的损失（中位数）", en="chosen scale: loss before training (median)")]
    overflowed: Annotated[float, Value(zh="溢出的种子占比", en="share of seeds that overflow")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失的中位数", en="median loss", y=usual.NATS, log_y=True, columns=LINES)]


@demonstration(zh="深层 ReLU 网络里的大权重", en="Large weights in a deep ReLU network")
def relu_deep_explodes(
    depth: Annotated[int, Int(1, 10, zh="隐藏层数", en="hidden layers")] = 6,
    scale: Annotated[float, Real(0.5, 100.0, log=True, zh="权重的标准差 s", en="std s of the weights")] = 5.0,
    seeds: Annotated[int, usual.seeds(32)] = 16,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    (X, t), rngs = datasets.quadrants(0, 20), draws.generators(seed, seeds)
    N = [draws.normal(rngs, n, m) for n, m in pairwise([2, *[HIDDEN] * depth, 1])]  # [seeds, n, m] each
    both = [np.concatenate([scale * W, np.sqrt(2 / W.shape[1]) * W]) for W in N]  # the chosen scale, then He's
    start = [layer(W, np.zeros((2 * seeds, W.shape[2]))) for W in both]
    with np.errstate(over="ignore", invalid="ignore"):  # overflow is the subject
        run = train(start, X, t, hidden=RELU, rate=RATE, steps=STEPS, checkpoints=range(0, STEPS, 4))
        large, he = np.split(np.where(np.isnan(run.losses), np.inf, run.losses), 2, axis=1)  # [K, seeds] each
    prior = base_rate_entropy(t)
    lines = [run.steps, _middle(large), _middle(he), np.full(len(run.steps), prior)]
    return Found(
        printed=large[-1] / he[-1], lost=large[-1] / prior, he=he[-1] / prior,
        factor=float(scale * np.sqrt(HIDDEN / 2)), start=float(_middle(large)[0]),
        overflowed=float(np.isinf(large[-1]).mean()), loss=dict(zip(LINES, lines, strict=True)),
    )


def _middle(losses: Array) -> Array:
    """The upper median over the seeds, [K]: half-way between a number and infinity would be infinity."""
    ordered: Array = np.sort(losses, axis=1)
    return np.maximum(ordered[:, losses.shape[1] // 2], 1e-12)  # a logarithm is drawn
