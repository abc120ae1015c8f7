r"""From zero the two hidden units stay equal at every step; they do not stay constant.

Equal units get equal derivatives, so w₁₁ = w₁₂, w₂₁ = w₂₂, b₁ = b₂ and w₁₃ = w₂₃ after every update.
The head moves at the first update, the hidden layer (through the head, now nonzero) at the second, and so
a₁ = a₂ = g(0) is true in the first two forward passes only; always, if g(0) = 0 keeps the head at zero.
Give the first unit a different start (move `tilt`) and the pairs part.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Real, Table, Value, demonstration, usual
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import activations, checkpoints, train
from engine.numerics.two_two_one import NAMES, layers, samples, square

STEP = {"step": usual.STEP}
ROWS = {
    "parameter": ("参数", "parameter"), "first": ("第几步首次移动", "first moves at step"),
    "final": ("最后的值", "final value"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The nine parameters over the steps, pair by pair."""

    pairs: Annotated[float, Claim(
        at_most=0.0, zh="两个隐藏单元参数的最大差", en="largest difference between the two units' parameters")]
    outputs: Annotated[float, Claim(at_most=0.0, zh="a₁ 与 a₂ 的最大差", en="largest difference between a₁ and a₂")]
    all_move: Annotated[float, Claim(
        at_least=1e-3, zh="九个参数中走得最近的一个走了多远", en="how far the least moved of the nine parameters came")]
    two_passes: Annotated[float, Claim(
        at_most=0.0, zh="前两次前向传播中 a₁ 与 g(0) 之差", en="distance of a₁ from g(0) in the first two passes")]
    printed_constant: Annotated[float, Printed(
        at_most=0.0, zh="照 002 原文：始终有 a₁ = a₂ = g(0)", en="as printed in 002: a₁ = a₂ = g(0) always")]
    third: Annotated[float, Value(zh="第三次前向传播的 a₁", en="a₁ in the third pass")]
    final: Annotated[float, Value(zh="最后的 a₁", en="a₁ at the end")]
    table: Annotated[dict[str, object], Table(zh="谁在第几步移动", en="who moves when", columns=ROWS)]
    units: Annotated[dict[str, Array], Curves(
        zh="第一个样本的激活", en="activations on the first sample", y=("激活", "activation"), columns=STEP)]
    weights: Annotated[dict[str, Array], Curves(
        zh="权重随步数的变化", en="weights over the steps", y=("权重", "weight"), columns=STEP)]


@demonstration(zh="从零出发的九个参数", en="Nine parameters from zero")
def trace_221(
    data: Annotated[str, usual.data("one", "four", "and", "or", "xor")] = "four",
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    tilt: Annotated[float, Real(0.0, 1.0, zh="w₁₁ 的初值", en="start of w₁₁")] = 0.0,
    rate: Annotated[float, usual.RATE] = 1.0,
    steps: Annotated[int, usual.steps(2, 2000)] = 50,
) -> Found:
    (X, t), g = samples(data), ACTIVATIONS[activation]  # [n, 2], [n]
    start = np.zeros((1, 3, 3))
    start[0, 0, 0] = tilt
    run = train(layers(start), X, t, hidden=g, rate=rate, steps=steps, checkpoints=checkpoints(steps))
    path = np.concatenate([square(W) for W in run.snapshots])  # [K, 3, 3]
    a = np.stack([activations(W, X, hidden=g)[0][0] for W in run.snapshots])  # [K, n, 2]
    pairs = np.hstack([path[:, :, 0] - path[:, :, 1], path[:, 0, 2:] - path[:, 1, 2:]])  # [K, 4]
    moved = np.abs(path - path[0]).reshape(-1, 9)  # [K, 9]
    first = [f"{run.steps[column.argmax()]:.0f}" if column.any() else "–" for column in moved.T > 0.0]
    away = np.abs(a[..., 0] - g(np.zeros(1))).max(axis=1)  # [K]
    return Found(
        pairs=np.abs(pairs).max(),
        outputs=np.abs(a[..., 0] - a[..., 1]).max(),
        all_move=moved.max(axis=0).min(),
        two_passes=away[:2].max(),
        printed_constant=away.max(),
        third=a[2, 0, 0],
        final=a[-1, 0, 0],
        table={"parameter": NAMES, "first": first, "final": path[-1].ravel()},
        units={"step": run.steps, "a₁": a[:, 0, 0], "a₂": a[:, 0, 1]},
        weights={"step": run.steps, **dict(zip(NAMES[:6], path.reshape(-1, 9).T, strict=False))},
    )
