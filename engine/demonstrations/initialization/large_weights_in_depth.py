r"""Large weights saturate every unit, and yet the gradient of a wide deep tanh network explodes.

Backward, a layer multiplies the mean square of ∂L/∂z by n Var(w) E g'(z)². With weights N(0, 1) and saturated units,
z has spread τ = √(n m), m = E a² (tanh 1, sigmoid 1/2), and E g'(z)² ≈ A/(τ√(2π)), A = ∫ g'² (tanh 4/3, sigmoid 1/6).
The slopes shrink like 1/√n, but the weights contribute n: together √n A/√(2πm), which is 0.53 √n for tanh, above 1 from
n = 4 on, and 0.094 √n for sigmoid, above 1 only from n = 114 on. So “large weights, small gradients” is true of one
hidden layer and of a narrow stack, and false of a wide and deep one.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Int, Printed, Value, demonstration, usual
from engine.numerics import draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.stack import backward, forward, rms

AREA = {"tanh": 4 / 3, "sigmoid": 1 / 6}  # ∫ g'(z)² dz
SQUARE = {"tanh": 1.0, "sigmoid": 0.5}  # E a² of saturated units
LINES = {"layer": ("层", "layer"), "small": ("0.01·N(0, 1)",) * 2, "xavier": ("Xavier 初始化", "Xavier"),
         "large": ("N(0, 1)",) * 2}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The gradient in the first layer over that in the last, and the slopes on the way."""

    slope: Annotated[Array, Claim(at_most=0.15, zh="N(0, 1)：单元的平均斜率", en="N(0, 1): mean slope of the units")]
    printed: Annotated[Array, Printed(
        at_most=1.0, share=0.5, zh="照 002 原文：权重大则梯度小（N(0, 1) 时首层与末层梯度之比）",
        en="as printed in 002: large weights, small gradients (N(0, 1), first layer over last)")]
    law: Annotated[Array, Claim(
        between=(0.8, 1.25), share=0.75, zh="N(0, 1)：实测的每层倍数与理论之比",
        en="N(0, 1): measured factor per layer over the theory")]
    small: Annotated[Array, Claim(
        at_most=1e-6, zh="乘 0.01：首层与末层梯度之比", en="times 0.01: gradient of the first layer over the last")]
    growth: Annotated[float, Value(zh="N(0, 1)：每层倍数（理论）", en="N(0, 1): factor per layer (theory)")]
    gradient: Annotated[dict[str, Array], Curves(
        zh="各层 ∂L/∂z 的均方根（中位数）", en="root mean square of ∂L/∂z by layer (median)",
        y=("均方根", "root mean square"), log_y=True, columns=LINES)]


@demonstration(zh="深层网络里的大权重：消失还是爆炸", en="Large weights in a deep network, vanishing or exploding")
def large_weights_in_depth(
    activation: Annotated[str, Choice(*AREA, zh="激活函数", en="activation")] = "tanh",
    width: Annotated[int, Choice(4, 16, 64, 128, zh="每层单元数 n", en="units per layer n")] = 64,
    depth: Annotated[int, Int(1, 40, zh="层数", en="layers")] = 20,
    seeds: Annotated[int, usual.seeds(8)] = 8,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    rngs, g, n = draws.generators(seed, seeds), ACTIVATIONS[activation], width
    x, error = draws.normal(rngs, 16, n), draws.normal(rngs, 16, n)  # [seeds, samples, n]
    W = np.stack([draws.normal(rngs, n, n) for _ in range(depth)])  # [L, seeds, n, n]
    stacks = [(s, forward(W, s, x, g)) for s in (0.01, n**-0.5, 1.0)]
    gradients = [rms(backward(W, s, layers, error, g)) for s, layers in stacks]  # three of [L, seeds]
    small, _, large = (gradient[0] / gradient[-1] for gradient in gradients)
    growth = float(np.sqrt(np.sqrt(n) * AREA[activation] / np.sqrt(2 * np.pi * SQUARE[activation])))
    lines = [np.arange(1.0, depth + 1), *(np.median(gradient, axis=1) for gradient in gradients)]
    return Found(
        slope=g.slope(stacks[2][1]).mean(axis=(0, 2, 3)), printed=large, law=large ** (1 / max(depth - 1, 1)) / growth,
        small=small, growth=growth, gradient=dict(zip(LINES, lines, strict=True)),
    )
