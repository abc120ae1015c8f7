r"""The 2-2-1 network of the documents, its nine parameters in one square.

Column j holds what flows into unit j (1 and 2 are hidden, 3 is the output); the rows are the two
sources and the bias, so that the names of the documents are the positions:

    w11  w12  w13
    w21  w22  w23
    b1   b2   b3
"""

from collections.abc import Sequence

import numpy as np

from engine import Array
from engine.numerics import datasets

NAMES = ("w₁₁", "w₁₂", "w₁₃", "w₂₁", "w₂₂", "w₂₃", "b₁", "b₂", "b₃")  # row by row, as `square.ravel()`


def samples(name: str) -> datasets.Data:
    """The data of that name: one sample x = (1, 2), t = 1; four points; or a truth table."""
    if name == "one":
        return np.array([[1.0, 2.0]]), np.array([1.0])
    return datasets.four_points() if name == "four" else datasets.gate(name)


def layers(square: Array) -> list[Array]:
    """Squares [..., 3, 3] as the two matrices of `training`: [..., 3, 2] and [..., 3, 1]."""
    return [square[..., :2], square[..., 2:]]


def square(matrices: Sequence[Array]) -> Array:
    """The two matrices, or their gradients, as squares [..., 3, 3]; undoes `layers`."""
    return np.concatenate(list(matrices), axis=-1)
