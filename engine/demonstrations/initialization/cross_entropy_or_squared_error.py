r"""Behind a sigmoid, cross-entropy is convex in the logit; squared error is not, and is flat where it is most wrong.

Cross-entropy has slope h - t and curvature h(1 - h) > 0. Half the squared error, (h - t)²/2, has slope
(h - t) h(1 - h): the factor that cancels in cross-entropy stays. Sure and wrong (t = 1, z = -r) it is only
h(1 - h) ≈ e⁻ʳ times as steep. For t = 0 its curvature h²(1 - h)(2 - 3h) is negative as soon as h > 2/3,
that is z > ln 2.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Real, Value, demonstration, usual
from engine.numerics.activations import SIGMOID

WORDS = {"ce": ("交叉熵", "cross-entropy"), "se": ("平方误差", "squared error")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Curvature, slope and training under the two losses."""

    curvature: Annotated[float, Claim(
        at_least=1e-6, zh="交叉熵在 |z|≤r 内的最小曲率", en="smallest curvature of cross-entropy for |z|≤r")]
    faint: Annotated[float, Claim(
        at_most=0.01, zh="t=1、z=-r 处的梯度之比：平方误差比交叉熵",
        en="slope of squared error over cross-entropy, t=1, z=-r")]
    late: Annotated[float, Claim(at_least=0.5, zh="训练后平方误差仍剩的 1-h", en="1-h left by squared error")]
    printed: Annotated[float, Printed(
        at_least=0.0, zh="常见误解：平方误差也是凸的（最小曲率）",
        en="common belief: squared error is convex too (curvature)")]
    early: Annotated[float, Value(zh="训练后交叉熵剩下的 1-h", en="1-h left by cross-entropy")]
    path: Annotated[dict[str, Array], Curves(
        zh="从 z=-r 出发学习 t=1", en="learning t=1 from z=-r", y=("预测 h", "prediction h"),
        columns={"step": usual.STEP, **WORDS})]
    slopes: Annotated[dict[str, Array], Curves(
        zh="t=1 时的梯度大小",
        en="size of the slope for t=1", y=("|dJ/dz|", "|dJ/dz|"), columns={"z": ("z", "z"), **WORDS})]


@demonstration(zh="sigmoid 之后：交叉熵还是平方误差", en="Behind a sigmoid: cross-entropy or squared error")
def cross_entropy_or_squared_error(
    reach: Annotated[float, Real(0.5, 20.5, zh="r：起点 z=-r，范围 |z|≤r", en="r: start z=-r, range |z|≤r")] = 6.0,
    rate: Annotated[float, usual.RATE] = 1.0,
    steps: Annotated[int, usual.steps(1, 2000)] = 100,
) -> Found:
    z = np.linspace(-reach, reach, 201)
    h = SIGMOID(z)  # [201]
    bend_ce, bend_se = h * (1 - h), h**2 * (1 - h) * (2 - 3 * h)  # d²J/dz² for t = 0; t = 1 is its mirror image
    path = np.full((steps + 1, 2), -reach)  # the logit under cross-entropy and under squared error, t = 1
    for step in range(steps):
        a, b = SIGMOID(path[step])
        path[step + 1] = path[step] - rate * np.array([a - 1, (b - 1) * b * (1 - b)])
    shown = np.unique(np.linspace(0, steps, 101).astype(int))
    learned = SIGMOID(path[shown])  # [K, 2]
    return Found(
        curvature=bend_ce.min(),
        faint=bend_ce[0],  # (h - t) h (1 - h) over h - t
        late=1 - learned[-1, 1],
        printed=bend_se.min(),
        early=1 - learned[-1, 0],
        path={"step": shown, "ce": learned[:, 0], "se": learned[:, 1]},
        slopes={"z": z, "ce": 1 - h, "se": (1 - h) * h * (1 - h)},
    )
