r"""How much noise breaks the symmetry in time? On XOR with tanh a tenth of little noise takes a hundredfold time.

Start at s·N(0, 1), biases 0, and expand in s. The error at the origin is e = 1/2 - t, and on XOR mean(e) = mean(e x)
= 0: what is of order s in the gradient of the weights cancels. tanh z = z - z³/3 + … is odd, so order s² is missing
too, and the gradient is of order s³. Then ds/dτ ~ s³ gives an escape time ~ 1/s² for small s; from 1 to 0.1 it grows
less. ReLU bends at 0 itself: order s, time ~ log(1/s).
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Real, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.losses import base_rate_entropy
from engine.numerics.training import checkpoints, gradients, layer, train

SIZES = np.array([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0])
LINES = {"step": usual.STEP, "yours": ("所选噪声", "the chosen noise"), "printed": ("噪声 0.01", "noise 0.01"),
         "prior": ("只猜标签比例", "base rate")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Training from two sizes of noise, and the first gradient for many."""

    solved: Annotated[Array, Claim(
        at_most=0.1, share=0.9, zh="所选噪声：最后的损失", en="the chosen noise: final loss")]
    printed: Annotated[Array, Printed(
        at_most=0.1, share=0.9, zh="照 002 原文：乘 0.01 适合浅层网络（最后的损失）",
        en="as printed in 002: times 0.01 suits a shallow network (final loss)")]
    plateau: Annotated[Array, Claim(
        at_most=1e-3, share=0.9, zh="噪声 0.01：损失离“只猜标签比例”多远",
        en="noise 0.01: distance of the loss from the base rate")]
    power: Annotated[Array, Claim(
        equals=3.0, within=0.1, share=0.9, zh="首个权重梯度按噪声的几次方变小",
        en="power of the noise in the first gradient of the weights")]
    share: Annotated[float, Value(zh="所选噪声：学会的种子占比", en="the chosen noise: share of seeds that learn")]
    loss: Annotated[dict[str, Array], Curves(zh="损失的中位数", en="median loss", y=usual.NATS, columns=LINES)]
    first: Annotated[dict[str, Array], Curves(
        zh="首个权重梯度的大小", en="size of the first gradient of the weights", y=("梯度范数的中位数", "median norm"),
        log_x=True, log_y=True, columns={"noise": ("噪声", "noise"), "norm": ("梯度范数", "gradient norm")})]


@demonstration(zh="需要多大的噪声才能打破对称", en="How much noise breaks the symmetry")
def noise_escape(
    data: Annotated[str, usual.data("and", "xor")] = "xor",
    activation: Annotated[str, usual.ACTIVATION] = "tanh",
    noise: Annotated[float, Real(0.001, 10.0, log=True, zh="噪声的标准差", en="standard deviation of the noise")] = 1.0,
    steps: Annotated[int, usual.steps(1, 500)] = 300,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    (X, t), g, rngs = datasets.gate(data), ACTIVATIONS[activation], draws.generators(seed, seeds)
    W1 = layer(draws.normal(rngs, 2, 8), np.zeros((seeds, 8)))
    W2 = layer(draws.normal(rngs, 8, 1), np.zeros((seeds, 1)))
    both = [np.concatenate([noise * W, 0.01 * W]) for W in (W1, W2)]  # [2 seeds, …]
    run = train(both, X, t, hidden=g, rate=1.0, steps=steps, checkpoints=checkpoints(steps))
    yours, printed, prior = run.losses[:, :seeds], run.losses[:, seeds:], base_rate_entropy(t)
    norms = np.stack([_size(gradients([s * W1, s * W2], X, t, hidden=g)) for s in SIZES])  # [sizes, seeds]
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.log10(norms[3] / norms[0])  # from noise 0.01 to 0.001
    lines = {"step": run.steps, "yours": np.median(yours, axis=1), "printed": np.median(printed, axis=1)}
    return Found(
        solved=yours[-1], printed=printed[-1], plateau=np.abs(printed[-1] - prior), power=power,
        share=float((yours[-1] <= 0.1).mean()),
        loss={**lines, "prior": np.full(len(run.steps), prior)},
        first={"noise": SIZES, "norm": np.median(norms, axis=1)},
    )


def _size(G: list[Array]) -> Array:
    """The norm of the gradient of all weights, biases left out, [seeds]."""
    size: Array = np.hypot(*(np.linalg.norm(M[:, :-1], axis=(1, 2)) for M in G))
    return size
