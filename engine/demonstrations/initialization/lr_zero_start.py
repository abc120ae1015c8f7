r"""Logistic regression reaches the same end from zero as from anywhere, because its loss is convex.

The second derivative of the loss, H = mean of h(1 - h) x̃ x̃ᵀ with x̃ = (x, 1), has no negative eigenvalue:
every point where the gradient vanishes is a global minimum, so no start can lead to a worse one.
If no line separates the classes and no feature repeats another, H is positive definite and there is
one minimum only: then the weights agree, and not just the losses.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Points, Real, Value, demonstration, usual
from engine.numerics import draws, logistic
from engine.numerics.activations import LINEAR
from engine.numerics.training import train

LINES = {"step": usual.STEP, "zero": ("从零出发", "from zero"),
         "median": ("随机起点，中位", "random starts, median"), "worst": ("随机起点，最高", "random starts, highest")}
DOTS = {"w₁": ("w₁", "w₁"), "w₂": ("w₂", "w₂"), "step": usual.STEP}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Where the random starts end, measured from where zero ends."""

    loss_gap: Annotated[Array, Claim(
        at_most=1e-6, zh="与从零出发的最终损失之差", en="gap in final loss from the zero start")]
    distance: Annotated[Array, Claim(at_most=1e-3, zh="与从零出发的终点的距离", en="distance from where zero ends")]
    flattest: Annotated[float, Claim(at_least=0.01, zh="终点的最小曲率（Hessian）", en="smallest curvature at the end")]
    moved: Annotated[float, Claim(at_least=0.01, zh="从零出发走了多远", en="how far the zero start moved")]
    final: Annotated[float, Value(zh="从零出发的最终损失", en="final loss of the zero start")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失随步数的变化", en="loss over the steps", y=usual.NATS, log_x=True, columns=LINES)]
    ends: Annotated[dict[str, Array], Points(zh="所有起点走向何处", en="where all the starts go", columns=DOTS)]


@demonstration(zh="从零出发与随机出发的逻辑回归", en="Logistic regression from zero and from random starts")
def lr_zero_start(
    data: Annotated[str, usual.data("overlap", "twin", "and", "or", "xor", "one")] = "overlap",
    scale: Annotated[float, Real(0.1, 10.0, log=True, zh="随机起点的标准差", en="std of the random starts")] = 2.0,
    rate: Annotated[float, usual.RATE] = 1.0,
    steps: Annotated[int, usual.STEPS] = 500,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = logistic.problem(data)  # [n, 2], [n]
    random = scale * draws.normal(draws.generators(seed, seeds), 3, 1)  # [seeds, 3, 1], the bias last
    starts = np.concatenate([np.zeros((1, 3, 1)), random])  # [1 + seeds, 3, 1], zero first
    kept = np.geomspace(1, steps, 100).astype(int).tolist()
    run = train([starts], X, t, hidden=LINEAR, rate=rate, steps=steps, checkpoints=kept)
    ends, others = run.weights[0][..., 0], run.losses[1:, 1:]  # [1 + seeds, 3], [K, seeds]
    moments = sorted({0, len(run.steps) // 2, len(run.steps) - 1})  # the start, under way, the end
    seen = np.concatenate([run.snapshots[k][0][:, :2, 0] for k in moments])  # [moments (1 + seeds), 2]
    when = np.repeat(run.steps[moments].astype(int), len(starts))
    return Found(
        loss_gap=np.abs(run.loss[1:] - run.loss[0]),
        distance=np.linalg.norm(ends[1:] - ends[0], axis=1),
        flattest=np.linalg.eigvalsh(logistic.hessian(ends[0], X))[0],
        moved=float(np.linalg.norm(ends[0])),
        final=run.loss[0],
        loss={"step": run.steps[1:], "zero": run.losses[1:, 0],
              "median": np.median(others, axis=1), "worst": others.max(axis=1)},
        ends={"w₁": seen[:, 0], "w₂": seen[:, 1], "step": when},
    )
