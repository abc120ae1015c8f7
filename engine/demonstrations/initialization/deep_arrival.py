r"""Zero weights, random biases, many layers: the gradient needs L steps to reach the first, and shrinks to nothing.

Layer l hears of the error through the weights above it. At step 1 only the last layer moves; at step 2 the one below,
through weights as small as one update; layer l at step L - l + 1. And what arrives is squared every time: δ_l =
W_{l+1} δ_{l+1} g', where W_{l+1} itself is -α times the first δ_{l+1}. So the number of zeros after the point doubles
from layer to layer. What the network learns in any reasonable time is one number, the share of positive labels.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Int, Printed, Table, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS, SIGMOID
from engine.numerics.training import gradients, layer, logits, train

ROWS = {
    "layer": ("层", "layer"), "expected": ("应在第几步", "expected at step"),
    "first": ("实际第几步（中位数）", "seen at step (median)"),
    "size": ("到达时的梯度（中位数）", "gradient then (median)"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """When each layer first moves, by how much, and what the network predicts at the end."""

    late: Annotated[Array, Claim(
        at_most=0, share=0.9, zh="没有在第 L−l+1 步首次移动的层数",
        en="layers that do not first move at step L - l + 1")]
    doubling: Annotated[Array, Claim(
        between=(1.7, 2.4), share=0.9, zh="首层梯度的位数是第二层的几倍",
        en="digits lost in layer 1, relative to layer 2")]
    flat: Annotated[Array, Claim(
        at_most=1e-6, share=0.9, zh="训练后各样本预测概率的极差",
        en="range of the predictions over the samples after training")]
    away: Annotated[Array, Claim(
        at_most=0.01, share=0.9, zh="训练后预测与标签比例之差",
        en="distance of the predictions from the base rate after training")]
    explodes: Annotated[Array, Printed(
        at_least=10.0, share=0.5, zh="照 002 原文：梯度爆炸（训练中最大的梯度，以最初的为 1）",
        en="as printed in 002: gradients explode (largest in training, relative to the first)")]
    arrival: Annotated[int, Value(zh="首层首次收到梯度的步数", en="step at which layer 1 first receives a gradient")]
    table: Annotated[dict[str, Array], Table(zh="各层何时首次移动", en="when each layer first moves", columns=ROWS)]
    sizes: Annotated[dict[str, Array], Curves(
        zh="首次到达各层的梯度", en="the gradient that first arrives", y=("最大分量", "largest entry"), log_y=True,
        columns={"layer": ("层", "layer"), "size": ("中位数", "median")})]


@demonstration(zh="深层网络：权重全零、偏置随机", en="Deep network with zero weights and random biases")
def deep_arrival(
    depth: Annotated[int, Int(2, 10, zh="权重层数 L", en="weight layers L")] = 5,
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    rate: Annotated[float, usual.RATE] = 1.0,
    steps: Annotated[int, usual.steps(10, 300)] = 100,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    (X, t), g, sizes = datasets.gate("and"), ACTIVATIONS[activation], [2, *[4] * (depth - 1), 1]
    rngs = draws.generators(seed, seeds)
    start = [layer(np.zeros((seeds, n, m)), draws.normal(rngs, m)) for n, m in pairwise(sizes)]
    run = train(start, X, t, hidden=g, rate=rate, steps=steps, checkpoints=[*range(depth + 1), *range(0, steps, 10)])
    weights = [[np.abs(M[:, :-1]).max(axis=(1, 2)) for M in W] for W in run.snapshots[: depth + 1]]
    moved = np.array(weights)  # [depth + 1, depth, seeds], 0 before a layer first moves
    first = np.where(moved.any(axis=0), (moved > 0).argmax(axis=0), np.inf)  # [depth, seeds]
    size = (moved[np.minimum(first, depth).astype(int), *np.indices(first.shape)]) / rate  # the gradient at that step
    expected = np.arange(depth, 0, -1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        doubling = np.log(size[0]) / np.log(size[1])
    norms = np.array([[np.linalg.norm(G, axis=(1, 2)) for G in gradients(W, X, t, hidden=g)] for W in run.snapshots])
    norm = np.sqrt(np.square(norms).sum(axis=1))  # [K, seeds], of the whole gradient
    p = SIGMOID(logits(run.weights, X, hidden=g))  # [seeds, 4]
    levels, middle = np.arange(1.0, depth + 1), np.median(size, axis=1)
    return Found(
        late=(first != expected[:, None]).sum(axis=0), doubling=doubling, flat=np.ptp(p, axis=1),
        away=np.abs(p - t.mean()).max(axis=1), explodes=norm.max(axis=0) / norm[0], arrival=depth,
        table={"layer": levels, "expected": expected, "first": np.median(first, axis=1), "size": middle},
        sizes={"layer": levels[middle > 0], "size": middle[middle > 0]})
