r"""On a real computer equal units stay equal only while every unit is summed in the same order.

Rounding makes (p + q) + r and p + (q + r) differ in the last digit. Two equal units stay equal, bit for bit, if the
same operations are done for both in the same order. Sum the inputs of every second unit backwards, and the units differ
by one rounding error within a few steps; the one-unit solution is a saddle, so gradient descent multiplies the
difference step by step until the units are strangers. A fast matrix product may do this by itself at the edge of its
blocks: which widths are hit depends on the machine, and so is shown here and promised nowhere.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Points, Value, demonstration, usual
from engine.numerics import datasets
from engine.numerics.summation import half_reversed, in_order, spread_of_units

HIDDEN = Choice(2, 4, 8, 17, 100, zh="隐藏单元数", en="hidden units")
PRECISION = Choice("float32", "float64", zh="浮点精度", en="precision")
LINES = {"step": usual.STEP, "reversed": ("一半单元反序求和", "half of the units summed backwards")}
FLOOR = 1e-18  # where a logarithmic axis shows zero


@dataclass(frozen=True, kw_only=True)
class Found:
    """How far equal units drift apart, by order of summation."""

    same: Annotated[float, Claim(
        at_most=0.0, zh="求和顺序相同：单元之间的最大差",
        en="same order of summation: largest difference between units")]
    reversed: Annotated[float, Claim(
        at_least=1e-3, zh="一半单元反序求和：单元之间的最大差",
        en="half of the units summed backwards: largest difference")]
    seed: Annotated[float, Claim(
        between=(0.05, 20.0), zh="反序求和：首次出现的差是机器精度的几倍",
        en="summed backwards: the first difference, in machine epsilons")]
    blas: Annotated[float, Value(
        zh="本机的矩阵乘法：单元之间的最大差", en="matrix product of this machine: largest difference")]
    growth: Annotated[dict[str, Array], Curves(
        zh="单元之间的差（零画成 1e-18）", en="difference between units (zero drawn as 1e-18)",
        y=("最大差", "largest difference"), log_y=True, columns=LINES)]
    columns: Annotated[dict[str, Array], Points(
        zh="本机的矩阵乘法：相同的列算出的结果之差",
        en="matrix product of this machine: difference between results of equal columns",
        columns={"width": ("列数", "columns"), "difference": ("最大差", "largest difference")})]


@demonstration(zh="浮点数下对称性还精确吗", en="Symmetry in floating point")
def float_symmetry(
    hidden: Annotated[int, HIDDEN] = 8,
    precision: Annotated[str, PRECISION] = "float32",
    rate: Annotated[float, usual.RATE] = 5.0,
    steps: Annotated[int, usual.steps(1, 400)] = 200,
) -> Found:
    X, t = (values.astype(precision) for values in datasets.quadrants(0, 16))  # [16, 2], [16]
    same, turned, blas = (
        spread_of_units(X, t, hidden=hidden, constant=0.5, rate=rate, steps=steps, product=product)
        for product in (in_order, half_reversed, np.matmul)
    )
    widths = np.arange(2, 101)
    rng = np.random.default_rng(0)
    A, column = (rng.standard_normal(shape).astype(precision) for shape in ((11, 256), (256, 1)))
    columns = [np.ptp(A @ np.repeat(column, width, axis=1), axis=1).max() for width in widths]
    born = turned[(turned > 0).argmax()]  # the first that is not zero
    return Found(
        same=float(same[-1]), reversed=float(turned[-1]), seed=float(born / np.finfo(precision).eps),
        blas=float(blas[-1]),
        growth={"step": np.arange(1.0, steps + 1), "reversed": np.maximum(turned, FLOOR)},
        columns={"width": widths.astype(float), "difference": np.array(columns, dtype=float)})
