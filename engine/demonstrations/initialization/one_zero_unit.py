r"""Zeros in one hidden unit do not make two units equal: that needs w₁₁ = w₁₂, w₂₁ = w₂₂ and b₁ = b₂.

With w₁₁ = w₂₁ = b₁ = 0 unit 1 answers g(0) to every input, while unit 2 answers g(w₁₂x₁ + w₂₂x₂ + b₂). They receive
different gradients and the network trains as from other starts. The trap is that two units start in the
same place, not that the place is zero.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Real, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import activations, checkpoints, train

LINES = {"step": usual.STEP, "median": ("中位数", "median"), "least": ("最小的一次", "smallest of all")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The two hidden units, unit 1 starting at zero."""

    apart: Annotated[Array, Claim(
        at_least=0.05, share=0.9, zh="训练后 |a₁-a₂| 在样本上的最大值",
        en="largest |a₁-a₂| over the samples after training")]
    moved: Annotated[Array, Claim(
        at_least=0.01, share=0.9, zh="从零出发的单元走了多远", en="how far the unit moved that started at zero")]
    printed: Annotated[Array, Printed(
        at_most=1e-12, zh="照原文：w₁₁=w₂₁=0 就有 a₁=a₂（起点之差）",
        en="as printed: w₁₁=w₂₁=0 gives a₁=a₂ (gap at the start)")]
    gap: Annotated[dict[str, Array], Curves(
        zh="两个单元之差", en="difference of the two units", y=("max |a₁-a₂|", "max |a₁-a₂|"), columns=LINES)]


@demonstration(zh="只把一个隐藏单元置零", en="Only one hidden unit at zero")
def one_zero_unit(
    data: Annotated[str, usual.GATE] = "and",
    scale: Annotated[float, Real(0.0, 2.0, zh="其余参数的标准差", en="std of the other parameters")] = 1.0,
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    steps: Annotated[int, usual.STEPS] = 200,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    (X, t), g = datasets.gate(data), ACTIVATIONS[activation]  # [4, 2], [4]
    rngs = draws.generators(seed, seeds if scale else 1)  # at scale 0 every seed would be the same run
    every, kept = slice(None) if scale else 0, checkpoints(steps, 50)  # and give one number
    W, V = scale * draws.normal(rngs, 3, 2), scale * draws.normal(rngs, 3, 1)  # [seeds, 3, 2], [seeds, 3, 1]
    W[:, :, 0] = 0.0  # w₁₁ = w₂₁ = b₁ = 0
    run = train([W, V], X, t, hidden=g, rate=1.0, steps=steps, checkpoints=kept)
    units = np.stack([activations(weights, X, hidden=g)[0] for weights in run.snapshots])  # [K, seeds, 4, 2]
    gap = np.abs(units[..., 0] - units[..., 1]).max(axis=2)  # [K, seeds]
    return Found(
        apart=gap[-1][every],
        moved=np.linalg.norm(run.weights[0][:, :, 0], axis=1)[every],
        printed=gap[0][every],
        gap={"step": run.steps, "median": np.median(gap, axis=1), "least": gap.min(axis=1)},
    )
