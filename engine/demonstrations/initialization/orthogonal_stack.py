r"""Right on average is not right in every direction: a product of random matrices keeps the mean and loses most of it.

With Var(w) = 1/n the mean square of a linear signal is kept from layer to layer, but W stretches some directions and
shrinks others, and a product of L of them does so exponentially: the singular values spread until nearly all the energy
goes through a few directions. An orthogonal W has all its singular values at 1, and so has every product of orthogonal
ones. That is dynamical isometry, and why Saxe, McClelland and Ganguli (2013) start deep linear networks there.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Int, Real, Value, demonstration, usual
from engine.numerics import draws

LINES = {"number": ("序号", "number"), "gaussian": ("高斯，方差 1/n", "Gaussian, variance 1/n"),
         "orthogonal": ("正交", "orthogonal")}
ROUNDING = 1e-15  # a singular value that far below the largest is not known in float64


@dataclass(frozen=True, kw_only=True)
class Found:
    """Singular values of the product of all layers."""

    isometry: Annotated[Array, Claim(
        at_most=1e-9, zh="正交：奇异值离 1 最远多少", en="orthogonal: largest distance of a singular value from 1")]
    spread: Annotated[Array, Claim(
        at_least=1e3, zh="高斯：最大奇异值与中间奇异值之比", en="Gaussian: largest singular value over the middle one")]
    mean: Annotated[Array, Claim(
        between=(0.1, 10.0), share=0.75, zh="高斯：奇异值平方的平均", en="Gaussian: mean squared singular value")]
    directions: Annotated[float, Value(
        zh="高斯：占去 99% 能量的方向数（中位数）", en="Gaussian: directions that carry 99% of the energy (median)")]
    values: Annotated[dict[str, Array], Curves(
        zh="乘积的奇异值（第一个种子）", en="singular values of the product (first seed)",
        y=("奇异值", "singular value"), log_y=True, columns=LINES)]


@demonstration(zh="正交初始化", en="Orthogonal initialization")
def orthogonal_stack(
    width: Annotated[int, Choice(16, 32, 64, zh="每层单元数 n", en="units per layer n")] = 32,
    depth: Annotated[int, Int(1, 40, zh="层数", en="layers")] = 20,
    gain: Annotated[float, Real(0.5, 1.5, zh="每层的增益", en="gain of every layer")] = 1.0,
    seeds: Annotated[int, usual.seeds(8)] = 8,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    rngs = draws.generators(seed, seeds)
    gaussian = orthogonal = np.broadcast_to(np.eye(width), (seeds, width, width))
    for _ in range(depth):
        W = draws.normal(rngs, width, width)  # [seeds, n, n]
        gaussian = gain * gaussian @ W / np.sqrt(width)
        orthogonal = gain * orthogonal @ np.linalg.qr(W).Q
    s, o = (np.linalg.svd(P, compute_uv=False) for P in (gaussian, orthogonal))  # [seeds, n], largest first
    energy = np.cumsum(s * s, axis=1) / np.sum(s * s, axis=1, keepdims=True)
    known = np.where(s[0] > ROUNDING * s[0, 0], s[0], np.nan)
    return Found(
        isometry=np.abs(o - 1).max(axis=1), spread=s[:, 0] / s[:, width // 2], mean=np.mean(s * s, axis=1),
        directions=float(np.median(1 + np.sum(energy < 0.99, axis=1))),
        values={"number": np.arange(1.0, width + 1), "gaussian": known, "orthogonal": o[0]},
    )
