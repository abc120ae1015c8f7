r"""Whether 0.01·N(0, 1) starts a shallow network well depends on what the data tell a linear unit.

While the weights are small, a tanh or sigmoid unit is linear, driven by mean(e) and mean(e x), e = 1/2 - t. On AND
mean(e) = 1/4: the output bias moves first, e becomes t̄ - t, mean(e x) = -1/8, the weights grow exponentially, and 0.01
costs a few dozen steps. On XOR both stay 0: a saddle whose first slope is of third order in the weights. Within the
1000 steps of this page 0.01 does not get away (it does in far more), where U(±1/√d) and N(0, 1) do.
ReLU bends at 0 itself and does not mind. A rate so large that it overshoots shakes a sigmoid network off the saddle.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Real, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.losses import base_rate_entropy
from engine.numerics.training import layer, train

LINES = {"step": usual.STEP, "scaled": ("所选尺度", "chosen scale"), "unit": ("N(0, 1)",) * 2,
         "uniform": ("±1/√d 均匀分布", "uniform within ±1/√d")}
STEPS, HIDDEN = 1000, 8


@dataclass(frozen=True, kw_only=True)
class Found:
    """Final losses from three starts, and how many seeds learned."""

    suitable: Annotated[Array, Printed(
        at_most=0.1, share=0.5, zh="照 002 原文：乘 0.01 适合浅层网络（所选尺度的最后损失）",
        en="as printed in 002: times 0.01 suits a shallow network (chosen scale, final loss)")]
    stuck: Annotated[Array, Claim(
        at_least=0.99, share=0.9, zh="所选尺度：最后损失与“只猜标签比例”之比",
        en="chosen scale: final loss over the base rate's")]
    uniform: Annotated[Array, Claim(
        at_most=0.1, share=0.9, zh="±1/√d 均匀分布：最后的损失", en="uniform within ±1/√d: final loss")]
    unit: Annotated[Array, Claim(at_most=0.1, share=0.9, zh="N(0, 1)：最后的损失", en="N(0, 1): final loss")]
    solved: Annotated[float, Value(zh="所选尺度：学会的种子占比", en="chosen scale: share of seeds that learn")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失的中位数", en="median loss", y=usual.NATS, log_x=True, columns=LINES)]


@demonstration(zh="乘 0.01 适合浅层网络吗", en="Whether 0.01 suits a shallow network")
def shallow_scale(
    data: Annotated[str, usual.data("and", "xor")] = "xor",
    activation: Annotated[str, usual.ACTIVATION] = "tanh",
    scale: Annotated[float, Real(0.001, 1.0, log=True, zh="乘 N(0, 1) 的尺度", en="scale of N(0, 1)")] = 0.01,
    rate: Annotated[float, Real(0.1, 5.0, log=True, zh="学习率", en="learning rate")] = 1.0,
    seeds: Annotated[int, usual.SEEDS] = 16,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    (X, t), rngs = datasets.gate(data), draws.generators(seed, seeds)
    N1, N2 = draws.normal(rngs, 2, HIDDEN), draws.normal(rngs, HIDDEN, 1)
    U1, U2 = draws.uniform(rngs, 2, HIDDEN) / np.sqrt(2), draws.uniform(rngs, HIDDEN, 1) / np.sqrt(HIDDEN)
    W1, W2 = np.concatenate([scale * N1, N1, U1]), np.concatenate([scale * N2, N2, U2])  # [3 seeds, …]
    start = [layer(W, np.zeros((3 * seeds, W.shape[2]))) for W in (W1, W2)]
    kept = np.geomspace(1, STEPS, 80).astype(int).tolist()
    run = train(start, X, t, hidden=ACTIVATIONS[activation], rate=rate, steps=STEPS, checkpoints=kept)
    scaled, unit, uniform = np.split(run.losses[1:], 3, axis=1)  # [K, seeds] each, from step 1 for the logarithm
    medians = [np.median(losses, axis=1) for losses in (scaled, unit, uniform)]
    return Found(
        suitable=scaled[-1], stuck=scaled[-1] / base_rate_entropy(t), uniform=uniform[-1], unit=unit[-1],
        solved=float((scaled[-1] <= 0.1).mean()), loss=dict(zip(LINES, [run.steps[1:], *medians], strict=True)),
    )
