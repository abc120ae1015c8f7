r"""Symmetry is between units, not between parameters: columns of W stay equal, its rows do not.

Unit j has the weights w₁ⱼ, w₂ⱼ, bⱼ, and d(loss)/d(wᵢⱼ) = mean over samples of δⱼ xᵢ. Units that start
as copies have one δ, so each column gets the same step. But two inputs of one unit get different
steps as soon as x₁ and x₂ are different features. So "all parameters of the layer stay equal" says too
much. And copies are enough for the collapse: one random unit copied h times is still one unit.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Heatmap, Printed, demonstration, usual
from engine.numerics import datasets
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import checkpoints, train

START = Choice("constant", "copied", "random", zh="隐藏层的初值", en="start of the hidden layer", words={
    "constant": ("全部为 0.5", "0.5 everywhere"), "copied": ("一个随机单元的拷贝", "copies of one random unit"),
    "random": ("每个单元各自随机", "each unit random")})


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is equal after training and what is not."""

    units: Annotated[float, Claim(at_most=0.0, zh="不同单元的同一权重之差", en="one weight, compared between units")]
    layer: Annotated[float, Printed(
        at_most=0.0, zh="照原文：同一层的权重全部相同", en="as printed: all weights of the layer are equal")]
    weights: Annotated[Array, Heatmap(
        zh="训练后的隐藏层权重", en="hidden weights after training", x=("单元", "unit"), y=("来自", "from"),
        down=("x₁", "x₂", ("偏置", "bias")))]
    trace: Annotated[dict[str, Array], Curves(
        zh="前两个单元的权重", en="weights of the first two units", y=("权重", "weight"), columns={"step": usual.STEP})]


@demonstration(zh="相同的是单元，不是参数", en="The units are equal, the parameters are not")
def equal_units(
    data: Annotated[str, usual.data("four", "xor")] = "four",
    start: Annotated[str, START] = "constant",
    hidden: Annotated[int, usual.WIDTH] = 4,
    activation: Annotated[str, usual.ACTIVATION] = "tanh",
    steps: Annotated[int, usual.steps(1, 500)] = 200,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = datasets.four_points() if data == "four" else datasets.gate(data)  # [4, 2], [4]
    unit = np.full((1, 3, 1), 0.5) if start == "constant" else np.random.default_rng(seed).standard_normal((1, 3, 1))
    W1 = np.repeat(unit, hidden, axis=2)  # [1, 3, hidden], the last row is the bias
    if start == "random":
        W1 = np.random.default_rng(seed).standard_normal((1, 3, hidden))
    W2 = np.full((1, hidden + 1, 1), 0.5)
    every = checkpoints(steps)
    run = train([W1, W2], X, t, hidden=ACTIVATIONS[activation], rate=0.5, steps=steps, checkpoints=every)
    columns = np.array([W[0][0, :, :2] for W in run.snapshots])  # [K, 3, 2]: x₁, x₂, bias by the first two units
    names = {"w₁₁": (0, 0), "w₁₂": (0, 1), "w₂₁": (1, 0), "w₂₂": (1, 1)}
    trace = {"step": run.steps, **{name: columns[:, i, j] for name, (i, j) in names.items()}}
    W = run.weights[0][0]  # [3, hidden]
    return Found(units=np.ptp(W, axis=1).max(), layer=np.ptp(W[:2]), weights=W, trace=trace)
