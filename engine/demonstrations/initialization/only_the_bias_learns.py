r"""From zero with tanh or ReLU only the last bias ever learns, and it learns the share of the labels.

If g(0) = 0 every hidden activation is 0, so ∂L/∂w₁₃ = mean((a₃ - t) a₁) = 0; and w₁₃ = 0 keeps the hidden layer
where it is. Nothing will change that: the network is the constant σ(b₃), and gradient descent moves b₃ to

    σ(b₃) = t̄,    b₃ = log(t̄ / (1 - t̄)),    L = H(t̄) = -t̄ log t̄ - (1 - t̄) log(1 - t̄).

A sigmoid has g(0) = 1/2 and escapes this, as the same run with that activation shows.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Value, demonstration, usual
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.losses import base_rate_entropy
from engine.numerics.training import checkpoints, train
from engine.numerics.two_two_one import layers, samples, square


@dataclass(frozen=True, kw_only=True)
class Found:
    """What moved, and where the last bias went."""

    others: Annotated[float, Claim(
        at_most=0.0, zh="除 b₃ 外八个参数的最大移动", en="largest movement of the eight parameters beside b₃")]
    bias_gap: Annotated[float, Claim(
        at_most=1e-4, zh="b₃ 与对数几率 log(t̄/(1−t̄)) 之差", en="distance of b₃ from the log-odds log(t̄/(1−t̄))")]
    loss_gap: Annotated[float, Claim(at_most=1e-6, zh="损失与 H(t̄) 之差", en="distance of the loss from H(t̄)")]
    printed_hidden: Annotated[float, Printed(
        at_least=1e-6, zh="照 001 原文：每一隐藏层的权重都得到更新",
        en="as printed in 001: the weights of every hidden layer are updated")]
    printed_head: Annotated[float, Printed(
        at_least=1e-6, zh="照 002 原文：w₁₃ 与 w₂₃ 得到更新", en="as printed in 002: w₁₃ and w₂₃ are updated")]
    b3: Annotated[float, Value(zh="最后的 b₃", en="b₃ at the end")]
    share: Annotated[float, Value(zh="标签为 1 的比例", en="share of labels 1")]
    final: Annotated[float, Value(zh="最后的损失", en="final loss")]
    prior: Annotated[float, Value(zh="标签的熵 H(t̄)", en="entropy of the labels, H(t̄)")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失随步数的变化", en="loss over the steps", y=usual.NATS,
        columns={"step": usual.STEP, "zero": ("全零初始化", "from zero"), "prior": ("H(t̄)", "H(t̄)")})]
    parameters: Annotated[dict[str, Array], Curves(
        zh="参数随步数的变化", en="parameters over the steps", y=("参数值", "parameter"),
        columns={"step": usual.STEP, "odds": ("对数几率", "log-odds")})]


@demonstration(zh="只有最后的偏置在学", en="Only the last bias learns")
def only_the_bias_learns(
    data: Annotated[str, usual.GATE] = "and",
    activation: Annotated[str, usual.ACTIVATION] = "tanh",
    rate: Annotated[float, usual.RATE] = 1.0,
    steps: Annotated[int, usual.STEPS] = 200,
) -> Found:
    X, t = samples(data)  # [4, 2], [4]
    start, g, kept = layers(np.zeros((1, 3, 3))), ACTIVATIONS[activation], checkpoints(steps)
    run = train(start, X, t, hidden=g, rate=rate, steps=steps, checkpoints=kept)
    path = np.concatenate([square(W) for W in run.snapshots])  # [K, 3, 3]
    moved = np.abs(path).max(axis=0)  # [3, 3]: the start is zero
    share, prior, final, b3 = float(t.mean()), base_rate_entropy(t), float(run.loss[0]), float(path[-1, 2, 2])
    odds, level = np.log(share / (1.0 - share)), np.ones(len(run.steps))
    return Found(
        others=moved.ravel()[:-1].max(),
        bias_gap=abs(b3 - odds),
        loss_gap=abs(final - prior),
        printed_hidden=moved[:2, :2].max(),
        printed_head=moved[:2, 2].max(),
        b3=b3,
        share=share,
        final=final,
        prior=prior,
        loss={"step": run.steps, "zero": run.losses[:, 0], "prior": prior * level},
        parameters={
            "step": run.steps, "b₃": path[:, 2, 2], "w₁₃": path[:, 0, 2], "w₁₁": path[:, 0, 0], "odds": odds * level,
        },
    )
