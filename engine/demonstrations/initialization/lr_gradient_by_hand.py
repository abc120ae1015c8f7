r"""The gradient of logistic regression is (h - t) x for the weights and h - t for the bias.

J = -t log h - (1 - t) log(1 - h) with h = σ(z), z = w₁x₁ + w₂x₂ + b. The chain rule has three factors:
∂J/∂h = (h - t)/(h(1 - h)), ∂h/∂z = h(1 - h), and ∂z/∂w = x or ∂z/∂b = 1. The factor h(1 - h) cancels.
Central differences, (J(θ + ε) - J(θ - ε))/2ε, check it: too large an ε bends, too small an ε drowns in rounding.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Printed, Real, Value, WrongModel, demonstration
from engine.numerics.activations import SIGMOID
from engine.numerics.losses import cross_entropy

LINE = {"step": ("差分步长 ε", "step ε"), "gap": ("与手推公式之差", "gap from the formula")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The formula against differences, and the formulas that two documents print."""

    gap: Annotated[float, Claim(at_most=1e-8, zh="手推公式与中心差分之差", en="formula against central differences")]
    printed_bracket: Annotated[float, Printed(
        at_most=1e-8, zh="照原文漏括号 h(1-h·x₁)：与 ∂h/∂w₁ 之差", en="as printed, h(1-h·x₁): gap from ∂h/∂w₁")]
    printed_dx: Annotated[float, Printed(
        at_most=1e-8, zh="照原文用 ∂a/∂x：与 ∂J/∂w₁ 之差", en="as printed, by way of ∂a/∂x: gap from ∂J/∂w₁")]
    printed_no_bias: Annotated[float, Printed(
        at_most=1e-8, zh="照原文推导时丢掉 b：与 ∂J/∂b 之差", en="as printed, derived without b: gap from ∂J/∂b")]
    printed_constant: Annotated[float, Printed(
        at_most=1e-8, zh="照原文“与参数无关”：与 w=b=0 处 ∂J/∂w₁ 之差",
        en="as printed, w does not matter: gap from ∂J/∂w₁ at 0")]
    h: Annotated[float, Value(zh="预测 h", en="prediction h")]
    dw1: Annotated[float, Value(zh="∂J/∂w₁", en="∂J/∂w₁")]
    at_zero: Annotated[float, Value(zh="w=b=0 处的 ∂J/∂w₁", en="∂J/∂w₁ at w=b=0")]
    slope: Annotated[float, Value(zh="∂h/∂w₁", en="∂h/∂w₁")]
    literal: Annotated[float, WrongModel(of="slope", zh="漏括号的 h(1-h·x₁)", en="h(1-h·x₁), read literally")]
    steps: Annotated[dict[str, Array], Curves(
        zh="步长怎样影响检验",
        en="how the step decides the check", y=("差", "gap"), log_x=True, log_y=True, columns=LINE)]


@demonstration(zh="手推逻辑回归的梯度", en="The gradient of logistic regression by hand")
def lr_gradient_by_hand(
    w: Annotated[float, Real(-3.0, 3.0, zh="权重 w₁=w₂", en="weights w₁=w₂")] = 0.3,
    b: Annotated[float, Real(-3.0, 3.0, zh="偏置 b", en="bias b")] = -0.6,
    x1: Annotated[float, Real(-3.0, 3.0, zh="输入 x₁", en="input x₁")] = 2.0,
    x2: Annotated[float, Real(-3.0, 3.0, zh="输入 x₂", en="input x₂")] = 1.0,
    t: Annotated[int, Choice(0, 1, zh="标签 t", en="label t")] = 1,
    step: Annotated[float, Real(1e-12, 1.0, log=True, zh="差分步长 ε", en="step ε of the difference")] = 1e-5,
) -> Found:
    x, theta = np.array([x1, x2, 1.0]), np.array([w, w, b])
    h = float(SIGMOID(x @ theta))
    hand = (h - t) * x  # [3]: ∂J/∂w₁, ∂J/∂w₂, ∂J/∂b
    ladder = np.append(np.geomspace(1e-12, 1.0, 97), step)  # [98]: the figure's steps and the one that was asked for
    moves = ladder[:, None, None] * np.eye(3)  # [98, 3, 3]: one parameter a row
    up, down = (cross_entropy((theta + sign * moves) @ x, np.array(float(t))) for sign in (1, -1))  # [98, 3] each
    differences = (up - down) / (2 * ladder[:, None])  # [98, 3]
    gaps = np.abs(differences - hand).max(axis=1)  # [98]
    return Found(
        gap=gaps[-1],
        printed_bracket=abs(h * (1 - h * x1) - h * (1 - h) * x1),
        printed_dx=abs((h - t) * w - hand[0]),
        printed_no_bias=float(abs(SIGMOID(x[:2] @ theta[:2]) - t - hand[2])),
        printed_constant=abs((0.5 - t) * x1 - hand[0]),
        h=h,
        dw1=hand[0],
        at_zero=(0.5 - t) * x1,
        slope=h * (1 - h) * x1,
        literal=h * (1 - h * x1),
        steps={"step": ladder[:-1], "gap": gaps[:-1]},
    )
