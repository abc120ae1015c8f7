r"""Minus the gradient is the direction in which the loss falls fastest, for a step that is short enough.

L(w + r u) - L(w) = r ∇L·u + O(r²) for a unit vector u, and ∇L·u = ‖∇L‖ cos θ is least at θ = 180° (Cauchy and
Schwarz). So the change of the loss, drawn over the direction, is a cosine; for long steps the curvature bends it and
the best direction is another one. It is not in general the way to the minimum either: in a round valley it is. The
update w ← w - α ∇L then lowers the loss for every α below 2 / (largest curvature), and may raise it above.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Real, Value, demonstration
from engine.numerics import datasets, plane

LINES = {
    "angle": ("与梯度的夹角（度）", "angle to the gradient (degrees)"), "measured": ("实测", "measured"),
    "cosine": ("‖∇L‖ cos θ", "‖∇L‖ cos θ"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The best direction by trying all of them, and what a step does."""

    angle: Annotated[float, Claim(
        at_most=1.0, zh="试出来的最陡方向与负梯度的夹角（度）",
        en="angle between the best direction tried and minus the gradient (degrees)")]
    change: Annotated[float, Claim(at_most=0.0, zh="一步更新后损失的变化", en="change of the loss by one update")]
    uphill: Annotated[float, Printed(
        at_most=0.0, zh="误解：沿梯度方向走损失会下降（短步的变化）",
        en="a mistake: along the gradient the loss falls (change by a short step)")]
    toward: Annotated[float, Printed(
        at_most=1.0, zh="误解：负梯度指向极小点（夹角，度）",
        en="a mistake: minus the gradient points at the minimum (angle in degrees)")]
    g1: Annotated[float, Value(zh="∂L/∂w₁", en="∂L/∂w₁")]
    g2: Annotated[float, Value(zh="∂L/∂w₂", en="∂L/∂w₂")]
    limit: Annotated[float, Value(zh="2 / 最大曲率的上界", en="2 / bound of the curvature")]
    scan: Annotated[dict[str, Array], Curves(
        zh="各方向上每单位步长的损失变化",
        en="change of the loss per unit of step, by direction", y=("变化", "change"), columns=LINES)]


@demonstration(zh="梯度下降往哪个方向走", en="Which way gradient descent goes")
def steepest_direction(
    w1: Annotated[float, Real(-3.0, 3.0, zh="w₁", en="w₁")] = 1.5,
    w2: Annotated[float, Real(-3.0, 3.0, zh="w₂", en="w₂")] = -1.0,
    radius: Annotated[float, Real(1e-4, 10.0, log=True, zh="试探的步长", en="length of the steps tried")] = 0.01,
    rate: Annotated[float, Real(0.01, 100.0, log=True, zh="学习率", en="learning rate")] = 1.0,
) -> Found:
    X, t = datasets.four_points()  # [4, 2], [4]
    w = np.array([w1, w2])
    gradient = plane.gradient(w, X, t)
    turn = np.deg2rad(np.arange(0.0, 360.0, 0.5))  # measured from the gradient
    unit = gradient / np.hypot(*gradient)
    left = np.array([-unit[1], unit[0]])  # a quarter turn further
    u = np.outer(np.cos(turn), unit) + np.outer(np.sin(turn), left)  # [720, 2]
    here = plane.loss(w[None], X, t)[0]
    change = plane.loss(w + radius * u, X, t) - here  # [720]
    best, short = np.rad2deg(turn[change.argmin()]), plane.loss((w + 1e-4 * unit)[None], X, t)[0] - here
    home = plane.minimum(X, t) - w
    off = np.rad2deg(np.arccos(np.clip(-unit @ home / np.hypot(*home), -1.0, 1.0)))
    return Found(
        angle=abs(best - 180.0), change=plane.loss((w - rate * gradient)[None], X, t)[0] - here,
        uphill=short, toward=off, g1=gradient[0], g2=gradient[1],
        limit=2.0 / (0.25 * np.linalg.eigvalsh(X.T @ X / len(t))[-1]),
        scan={"angle": np.rad2deg(turn)[::5], "measured": (change / radius)[::5],
              "cosine": (np.hypot(*gradient) * np.cos(turn))[::5]},
    )
