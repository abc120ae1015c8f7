r"""At zero the gradient of the bias is 1/2 - t̄: the labels alone decide it, and a batch averages it away.

One sample gives ±1/2. A batch of n labels, each positive with probability p, gives 1/2 - k/n with k the number of
positives: on average 1/2 - p, straying from there by √(p(1-p)/n), and exactly 0 where the batch is balanced. That takes
independent labels: copies of one sample do not average away.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Int, Printed, Real, Value, demonstration, usual
from engine.numerics import draws

LINES = {"n": ("批大小", "batch size"), "measured": ("实测", "measured"), "formula": ("√(p(1-p)/n)", "√(p(1-p)/n)")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The first gradient of the bias over many batches."""

    law: Annotated[float, Claim(
        at_most=4.0, zh="梯度偏离 1/2-p 的均方离公式几个标准误",
        en="mean square straying from 1/2-p, in standard errors from the formula")]
    ratio: Annotated[float, Value(
        zh="梯度偏离 1/2-p 的均方根与公式之比", en="rms straying from 1/2-p, over the formula")]
    printed_half: Annotated[Array, Printed(
        at_most=1e-12, zh="照原文：偏置的梯度是 ±0.5（大小与 0.5 之差）",
        en="as printed: it is ±0.5 (distance from 0.5)")]
    printed_nonzero: Annotated[Array, Printed(
        at_least=1e-12, zh="照原文：偏置的梯度不为 0（大小）", en="as printed: it is not 0 (size)")]
    typical: Annotated[float, Value(zh="公式 √(p(1-p)/n)", en="the formula √(p(1-p)/n)")]
    mean: Annotated[float, Value(zh="各批梯度的平均", en="mean over the batches")]
    sizes: Annotated[dict[str, Array], Curves(
        zh="批越大，梯度越靠近 1/2-p", en="the larger the batch, the nearer to 1/2-p",
        y=("偏离的均方根", "rms straying"), log_x=True, log_y=True, columns=LINES)]


@demonstration(zh="偏置的第一个梯度", en="The first gradient of the bias")
def lr_first_bias_gradient(
    batch: Annotated[int, Int(1, 256, log=True, zh="批大小", en="batch size")] = 16,
    positive: Annotated[float, Real(0.1, 0.9, zh="标签为 1 的概率 p", en="probability p of label 1")] = 0.5,
    copies: Annotated[int, Choice(1, 2, 4, zh="每个样本在批里重复几次", en="copies of each sample in the batch")] = 1,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    u = (draws.uniform(draws.generators(seed, seeds), 256) + 1) / 2  # [seeds, 256], uniform on [0, 1)
    u = np.repeat(u, copies, axis=1)[:, :256]
    positives = np.cumsum(u < positive, axis=1)  # [seeds, 256]: among the first 1, 2, …, 256 labels
    n = np.unique([*2 ** np.arange(9), batch])  # [sizes]: 1, 2, 4, …, 256 and the one that was asked for
    db = 0.5 - positives[:, n - 1] / n  # [seeds, sizes]: the mean of σ(0) - t over a batch
    measured = np.sqrt(((db - (0.5 - positive)) ** 2).mean(axis=0))  # [sizes]
    formula = np.sqrt(positive * (1 - positive) / n)  # [sizes]
    here, pq = int(np.searchsorted(n, batch)), positive * (1 - positive)
    spread = np.sqrt(max(0.0, pq * (1 + pq * (2 * batch - 6))) / batch**3)  # std of one squared deviation, binomial
    off = np.abs(measured[here] ** 2 - pq / batch)
    return Found(
        law=off / (spread / np.sqrt(seeds)) if spread else off,
        ratio=measured[here] / formula[here],
        printed_half=np.abs(np.abs(db[:, here]) - 0.5),
        printed_nonzero=np.abs(db[:, here]),
        typical=formula[here],
        mean=db[:, here].mean(),
        sizes={"n": n, "measured": measured, "formula": formula},
    )
