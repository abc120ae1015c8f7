r"""A hidden sigmoid unit looks like logistic regression forwards; backwards it does not.

Forwards both are a = σ(w·x + b). Logistic regression has a target of its own, and its gradient is (a - t) x. The
hidden unit has none: it hears of the network's error δ = σ(s) - t through its output weight v and its own slope,
where s = v a + r is the logit and r is what the rest of the network adds:

    dL/dw = δ · v · a (1 - a) · x.

At v = 0 it hears nothing; the sign of v decides which way it moves; where a saturates it hears nothing again.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Int, Printed, Real, Value, WrongModel, demonstration
from engine.numerics.activations import SIGMOID
from engine.numerics.losses import cross_entropy

LINES = {
    "v": ("输出权重 v", "output weight v"), "hidden": ("隐藏单元", "hidden unit"),
    "logistic": ("逻辑回归", "logistic regression"),
}
X1, X2, B = 1.0, 2.0, 0.0  # the one sample, and the unit's bias


@dataclass(frozen=True, kw_only=True)
class Found:
    """The derivative by w₁, for a hidden unit and for logistic regression."""

    formula: Annotated[float, Claim(at_most=1e-8, zh="公式与中心差分之差", en="formula against central difference")]
    weaker: Annotated[float, Claim(
        at_most=1.0, zh="隐藏单元梯度与逻辑回归梯度之比（绝对值）",
        en="gradient of the hidden unit relative to logistic regression (absolute)")]
    alike: Annotated[float, Printed(
        at_most=1e-9, zh="照原文：隐藏单元就是逻辑回归（两个梯度之差）",
        en="as printed: a hidden unit is a logistic regression (difference of the gradients)")]
    a: Annotated[float, Value(zh="激活值 a", en="activation a")]
    hidden: Annotated[float, Value(zh="隐藏单元的 ∂L/∂w₁", en="∂L/∂w₁ of the hidden unit")]
    logistic: Annotated[float, WrongModel(of="hidden", zh="逻辑回归的 ∂L/∂w₁", en="∂L/∂w₁ of logistic regression")]
    curve: Annotated[dict[str, Array], Curves(
        zh="∂L/∂w₁ 随 v 的变化", en="∂L/∂w₁ over v", y=("导数", "derivative"), columns=LINES)]


@demonstration(zh="隐藏单元不是一个逻辑回归", en="A hidden unit is not a logistic regression")
def hidden_unit_vs_lr(
    w1: Annotated[float, Real(-3.0, 3.0, zh="输入权重 w₁", en="input weight w₁")] = 1.0,
    w2: Annotated[float, Real(-3.0, 3.0, zh="输入权重 w₂", en="input weight w₂")] = -0.5,
    v: Annotated[float, Real(-3.0, 3.0, zh="输出权重 v", en="output weight v")] = 0.6,
    rest: Annotated[float, Real(
        -3.0, 3.0, zh="网络其余部分加到 logit 上的 r", en="what the rest adds to the logit, r")] = -0.3,
    target: Annotated[int, Int(0, 1, zh="标签 t", en="label t")] = 1,
    step: Annotated[float, Real(1e-12, 0.1, log=True, zh="差分步长", en="step of the difference")] = 1e-5,
) -> Found:
    t = float(target)
    w = np.array([w1, w1 + step, w1 - step])  # the point, and its two neighbors
    a = SIGMOID(w * X1 + w2 * X2 + B)  # [3]
    loss = cross_entropy(v * a + rest, np.array(t))  # [3]
    vs = np.append(np.linspace(-3.0, 3.0, 61), v)  # every v of the figure, and the reader's
    delta = SIGMOID(vs * a[0] + rest) - t
    gradient = delta * vs * a[0] * (1.0 - a[0]) * X1
    hidden, logistic = float(gradient[-1]), float((a[0] - t) * X1)
    return Found(
        formula=abs(hidden - float(loss[1] - loss[2]) / (2.0 * step)),
        weaker=abs(hidden / logistic),
        alike=abs(hidden - logistic),
        a=float(a[0]), hidden=hidden, logistic=logistic,
        curve={"v": vs[:-1], "hidden": gradient[:-1], "logistic": np.full(61, logistic)},
    )
