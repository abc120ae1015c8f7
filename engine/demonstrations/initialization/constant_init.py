r"""A layer whose weights all start at one constant is worth a single unit, whatever the constant.

The h hidden units compute the same a = g(w·x + b) and keep equal output weights v, so the logit
is h·v·a + d: one unit with the output weight u = h v computes the same. It even learns the same if
its steps are scaled. dL/du = dL/dv, but u must move h times as far as v: rate h α. The one unit
sends u = h v back where each of the h sent v: rate α/h for its input weights and bias. d keeps α.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Real, Value, demonstration, usual
from engine.numerics import datasets
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import train

LINES = {
    "step": usual.STEP, "layer": ("整层", "the whole layer"),
    "twin": ("一个单元，学习率缩放", "one unit, scaled rates"), "same": ("一个单元，学习率不变", "one unit, same rate"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """What training from one constant leaves."""

    gap: Annotated[float, Claim(at_most=0.0, zh="隐藏单元之间的最大差", en="largest difference between hidden units")]
    twin: Annotated[float, Claim(
        at_most=1e-10, zh="与单个单元（学习率按宽度缩放）的损失之差",
        en="loss difference to one unit with scaled rates")]
    same: Annotated[float, Claim(
        at_least=0.01, zh="与单个单元（学习率不缩放）的损失之差", en="loss difference to one unit with the same rate")]
    final: Annotated[float, Claim(
        at_least=0.4773, zh="最后的损失不低于一个单元在异或上的下限",
        en="final loss, not below what one unit can reach on XOR")]
    output_rate: Annotated[float, Value(zh="单个单元的输出权重应取的学习率", en="rate of the one unit's output weight")]
    input_rate: Annotated[float, Value(zh="单个单元的输入权重应取的学习率", en="rate of the one unit's input weights")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失随步数的变化", en="loss over the steps", y=usual.NATS, columns=LINES)]


@demonstration(zh="全部取同一个常数，等于只有一个单元", en="All weights equal to one constant: a layer worth one unit")
def constant_init(
    data: Annotated[str, usual.GATE] = "xor",
    hidden: Annotated[int, usual.WIDTH] = 8,
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    constant: Annotated[float, Real(0.0, 2.0, zh="所有参数的初值", en="initial value of every parameter")] = 0.5,
    nudge: Annotated[float, Real(0.0, 1.0, zh="只把一个权重多加这么多", en="added to one single weight")] = 0.0,
    rate: Annotated[float, usual.RATE] = 5.0,
) -> Found:
    (X, t), g, steps = datasets.gate(data), ACTIVATIONS[activation], 250
    every = range(0, steps, 3)
    W1 = np.full((1, 3, hidden), constant)  # the last row is the bias
    W1[0, 0, 0] += nudge
    W2 = np.full((1, hidden + 1, 1), constant)
    layer = train([W1, W2], X, t, hidden=g, rate=rate, steps=steps, checkpoints=every)
    factor = np.array([hidden, 1.0])[:, None, None]  # two one-unit networks: rates scaled by the width, and not
    scaled = np.concatenate([factor, np.ones((2, 1, 1))], axis=1)  # [2, 2, 1]: never the output bias
    output = constant * np.array([[[hidden], [1.0]]] * 2)  # [2, 2, 1]: u = h v, and d
    one, rates = [np.full((2, 3, 1), constant), output], [rate / factor, rate * scaled]
    pair = train(one, X, t, hidden=g, rate=rate, rates=rates, steps=steps, checkpoints=every)
    apart = np.abs(pair.losses - layer.losses).max(axis=0)  # [2]
    losses = {"step": layer.steps, "layer": layer.losses[:, 0], "twin": pair.losses[:, 0], "same": pair.losses[:, 1]}
    return Found(
        gap=max(np.ptp(layer.weights[0], axis=2).max(), np.ptp(layer.weights[1][:, :-1])),
        twin=apart[0], same=apart[1], final=layer.loss[0],
        output_rate=hidden * rate, input_rate=rate / hidden, loss=losses,
    )
