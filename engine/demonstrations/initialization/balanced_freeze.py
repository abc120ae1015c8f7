r"""From zero, a batch with as many ones as zeros gives no gradient at all, whatever its inputs are.

At zero every sample has the same hidden activations g(0) and the same output 1/2. The inputs drop out, and the mean
gradient is one number times a constant: with t̄ the share of ones in the batch,

    ∂L/∂w₁₃ = ∂L/∂w₂₃ = (1/2 - t̄) g(0),    ∂L/∂b₃ = 1/2 - t̄,    all others 0.

At t̄ = 1/2 everything vanishes, and gradient descent on the full batch stays there for ever. A batch of odd size has
no balance; parameters that are not zero (`noise`) bring the inputs back.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Int, Real, Value, demonstration, usual
from engine.numerics.activations import ACTIVATIONS, SIGMOID
from engine.numerics.draws import generators, normal

LINES = {
    "share": ("标签为 1 的比例 t̄", "share of labels 1, t̄"), "head": ("∂L/∂w₁₃", "∂L/∂w₁₃"),
    "bias": ("∂L/∂b₃", "∂L/∂b₃"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The first gradient of a 2-2-1 network on random inputs, seed by seed."""

    frozen: Annotated[Array, Claim(at_most=0.0, zh="九个梯度中最大者", en="largest of the nine gradients")]
    formula: Annotated[Array, Claim(
        at_most=1e-15, zh="梯度与只含 t̄ 的公式之差", en="gap between the gradient and the formula in t̄ alone")]
    share: Annotated[float, Value(zh="标签为 1 的比例 t̄", en="share of labels 1, t̄")]
    count: Annotated[int, Value(zh="标签为 1 的样本数", en="samples with label 1")]
    balance: Annotated[dict[str, Array], Curves(
        zh="梯度随标签比例变化", en="the gradient over the share of ones", y=("梯度", "gradient"), columns=LINES)]


@demonstration(zh="标签各占一半，梯度为零", en="Balanced labels, no gradient")
def balanced_freeze(
    size: Annotated[int, Int(2, 200, zh="批量大小 n", en="batch size n")] = 20,
    ones: Annotated[float, Real(
        0.0, 1.0, zh="标签为 1 的比例（取最接近的个数）", en="share of labels 1, to the nearest sample")] = 0.5,
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    noise: Annotated[float, Real(0.0, 1.0, zh="初值的标准差", en="standard deviation of the start")] = 0.0,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    g, count, rngs = ACTIVATIONS[activation], round(ones * size), generators(seed, seeds)
    bias = np.ones((seeds, size, 1))
    inputs = np.concatenate([normal(rngs, size, 2), bias], axis=2)  # [S, n, 3]
    W1, W2 = noise * normal(rngs, 3, 2), noise * normal(rngs, 3, 1)  # [S, 3, 2], [S, 3, 1], biases in the last rows
    a = g(inputs @ W1)  # [S, n, 2]
    units = np.concatenate([a, bias], axis=2)  # [S, n, 3]
    output = SIGMOID(units @ W2)  # [S, n, 1]

    def gradient(count: int) -> Array:
        error = output - (np.arange(size) < count)[:, None]  # [S, n, 1]: the first `count` samples are ones
        hidden = inputs.transpose(0, 2, 1) @ (error @ W2[:, :-1].transpose(0, 2, 1) * g.slope(a))  # [S, 3, 2]
        return np.concatenate([hidden, units.transpose(0, 2, 1) @ error], axis=2) / size  # [S, 3, 3]

    nine, share, start = gradient(count), count / size, float(g(np.zeros(1))[0])
    constant = np.array([[0.0, 0.0, start], [0.0, 0.0, start], [0.0, 0.0, 1.0]])
    counts = sorted({round(k) for k in np.linspace(0, size, 41)})
    lines = np.stack([gradient(k)[0, [0, 2], 2] for k in counts])  # [counts, 2], the first seed
    return Found(
        frozen=np.abs(nine).max(axis=(1, 2)),
        formula=np.abs(nine - (0.5 - share) * constant).max(axis=(1, 2)),
        share=share,
        count=count,
        balance={"share": np.array(counts) / size, "head": lines[:, 0], "bias": lines[:, 1]},
    )
