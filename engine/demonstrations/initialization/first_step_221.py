r"""From zero, the first step of gradient descent moves the head of a 2-2-1 network, and nothing below it.

At zero every hidden activation is g(0) and the output is σ(0) = 1/2, so with t̄ the mean label

    ∂L/∂w₁₃ = ∂L/∂w₂₃ = g(0) (1/2 - t̄),    ∂L/∂b₃ = 1/2 - t̄.

The error reaches the hidden layer multiplied by w₁₃ and w₂₃. Both are zero, so the other six derivatives
are exactly zero. Start the head elsewhere (move `head`) and the hidden layer moves at once, unless g'(0) = 0 (ReLU).
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Real, Value, demonstration, usual
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import gradients
from engine.numerics.two_two_one import layers, samples, square

LINES = {
    "head": ("w₁₃ 与 w₂₃ 的初值", "start of w₁₃ and w₂₃"), "hidden": ("隐藏层", "hidden layer"),
    "output": ("输出层", "output layer"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The nine derivatives at the start, and what document 000 prints about them."""

    hidden_still: Annotated[float, Claim(at_most=0.0, zh="隐藏层的最大梯度", en="largest gradient of the hidden layer")]
    head_moves: Annotated[float, Claim(
        at_least=0.01, zh="w₁₃ 与 w₂₃ 中较小的梯度", en="smaller gradient of w₁₃ and w₂₃")]
    bias_moves: Annotated[float, Claim(at_least=0.01, zh="b₃ 的梯度大小", en="size of the gradient of b₃")]
    formula: Annotated[float, Claim(
        at_most=1e-15, zh="输出层梯度与公式之差", en="gap between the head's gradients and the formula")]
    printed_head_frozen: Annotated[float, Printed(
        at_most=0.0, zh="照 000 原文：w₁₃ 与 w₂₃ 不更新", en="as printed in 000: w₁₃ and w₂₃ do not update")]
    printed_hidden_moves: Annotated[float, Printed(
        at_least=1e-6, zh="照 000 原文：隐藏层权重正常更新",
        en="as printed in 000: the hidden weights update normally")]
    share: Annotated[float, Value(zh="标签为 1 的比例", en="share of labels 1")]
    start: Annotated[float, Value(zh="隐藏激活的初值 g(0)", en="hidden activation at the start, g(0)")]
    dw13: Annotated[float, Value(zh="∂L/∂w₁₃", en="∂L/∂w₁₃")]
    db3: Annotated[float, Value(zh="∂L/∂b₃", en="∂L/∂b₃")]
    nine: Annotated[Array, usual.square(zh="九个梯度", en="the nine gradients")]
    reach: Annotated[dict[str, Array], Curves(
        zh="误差能否传回隐藏层，取决于输出层的初值",
        en="what passes back depends on where the head starts", y=("最大梯度", "largest gradient"), columns=LINES)]


@demonstration(zh="从零出发的第一步", en="The first step from zero")
def first_step_221(
    data: Annotated[str, usual.data("one", "four", "and", "or", "xor")] = "one",
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    head: Annotated[float, Real(-2.0, 2.0, zh="w₁₃ 与 w₂₃ 的初值", en="start of w₁₃ and w₂₃")] = 0.0,
) -> Found:
    (X, t), g = samples(data), ACTIVATIONS[activation]  # [n, 2], [n]
    heads = np.append(np.linspace(-2.0, 2.0, 81), head)  # 81 networks for the figure, and the one that was asked for
    starts = np.zeros((82, 3, 3))
    starts[:, :2, 2] = heads[:, None]
    grads = np.abs(square(gradients(layers(starts), X, t, hidden=g)))  # [82, 3, 3]
    hidden, output = grads[:, :, :2].max(axis=(1, 2)), grads[:, :, 2].max(axis=1)  # [82], [82]
    reach = {"head": heads[:-1], "hidden": hidden[:-1], "output": output[:-1]}
    nine = square(gradients(layers(starts[-1:]), X, t, hidden=g))[0]  # [3, 3]
    share, start, (w13, w23, b3) = float(t.mean()), float(g(np.zeros(1))[0]), nine[:, 2]
    gap = np.abs(nine[:, 2] - (0.5 - share) * np.array([start, start, 1.0])).max()
    moved = np.abs([w13, w23])
    return Found(
        hidden_still=hidden[-1],
        head_moves=moved.min(),
        bias_moves=abs(b3),
        formula=gap,
        printed_head_frozen=moved.max(),
        printed_hidden_moves=np.abs(nine[:2, :2]).max(),
        share=share,
        start=start,
        dw13=w13,
        db3=b3,
        nine=nine,
        reach=reach,
    )
