r"""Two-class softmax is a sigmoid of the difference of two logits; a row of sigmoids is not a softmax.

e^{z₁}/(e^{z₀} + e^{z₁}) = 1/(1 + e^{-(z₁ - z₀)}) = σ(z₁ - z₀). In a softmax the outputs compete: they sum to 1, and
raising one logit lowers every other output. Sigmoid units side by side know nothing of each other, and their sum is
whatever it is. Only where z₁ = -z₀ do two of them happen to sum to 1, because σ(z) + σ(-z) = 1.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Int, Printed, Real, Value, demonstration
from engine.numerics.activations import SIGMOID


@dataclass(frozen=True, kw_only=True)
class Found:
    """The same logits through a softmax and through a row of sigmoids."""

    pair: Annotated[float, Claim(at_most=1e-12, zh="softmax₁ 与 σ(z₁-z₀) 之差", en="gap between softmax₁ and σ(z₁-z₀)")]
    rivalry: Annotated[float, Claim(
        at_least=0.01, zh="z₀ 加 1，softmax₁ 降低多少", en="what z₀ + 1 takes off softmax₁")]
    printed: Annotated[float, Printed(
        at_most=1e-12, zh="照原文：隐藏层是 softmax，和为 1（与 1 之差）",
        en="as printed: hidden units are a softmax (sum, from 1)")]
    softmax: Annotated[float, Value(zh="softmax₁", en="softmax₁")]
    sigmoid: Annotated[float, Value(zh="σ(z₁)", en="σ(z₁)")]
    total: Annotated[float, Value(zh="各 sigmoid 之和", en="sum of the sigmoids")]
    curve: Annotated[dict[str, Array], Curves(
        zh="z₁ 不动，只动 z₀", en="z₁ stays, z₀ moves", y=("输出", "output"), columns={"z₀": ("z₀", "z₀")})]


@demonstration(zh="一排 sigmoid 与一个 softmax", en="A row of sigmoids and a softmax")
def sigmoid_or_softmax(
    z0: Annotated[float, Real(-10.0, 10.0, zh="z₀", en="z₀")] = 0.5,
    z1: Annotated[float, Real(-10.0, 10.0, zh="z₁", en="z₁")] = 2.0,
    classes: Annotated[int, Int(2, 5, zh="类别数（其余 z 为 0）", en="classes (the other z are 0)")] = 2,
) -> Found:
    line = np.append(np.linspace(-10, 10, 161), [z0 + 1, z0])  # [163]: for the figure, with one more, as asked for
    z = np.zeros((len(line), classes))  # [163, classes]
    z[:, 0], z[:, 1] = line, z1
    e = np.exp(z - z.max(axis=1, keepdims=True))  # the shift cancels, and nothing overflows
    softmax, units = e[:, 1] / e.sum(axis=1), SIGMOID(z)  # [163], [163, classes]
    return Found(
        pair=abs(softmax[-1] - SIGMOID(z1 - line)[-1]),
        rivalry=softmax[-1] - softmax[-2],
        printed=abs(units[-1].sum() - 1),
        softmax=softmax[-1],
        sigmoid=units[-1, 1],
        total=units[-1].sum(),
        curve={"z₀": line[:-2], "softmax₁": softmax[:-2], "σ(z₁)": units[:-2, 1], "σ(z₁-z₀)": SIGMOID(z1 - line)[:-2]},
    )
