r"""Random weights and zero biases: all nine parameters move at the first update, because the head is not zero.

The error of hidden unit j is (a₃ - t) w_j₃ a_j (1 - a_j): what lets it pass is w_j₃ ≠ 0. That the activations are
not zero is no reason, for in the all-zero network they are 1/2 and the hidden layer does not move; and a sigmoid
is never zero anyway. That the two units part is the work of different columns of W₁ and different w₁₃, w₂₃.
One thing stays where it is: the weights of a feature that is 0 in every sample, for ∂L/∂w₁ⱼ = mean(δⱼ x₁).
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Flag, Points, Printed, Real, demonstration, usual
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.draws import generators, normal
from engine.numerics.training import gradients
from engine.numerics.two_two_one import layers, samples, square

DOTS = {"head": ("|w₁₃|", "|w₁₃|"), "hidden": ("|∂L/∂b₁|", "|∂L/∂b₁|")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The first gradient, seed by seed."""

    all_move: Annotated[Array, Claim(at_least=1e-9, zh="九个梯度中最小者", en="smallest of the nine gradients")]
    units_part: Annotated[Array, Claim(
        at_least=1e-9, zh="两个隐藏单元的梯度之差", en="difference between the gradients of the two hidden units")]
    quarter: Annotated[Array, Claim(
        at_most=1.0, zh="|∂L/∂b₁| 与上界 |w₁₃|/4 之比", en="|∂L/∂b₁| over its bound |w₁₃|/4")]
    printed_reason: Annotated[Array, Printed(
        at_least=1e-9, zh="把 001 的话当作“a₁、a₂ 不为零就够了”（令 w₁₃ = w₂₃ = 0 时隐藏层的最大梯度）",
        en="001 taken to say that nonzero a₁, a₂ suffice (largest hidden gradient with w₁₃ = w₂₃ = 0)")]
    nine: Annotated[Array, usual.square(zh="九个梯度绝对值的中位数", en="median size of the nine gradients")]
    passes: Annotated[dict[str, Array], Points(
        zh="传回隐藏层的误差随 w₁₃ 变化", en="what passes back grows with w₁₃", columns=DOTS)]


@demonstration(zh="权重随机、偏置为零", en="Random weights, zero biases")
def random_weights_221(
    data: Annotated[str, usual.data("one", "four", "and", "or", "xor")] = "one",
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    head: Annotated[float, Real(0.0, 2.0, zh="w₁₃、w₂₃ 的倍数", en="factor on w₁₃ and w₂₃")] = 1.0,
    silent: Annotated[bool, Flag(zh="x₁ 在每个样本中都为 0", en="x₁ is 0 in every sample")] = False,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = samples(data)  # [n, 2], [n]
    X = X * [0.0 if silent else 1.0, 1.0]
    start = normal(generators(seed, seeds), 3, 3) * np.array([1.0, 1.0, 0.0])[:, None]  # [S, 3, 3], biases 0
    start[:, :, 2] *= head
    headless = start * np.array([1.0, 1.0, 0.0])  # the same hidden activations under a head of zeros
    nine, blocked = (square(gradients(layers(P), X, t, hidden=ACTIVATIONS[activation])) for P in (start, headless))
    w13 = np.abs(start[:, 0, 2])  # [S]
    return Found(
        all_move=np.abs(nine).min(axis=(1, 2)),
        units_part=np.abs(nine[:, :, 0] - nine[:, :, 1]).max(axis=1),
        quarter=4.0 * np.abs(nine[:, 2, 0]) / np.where(w13 > 0.0, w13, 1.0),
        printed_reason=np.abs(blocked[:, :, :2]).max(axis=(1, 2)),
        nine=np.median(np.abs(nine), axis=0),
        passes={"head": w13, "hidden": np.abs(nine[:, 2, 0])},
    )
