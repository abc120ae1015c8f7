r"""One constant for every width fails in depth: times 0.01 the signal is soon gone, a scale that fits carries it.

A layer multiplies the root mean square by √(n Var(w) κ), κ = E a²/E z²: 1 for linear, 1/2 for ReLU, near 1 for tanh of
a small z. After L layers that factor stands to the power L, so that anything but 1 is exponential decay or growth.
It is 0.01 √(n κ) for the fixed constant, √(κ/3) for uniform within ±1/√d, √κ for Xavier and √(2κ) for He. tanh is
forgiving upwards: it squashes what is too large, so He's scale settles at a fixed size there.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Int, Printed, Value, demonstration, usual
from engine.numerics import draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.stack import forward, rms

LINES = {"layer": ("层", "layer"), "small": ("0.01·N(0, 1)",) * 2, "xavier": ("Xavier 初始化", "Xavier"),
         "he": ("He 初始化", "He"), "uniform": ("±1/√d 均匀分布", "uniform within ±1/√d")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Activations of the last layer over those of the first, for four scales."""

    small: Annotated[Array, Claim(at_most=1e-6, zh="乘 0.01：末层与首层之比", en="times 0.01: last layer over first")]
    uniform: Annotated[Array, Printed(
        at_least=0.1, share=0.5, zh="照 004 原文取 ±1/√d 就好：末层与首层之比",
        en="±1/√d will do, as printed in 004: last layer over first")]
    xavier: Annotated[Array, Claim(
        between=(0.1, 10.0), share=0.75, zh="Xavier：末层与首层之比，再除以 √½ 的 L−1 次方",
        en="Xavier: last layer over first, divided by √½ to the power L-1")]
    he: Annotated[Array, Claim(
        between=(0.1, 10.0), share=0.75, zh="He：末层与首层之比", en="He: last layer over first")]
    halving: Annotated[float, Value(zh="√½ 的 L−1 次方", en="√½ to the power L-1")]
    xavier_ratio: Annotated[float, Value(
        zh="Xavier：末层与首层之比的中位数", en="Xavier: last layer over first, median")]
    signal: Annotated[dict[str, Array], Curves(
        zh="各层激活的均方根（中位数）", en="root mean square of the activations by layer (median)",
        y=("均方根", "root mean square"), log_y=True, columns=LINES)]


@demonstration(zh="四种尺度，信号能走多深", en="How deep the signal gets with four scales")
def depth_scale(
    activation: Annotated[str, Choice("linear", "tanh", "relu", zh="激活函数", en="activation")] = "relu",
    width: Annotated[int, Choice(16, 64, 128, zh="每层单元数 n", en="units per layer n")] = 64,
    depth: Annotated[int, Int(1, 40, zh="层数 L", en="layers L")] = 20,
    seeds: Annotated[int, usual.seeds(8)] = 8,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    rngs, g, n = draws.generators(seed, seeds), ACTIVATIONS[activation], width
    x = draws.normal(rngs, 16, n)  # [seeds, samples, n]
    N = np.stack([draws.normal(rngs, n, n) for _ in range(depth)])  # [L, seeds, n, n]
    U = np.stack([draws.uniform(rngs, n, n) for _ in range(depth)])
    scales = [(N, 0.01), (N, n**-0.5), (N, (2 / n) ** 0.5), (U, n**-0.5)]
    signals = [rms(forward(W, s, x, g)) for W, s in scales]  # four of [L, seeds]
    small, xavier, he, uniform = (signal[-1] / signal[0] for signal in signals)
    halving = 0.5 ** ((depth - 1) / 2)
    lines = [np.arange(1.0, depth + 1), *(np.median(signal, axis=1) for signal in signals)]
    return Found(
        small=small, uniform=uniform, xavier=xavier / halving, he=he, halving=halving,
        xavier_ratio=float(np.median(xavier)), signal=dict(zip(LINES, lines, strict=True)),
    )
