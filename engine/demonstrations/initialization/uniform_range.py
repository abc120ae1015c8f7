r"""Uniform weights within ±1/√d have variance 1/(3d): too small by a factor of three, layer after layer.

E w² over [-r, r] is (1/2r) ∫ w² dw = r²/3, so r = 1/√d gives d Var(w) = 1/3. A linear layer then multiplies the root
mean square by 1/√3, a ReLU layer by 1/√6: exponential decay in depth. The cure is a wider interval: r = √(3/d) keeps a
linear signal, which is Xavier's uniform law for square layers; r = √(6/d) keeps what ReLU halves, which is He's.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Int, Printed, Value, demonstration, usual
from engine.numerics import draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.stack import forward, rms

INTERVALS = {"1": ("±1/√d", "±1/√d"), "3": ("±√3/√d", "±√3/√d"), "6": ("±√6/√d", "±√6/√d")}
HALVED = {"linear": 1.0, "tanh": 1.0, "relu": 0.5}  # E a² / E z², for tanh where z is small
LINES = {"layer": ("层", "layer"), "measured": ("实测", "measured"), "theory": ("理论", "theory")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The variance that was drawn, and what it does to a signal."""

    third: Annotated[Array, Claim(equals=1 / 3, within=0.06, zh="d·Var(w)", en="d·Var(w)")]
    law: Annotated[Array, Claim(
        between=(0.9, 1.1), share=0.9, zh="实测的每层倍数与理论之比", en="measured factor per layer over the theory")]
    enough: Annotated[Array, Printed(
        at_least=0.5, share=0.5, zh="照 004 原文取 ±1/√d 就好：末层与首层激活之比",
        en="±1/√d will do, as printed in 004: activations of the last layer over the first")]
    factor: Annotated[float, Value(zh="每层倍数（理论）", en="factor per layer (theory)")]
    signal: Annotated[dict[str, Array], Curves(
        zh="各层激活的均方根（中位数）", en="root mean square of the activations by layer (median)",
        y=("均方根", "root mean square"), log_y=True, columns=LINES)]


@demonstration(zh="±1/√d 均匀分布够不够宽", en="Whether uniform within ±1/√d is wide enough")
def uniform_range(
    activation: Annotated[str, Choice(*HALVED, zh="激活函数", en="activation")] = "linear",
    interval: Annotated[str, Choice(*INTERVALS, zh="取值区间", en="interval", words=INTERVALS)] = "1",
    width: Annotated[int, Choice(16, 64, 128, zh="每层单元数 d", en="units per layer d")] = 64,
    depth: Annotated[int, Int(2, 40, zh="层数", en="layers")] = 20,
    seeds: Annotated[int, usual.seeds(8)] = 8,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    rngs, wide = draws.generators(seed, seeds), float(interval)  # the interval is ±√(wide / d)
    x = draws.normal(rngs, 16, width)  # [seeds, samples, d]
    W = np.stack([draws.uniform(rngs, width, width) for _ in range(depth)])  # [L, seeds, d, d] within ±1
    signal = rms(forward(W, np.sqrt(wide / width), x, ACTIVATIONS[activation]))  # [L, seeds]
    ratio, factor = signal[-1] / signal[0], float(np.sqrt(wide / 3 * HALVED[activation]))
    layers, middle = np.arange(1.0, depth + 1), np.median(signal, axis=1)
    return Found(
        third=wide * np.mean(W * W, axis=(0, 2, 3)), law=ratio ** (1 / (depth - 1)) / factor,
        enough=ratio, factor=factor,
        signal={"layer": layers, "measured": middle, "theory": middle[0] * factor ** (layers - 1)},
    )
