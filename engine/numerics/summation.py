r"""The order of a sum, for the pages about rounding: (p + q) + r and p + (q + r) differ in the last digit.

Products are written as sums of element-wise products, so that the order of every sum is known on every machine; a BLAS
chooses its own order, and may choose another one for the columns at the edge of its blocks.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.floating]  # float32 or float64: the precision is the subject
Product = Callable[[Matrix, Matrix], Matrix]


def in_order(A: Matrix, B: Matrix) -> Matrix:
    """A [n, k] times B [k, h], every entry summed over k = 0, 1, 2, … (np.sum would add a single column in pairs)."""
    product: Matrix = np.add.accumulate(A[:, :, None] * B[None], axis=1)[:, -1]
    return product


def half_reversed(A: Matrix, B: Matrix) -> Matrix:
    """The same product; the entries of every second column are summed over k = …, 2, 1, 0."""
    product = in_order(A, B)
    product[:, 1::2] = in_order(A[:, ::-1], B[::-1, 1::2])
    return product


def spread_of_units(
    X: Matrix, t: Matrix, *, hidden: int, constant: float, rate: float, steps: int, product: Product
) -> npt.NDArray[np.float64]:
    """Train d-h-1 tanh units from one constant; after each step, the largest difference between two units, [steps].

    Only the two products in which the units stand side by side go through `product`; what all units
    share (the output and its error) is computed once, so the order of their sums is all that can part them.
    """
    kind = X.dtype.type
    n, d = X.shape
    inputs = np.column_stack([X, np.ones(n, kind)])  # [n, d + 1]
    W, v, bias = np.full((d + 1, hidden), constant, kind), np.full(hidden, constant, kind), kind(constant)
    step_size, two = kind(rate / n), kind(2.0)
    spread = np.empty(steps)
    for step in range(steps):
        a = np.tanh(product(inputs, W))  # [n, h]
        error = (np.tanh((a @ v + bias) / two) + kind(1.0)) / two - t  # [n]
        dv = product(error[None], a)[0]  # [h]
        W -= step_size * product(inputs.T, error[:, None] * v * (kind(1.0) - a * a))
        v -= step_size * dv
        bias -= step_size * error.sum()
        spread[step] = max(np.ptp(W, axis=1).max(), np.ptp(v))
    return spread
