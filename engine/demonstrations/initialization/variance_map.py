r"""Keep the mean square of z constant from layer to layer, and Xavier and He follow.

z' = Σ wᵢ aᵢ over n inputs, the wᵢ independent with mean 0: E z'² = n Var(w) E a², with a = g(z). So the mean square
q = E z² is kept when n Var(w) E g(√q ξ)² = q for ξ ~ N(0, 1). Linear: E a² = q, so Var(w) = 1/n (Xavier). ReLU cuts
half of a symmetric z: E a² = q/2, so Var(w) = 2/n (He). Backward the same sum runs over the n' outputs of the layer,
with E g'(z)² in the place of E a²/q: 1/2 again. Where n ≠ n' both cannot be kept; Glorot takes the mean of the two.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Int, Printed, Real, Value, demonstration
from engine.numerics.activations import ACTIVATIONS, Activation
from engine.numerics.expectations import gaussian_mean

LINES = {"layer": ("层", "layer"), "third": ("1/3：±1/√d 均匀分布", "1/3: uniform within ±1/√d"),
         "one": ("1：Xavier 初始化", "1: Xavier"), "two": ("2：He 初始化", "2: He"), "yours": ("所选", "chosen")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one layer does to the mean square, and what many do."""

    half: Annotated[float, Claim(
        equals=0.5, within=1e-9, zh="前向：E a² 占 E z² 的比例", en="forward: E a² as a share of E z²")]
    back: Annotated[float, Claim(equals=0.5, within=1e-9, zh="反向：E g'(z)²", en="backward: E g'(z)²")]
    kept: Annotated[float, Claim(
        between=(0.5, 2.0), zh="所选方差：末层与首层的 E z² 之比",
        en="chosen variance: E z² of the last layer over the first")]
    uniform: Annotated[float, Printed(
        between=(0.5, 2.0), zh="照 004 原文取 ±1/√d：末层与首层的 E z² 之比",
        en="within ±1/√d, as printed in 004: E z² of the last layer over the first")]
    needed: Annotated[float, Value(zh="首层恰好保持所需的 n·Var(w)", en="the n·Var(w) that the first layer needs")]
    squares: Annotated[dict[str, Array], Curves(
        zh="不同 n·Var(w) 下各层的 E z²", en="E z² by layer, for several n·Var(w)", y=("E z²", "E z²"), log_y=True,
        columns=LINES)]


@demonstration(zh="推导 Xavier 与 He 初始化", en="Deriving Xavier and He initialization")
def variance_map(
    activation: Annotated[str, Choice("linear", "tanh", "relu", zh="激活函数", en="activation")] = "relu",
    variance: Annotated[float, Real(0.1, 5.0, log=True, zh="所选的 n·Var(w)", en="the chosen n·Var(w)")] = 2.0,
    start: Annotated[float, Real(0.01, 100.0, log=True, zh="首层的 E z²", en="E z² of the first layer")] = 1.0,
    depth: Annotated[int, Int(2, 50, zh="层数", en="layers")] = 20,
) -> Found:
    g = ACTIVATIONS[activation]
    share = float(gaussian_mean(lambda z: g(z) ** 2, np.sqrt(start))) / start  # E a² / E z²
    back = float(gaussian_mean(lambda z: g.slope(g(z)) ** 2, np.sqrt(start)))  # E g'(z)²
    q = _through(g, np.array([1 / 3, 1.0, 2.0, variance]), start, depth)  # [depth, 4]
    lines = dict(zip(LINES, [np.arange(1.0, depth + 1), *q.T], strict=True))
    return Found(
        half=share, back=back, kept=q[-1, 3] / start, uniform=q[-1, 0] / start, needed=1 / share, squares=lines,
    )


def _through(g: Activation, gains: Array, start: float, depth: int) -> Array:
    """Mean squares layer by layer, [depth, gains]: q ← gain · E g(√q ξ)²."""
    q = [np.full(len(gains), start)]
    for _ in range(depth - 1):
        q.append(gains * gaussian_mean(lambda z: g(z) ** 2, np.sqrt(q[-1])))
    return np.stack(q)
