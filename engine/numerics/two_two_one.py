r"""The 2-2-1 network of the documents, its nine parameters in one square.

Column j holds what flows into unit j (1 and 2 are hidden, 3 is the output); the rows are the two
sources and the bias, so that the names of the documents are the positions:

    w11  w12  w13
    w21  w22  w23
    b1   b2   b3
"""

from collections.abc import Sequence

import numpy as np

from engine import Array, Choice
from engine.numerics import datasets

NAMES = ("w₁₁", "w₁₂", "w₁₃", "w₂₁", "w₂₂", "w₂₃", "b₁", "b₂", "b₃")  # row by row, as `square.ravel()`
INTO = ("流入 a₁、a₂、a₃", "into a₁, a₂, a₃")  # what runs along a row of the square, for a heatmap
OUT_OF = ("来自第一路、第二路、偏置", "from the first, the second, the bias")  # and what runs down a column

DATA = Choice(
    "one",
    "four",
    "and",
    "or",
    "xor",
    zh="数据",
    en="data",
    words={
        "one": ("一个样本", "one sample"),
        "four": ("四个点", "four points"),
        "and": ("与（AND）", "AND"),
        "or": ("或（OR）", "OR"),
        "xor": ("异或（XOR）", "XOR"),
    },
)


def samples(name: str) -> datasets.Data:
    """The data set that `DATA` names: one sample x = (1, 2), t = 1; four points; or a truth table."""
    if name == "one":
        return np.array([[1.0, 2.0]]), np.array([1.0])
    return datasets.four_points() if name == "four" else datasets.gate(name)


def layers(square: Array) -> list[Array]:
    """Squares [..., 3, 3] as the two matrices of `training`: [..., 3, 2] and [..., 3, 1]."""
    return [square[..., :2], square[..., 2:]]


def square(matrices: Sequence[Array]) -> Array:
    """The two matrices, or their gradients, as squares [..., 3, 3]; undoes `layers`."""
    return np.concatenate(list(matrices), axis=-1)


def checkpoints(steps: int, lines: int = 100) -> list[int]:
    """The first ten steps one by one, and about `lines` more, evenly spaced to the last."""
    return sorted({*range(min(steps, 10) + 1), *(round(k) for k in np.linspace(0, steps, lines + 1))})
