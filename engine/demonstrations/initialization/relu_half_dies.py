r"""Zero weights and random biases with ReLU: exactly the units with b ≤ 0 are dead, and stay dead.

With W = 0 unit j answers max(0, bⱼ) to every input. If bⱼ ≤ 0 it answers 0 on every sample and its slope is 0: its
output weight gets mean(e aⱼ) = 0, its own weights and bias get 0, and so at every later step. If bⱼ > 0 the unit
moves as soon as mean(e) ≠ 0. For b ~ N(μ, 1) the dead share is Φ(-μ), one half at μ = 0. Sigmoid and tanh have no
such set.
"""

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Int, Points, Printed, Real, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import layer, train


@dataclass(frozen=True, kw_only=True)
class Found:
    """Which units never move."""

    wrong: Annotated[Array, Claim(
        at_most=0, zh="“b ≤ 0”与“从未移动”不一致的单元数", en="units where b ≤ 0 and never having moved disagree")]
    dead: Annotated[float, Claim(between=(0.45, 0.55), zh="死亡单元的占比", en="share of dead units")]
    law: Annotated[float, Claim(
        at_most=4.0, zh="死亡占比离 Φ(−μ) 几个标准误", en="distance of that share from Φ(-μ), in standard errors")]
    printed: Annotated[Array, Printed(
        at_most=0, zh="照原文：之后所有参数都能更新（不动的单元数）",
        en="as printed: later on every parameter is updated (units that do not move)")]
    expected: Annotated[float, Value(zh="理论占比 Φ(−μ)", en="share in theory, Φ(-μ)")]
    dots: Annotated[dict[str, Array], Points(
        zh="第一个种子的各单元", en="the units of the first seed",
        columns={"bias": ("偏置的初值", "initial bias"), "moved": ("移动的距离", "distance moved")})]


@demonstration(zh="ReLU：偏置为负的单元从不更新", en="ReLU: units with a negative bias never move")
def relu_half_dies(
    activation: Annotated[str, usual.ACTIVATION] = "relu",
    mean: Annotated[float, Real(-2.0, 2.0, zh="偏置的均值 μ", en="mean of the biases μ")] = 0.0,
    units: Annotated[int, Int(1, 500, log=True, zh="隐藏单元数", en="hidden units")] = 200,
    data: Annotated[str, usual.data("and", "xor")] = "and",
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = datasets.gate(data)
    b = mean + draws.normal(draws.generators(seed, seeds), units)  # [seeds, units]
    start = [layer(np.zeros((seeds, 2, units)), b), np.zeros((seeds, units + 1, 1))]
    run = train(start, X, t, hidden=ACTIVATIONS[activation], rate=0.1, steps=20)
    shift = np.abs(run.weights[0] - start[0]).sum(axis=1) + np.abs(run.weights[1][:, :-1, 0])  # [seeds, units]
    still = shift == 0.0
    share, expected = float(still.mean()), 0.5 * math.erfc(mean / math.sqrt(2.0))
    return Found(
        wrong=(still != (b <= 0.0)).sum(axis=1),
        dead=share,
        law=abs(share - expected) / math.sqrt(expected * (1.0 - expected) / still.size),
        printed=still.sum(axis=1),
        expected=expected,
        dots={"bias": b[0], "moved": shift[0]},
    )
