r"""Zero weights and random biases: three parameters move at the first update, all nine at the second.

The biases make the units unlike at once: a₁ = g(b₁), a₂ = g(b₂). The head sees that, so w₁₃ and w₂₃ move, and
b₃ with them. The hidden layer waits: its error is multiplied by w₁₃ = w₂₃ = 0, and so b₁ and b₂ keep their random
values and W₁ its zeros. At the second update the head is nonzero and everything moves.
That needs g' > 0: a ReLU unit that drew b ≤ 0 is silent on all data and will never move.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Int, Printed, Real, Together, demonstration, usual
from engine.numerics import datasets
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.draws import generators, normal
from engine.numerics.training import activations, train
from engine.numerics.two_two_one import layers, square

UNLIKE = Together(
    lambda biases, weights: biases + weights > 0.0,
    zh="偏置与权重的标准差不能都为 0，否则没有随机的东西，每个种子都是同一次运行",
    en="the biases and the weights do not both have deviation 0: nothing would be random, and every seed the same run")
LINES = {"step": usual.STEP, **{name: (name, name) for name in usual.ACTIVATION.values}}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Who has moved by when, seed by seed."""

    first_hidden: Annotated[Array, Claim(
        at_most=0.0, zh="第一次更新时隐藏层的最大移动", en="largest movement of the hidden layer at the first update")]
    head_moves: Annotated[Array, Claim(
        at_least=1e-12, zh="第一次更新时输出层三个参数的最小移动",
        en="smallest movement of the head's three parameters at the first update")]
    all_move: Annotated[Array, Claim(
        at_least=1e-12, zh="到所选步数为止，九个参数中的最小移动",
        en="smallest movement among the nine parameters by the chosen step")]
    units_apart: Annotated[Array, Claim(
        at_least=1e-6, zh="第一次前向传播中 a₁ 与 a₂ 之差", en="difference between a₁ and a₂ in the first pass")]
    printed_zero: Annotated[Array, Printed(
        at_most=0.0, zh="照 001 原文：第一次更新后 b₁ 与 b₂ 依然是 0",
        en="as printed in 001: b₁ and b₂ are still 0 after the first update")]
    moved: Annotated[Array, usual.square(
        zh="到所选步数为止移动过的种子比例", en="share of seeds in which it has moved by the chosen step")]
    count: Annotated[dict[str, Array], Curves(
        zh="九个参数中平均有几个移动过", en="how many of the nine have moved, on average",
        y=("移动过的参数个数", "parameters that moved"), columns=LINES)]


@demonstration(zh="权重为零、偏置随机", en="Zero weights, random biases", together=[UNLIKE])
def zero_weights_random_biases(
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    biases: Annotated[float, Real(0.0, 3.0, zh="偏置的标准差", en="standard deviation of the biases")] = 1.0,
    weights: Annotated[float, Real(0.0, 1.0, zh="权重的标准差", en="standard deviation of the weights")] = 0.0,
    steps: Annotated[int, Int(1, 8, zh="步数", en="steps")] = 2,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = datasets.four_points()  # [4, 2], [4]
    draws = normal(generators(seed, seeds), 3, 3)  # [S, 3, 3]
    start = draws * np.array([weights, weights, biases])[:, None]  # the last row of the square holds the biases

    def path(name: str) -> Array:
        run = train(layers(start), X, t, hidden=ACTIVATIONS[name], rate=1.0, steps=8, checkpoints=range(8))
        return np.stack([square(W) for W in run.snapshots])  # [9, S, 3, 3], after 0, 1, …, 8 updates

    values = path(activation)
    came = np.maximum.accumulate(np.abs(values - start))  # [9, S, 3, 3]
    a = activations(layers(start), X, hidden=ACTIVATIONS[activation])[0]  # [S, 4, 2]
    counts = {name: (path(name) != start).sum(axis=(2, 3)).mean(axis=1) for name in usual.ACTIVATION.values}  # [9] each
    return Found(
        first_hidden=came[1, :, :, :2].max(axis=(1, 2)),
        head_moves=came[1, :, :, 2].min(axis=1),
        all_move=came[steps].min(axis=(1, 2)),
        units_apart=np.abs(a[..., 0] - a[..., 1]).max(axis=1),
        printed_zero=np.abs(values[1, :, 2, :2]).max(axis=1),
        moved=(came[steps] > 0.0).mean(axis=0),
        count={"step": np.arange(9.0), **counts},
    )
