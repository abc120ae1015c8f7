r"""Nine derivatives of the 2-2-1 network, written out by hand and checked by differences.

With L = -y log a₃ - (1 - y) log(1 - a₃) the output error is ∂L/∂z₃ = a₃ - y, and for a source a_j of unit 3

    ∂L/∂w_j₃ = (a₃ - y) a_j,    ∂L/∂b₃ = a₃ - y,    δ_j = (a₃ - y) w_j₃ a_j (1 - a_j),
    ∂L/∂w_ij = δ_j x_i,         ∂L/∂b_j = δ_j.

Central differences, (L(θ + h) - L(θ - h)) / 2h, know nothing of the chain rule, so their agreement is a check:
too large an h sees the curve bend, too small an h sees rounding.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Real, Table, Value, WrongModel, demonstration, usual
from engine.numerics.activations import SIGMOID
from engine.numerics.losses import cross_entropy
from engine.numerics.two_two_one import NAMES

PATTERN = np.array([[1.0, -1.0, 0.0], [0.5, 2.0, -1.0], [-0.5, 0.5, 0.0]])  # w₂₃ = -1, b₃ = 0; the rest is scaled
ROWS = {
    "parameter": ("参数", "parameter"), "hand": ("手推公式", "by hand"),
    "difference": ("中心差分", "central difference"),
}
LINE = {"h": ("差分步长 h", "step h"), "gap": ("与手推公式的最大差", "largest gap from the formulas")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The formulas against differences, and what a forgotten factor would give."""

    gap: Annotated[float, Claim(
        at_most=1e-8, zh="九个公式与中心差分的最大差", en="largest gap between the nine formulas and differences")]
    passes_back: Annotated[float, Claim(
        at_least=1e-3, zh="第一个隐藏单元收到的误差 δ₁ 的大小",
        en="size of the error δ₁ that reaches the first hidden unit")]
    a3: Annotated[float, Value(zh="输出 a₃", en="output a₃")]
    dw11: Annotated[float, Value(zh="∂L/∂w₁₁", en="∂L/∂w₁₁")]
    no_slope: Annotated[float, WrongModel(
        of="dw11", zh="漏掉 a₁(1−a₁) 的 ∂L/∂w₁₁", en="∂L/∂w₁₁ without the factor a₁(1−a₁)")]
    nine: Annotated[Array, usual.square(zh="九个偏导", en="the nine derivatives")]
    table: Annotated[dict[str, object], Table(zh="公式与差分", en="formulas and differences", columns=ROWS)]
    steps: Annotated[dict[str, Array], Curves(
        zh="差分步长怎样影响检验",
        en="how the step of the difference decides the check", y=("差", "gap"), log_x=True, log_y=True, columns=LINE)]


@demonstration(zh="手推 2-2-1 网络的九个偏导", en="Nine derivatives of the 2-2-1 network by hand")
def gradients_221(
    x1: Annotated[float, Real(-3.0, 3.0, zh="输入 x₁", en="input x₁")] = 1.0,
    x2: Annotated[float, Real(-3.0, 3.0, zh="输入 x₂", en="input x₂")] = 2.0,
    y: Annotated[int, Choice(0, 1, zh="标签 y", en="label y")] = 1,
    w13: Annotated[float, Real(-3.0, 3.0, zh="权重 w₁₃", en="weight w₁₃")] = 1.5,
    scale: Annotated[float, Real(0.0, 10.0, zh="隐藏层参数的倍数", en="scale of the hidden parameters")] = 1.0,
    h: Annotated[float, Real(1e-12, 0.1, log=True, zh="差分步长 h", en="step h of the difference")] = 1e-6,
) -> Found:
    theta = PATTERN * [[scale, scale, 1.0]]  # [3, 3], column j is what flows into unit j
    theta[0, 2] = w13
    x = np.array([x1, x2, 1.0])

    def forward(P: Array) -> tuple[Array, Array]:
        a = SIGMOID(np.einsum("i,...ij->...j", x, P[..., :2]))  # [..., 2]
        return a, (a * P[..., :2, 2]).sum(axis=-1) + P[..., 2, 2]  # and the logit z₃ [...]

    def differences(steps: Array) -> Array:
        nudge = steps[:, None, None, None] * np.eye(9).reshape(9, 3, 3)  # [H, 9, 3, 3], one parameter at a time
        up, down = (cross_entropy(forward(theta + sign * nudge)[1], np.array(float(y))) for sign in (1.0, -1.0))
        return ((up - down) / (2.0 * steps[:, None])).reshape(-1, 3, 3)

    a, z3 = forward(theta)
    a3 = float(SIGMOID(z3))
    delta = (a3 - y) * theta[:2, 2] * a * (1.0 - a)  # [2]
    hand = np.column_stack([np.outer(x, delta), (a3 - y) * np.append(a, 1.0)])  # [3, 3]
    measured, ladder = differences(np.array([h]))[0], np.geomspace(1e-12, 0.1, 67)
    return Found(
        gap=np.abs(hand - measured).max(),
        passes_back=abs(delta[0]),
        a3=a3,
        dw11=hand[0, 0],
        no_slope=(a3 - y) * w13 * x1,
        nine=hand,
        table={"parameter": NAMES, "hand": hand.ravel(), "difference": measured.ravel()},
        steps={"h": ladder, "gap": np.abs(hand - differences(ladder)).max(axis=(1, 2))},
    )
