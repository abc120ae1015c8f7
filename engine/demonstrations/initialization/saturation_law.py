r"""The mean slope of a saturating unit falls like one over the spread of its input: E g'(z) ≈ rise / (τ √(2π)).

Let z = w·x have d inputs of mean square 1 and weights N(0, s²): then z ~ N(0, τ²) with τ = s √d. The slope g' is a
bump of area g(∞) - g(-∞), the rise: 1 for sigmoid, 2 for tanh. Once τ is far wider than the bump, the Gaussian is flat
over it, and the mean is area × density at 0. The next term, a share ⟨z²⟩/(2τ²) less, with ⟨z²⟩ = π²/3 (sigmoid) or
π²/12 (tanh) over the bump, says from where on the law is good.
"""

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Int, Real, Value, demonstration
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.expectations import gaussian_mean

RISE = {"sigmoid": 1.0, "tanh": 2.0}  # g(∞) - g(-∞)
LINES = {"scale": ("权重的标准差 s", "standard deviation s of the weights"), "exact": ("精确值", "exact"),
         "law": ("规律", "law")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The mean slope, exact to rounding, and the law for it."""

    law: Annotated[float, Claim(
        at_most=0.02, zh="规律与精确值的相对差", en="relative gap between the law and the exact mean")]
    shrunk: Annotated[float, Claim(
        at_most=0.2, zh="平均斜率占最大斜率的比例", en="mean slope as a share of the largest slope")]
    tau: Annotated[float, Value(zh="加权和的标准差 τ", en="standard deviation τ of the weighted sum")]
    slope: Annotated[float, Value(zh="平均斜率 E g'(z)", en="mean slope E g'(z)")]
    flat: Annotated[float, Value(
        zh="斜率不到最大值 1% 的单元占比", en="share of units with less than 1% of the largest slope")]
    slopes: Annotated[dict[str, Array], Curves(
        zh="平均斜率随权重尺度的变化", en="mean slope over the scale of the weights", y=("平均斜率", "mean slope"),
        log_x=True, log_y=True, columns=LINES)]


@demonstration(zh="权重越大，饱和有多快", en="How fast saturation grows with the weights")
def saturation_law(
    activation: Annotated[str, Choice("sigmoid", "tanh", zh="激活函数", en="activation")] = "sigmoid",
    scale: Annotated[float, Real(0.01, 10.0, log=True, zh="权重的标准差 s", en="std s of the weights")] = 1.0,
    inputs: Annotated[int, Int(1, 1000, log=True, zh="输入数 d", en="number of inputs d")] = 100,
) -> Found:
    g, rise = ACTIVATIONS[activation], RISE[activation]
    steepest = float(g.slope(g(np.zeros(1)))[0])  # g'(0): 1/4 or 1
    tau = float(scale * np.sqrt(inputs))
    slope = float(gaussian_mean(lambda z: g.slope(g(z)), tau, support=40.0))  # E g'(z), z ~ N(0, τ²)
    edge = 2 / rise * math.acosh(10.0)  # g' = rise²/4 · sech²(rise z/2) is 1% of g'(0) there
    flat = math.erfc(edge / (tau * math.sqrt(2.0)))  # P(|z| > edge)
    law = rise / (tau * np.sqrt(2 * np.pi))
    scales = np.geomspace(0.01, 10.0, 31)
    exact = gaussian_mean(lambda z: g.slope(g(z)), scales * np.sqrt(inputs), support=40.0)  # [31]
    return Found(
        law=abs(law / slope - 1), shrunk=slope / steepest, tau=tau, slope=slope, flat=flat,
        slopes={"scale": scales, "exact": exact, "law": law * scale / scales},
    )
