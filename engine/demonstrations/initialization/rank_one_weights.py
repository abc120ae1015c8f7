r"""Random biases make the hidden units differ, but on data like XOR their weights stay on one line for ever.

XOR does not change when x₁ and x₂ are exchanged. Zero weights do not either, so gradient descent keeps w₁ⱼ = w₂ⱼ
in every unit: the matrix W₁ has rank one, and the network sees x₁ + x₂ only. Move the corner (1, 0) to the right
(`shift`) and the exchange is broken: with sigmoid or tanh the second singular value grows.

With ReLU it never does, on any data: a unit that started with w = 0, v = 0 and bias b > 0 has (w, b, v) = b (u, β, ν)
with one (u, β, ν) for all of them, because relu(b z) = b relu(z) turns equal factors into equal factors. Units with
b ≤ 0 never move. The whole layer is worth one unit.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Points, Printed, Real, demonstration, usual
from engine.numerics import datasets
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.draws import generators, normal
from engine.numerics.training import checkpoints, train
from engine.numerics.two_two_one import layers

LINES = {"step": usual.STEP, "median": ("种子的中位数", "median seed"), "largest": ("种子的最大值", "largest seed")}
DOTS = {"w1": ("w₁ⱼ，从 x₁ 流入", "w₁ⱼ, from x₁"), "w2": ("w₂ⱼ，从 x₂ 流入", "w₂ⱼ, from x₂")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The weights W₁ [2, 2] after training, seed by seed."""

    ratio: Annotated[Array, Claim(
        at_most=1e-9, zh="W₁ 两个奇异值之比 s₂/s₁", en="ratio of the singular values of W₁, s₂/s₁")]
    mirror: Annotated[Array, Claim(at_most=0.0, zh="w₁ⱼ 与 w₂ⱼ 的最大差", en="largest difference between w₁ⱼ and w₂ⱼ")]
    apart: Annotated[Array, Claim(
        at_least=1e-3, share=0.95, zh="两个单元权重的相对差",
        en="relative difference between the weights of the two units")]
    printed: Annotated[Array, Printed(
        at_least=1e-6, zh="照 002 原文：不存在权重对称性（s₂/s₁ 不为零）",
        en="as printed in 002: no symmetry of the weights (s₂/s₁ is not zero)")]
    line: Annotated[dict[str, Array], Points(
        zh="每个隐藏单元的两个权重", en="the two weights of every hidden unit", columns=DOTS)]
    growth: Annotated[dict[str, Array], Curves(
        zh="s₂/s₁ 随步数的变化", en="s₂/s₁ over the steps", y=("s₂/s₁", "s₂/s₁"), columns=LINES)]


@demonstration(zh="权重矩阵的秩始终为一", en="Weights of rank one for ever")
def rank_one_weights(
    shift: Annotated[float, Real(
        0.0, 1.0, zh="角点 (1, 0) 右移多少", en="shift of the corner (1, 0) to the right")] = 0.0,
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    steps: Annotated[int, usual.steps(2, 1000)] = 500,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = datasets.gate("xor")  # [4, 2], [4]
    X[2, 0] += shift
    start = np.zeros((seeds, 3, 3))
    start[:, 2] = normal(generators(seed, seeds), 3)  # b₁, b₂, b₃
    g, kept = ACTIVATIONS[activation], checkpoints(steps)
    run = train(layers(start), X, t, hidden=g, rate=1.0, steps=steps, checkpoints=kept)
    W1 = np.stack([W[0][:, :2] for W in run.snapshots])  # [K, S, 2, 2], row: input, column: unit
    s = np.linalg.svd(W1, compute_uv=False)  # [K, S, 2]
    ratio = s[..., 1] / np.where(s[..., 0] > 0.0, s[..., 0], 1.0)  # [K, S]; no weights, no second direction
    last, largest = W1[-1], np.abs(W1[-1]).max(axis=(1, 2))  # [S, 2, 2], [S]
    return Found(
        ratio=ratio[-1],
        mirror=np.abs(last[:, 0] - last[:, 1]).max(axis=1),
        apart=np.abs(last[:, :, 0] - last[:, :, 1]).max(axis=1) / np.where(largest > 0.0, largest, 1.0),
        printed=ratio[-1],
        line={"w1": last[:, 0].ravel(), "w2": last[:, 1].ravel()},
        growth={"step": run.steps, "median": np.median(ratio, axis=1), "largest": ratio.max(axis=1)},
    )
