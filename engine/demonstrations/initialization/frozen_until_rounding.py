r"""The all-zero start on balanced data is a stationary point of mathematics, and of a program only if it adds first.

The exact gradient there is zero, yet the point is a saddle: any push, however small, grows by a constant factor a
step. A program that divides each error ±1/2 by n before it adds them up may be left with 1e-18 instead of 0. That is
a push, and some hundreds of steps later the network learns, as if the theory were wrong. Whether the push appears
depends on n (1/2n is exact for powers of two) and on the order in which the machine adds.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Int, Value, demonstration, usual
from engine.numerics import datasets
from engine.numerics.activations import SIGMOID
from engine.numerics.rounding import divide_first
from engine.numerics.training import checkpoints, train
from engine.numerics.two_two_one import layers

ORDER = {"sum": ("先求和，再除以 n", "add, then divide by n"), "divide": ("先除以 n，再求和", "divide by n, then add")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Both orders on the same data."""

    frozen: Annotated[float, Claim(
        at_most=1e-9, zh="所选次序下损失与 ln 2 的最大差",
        en="largest distance of the loss from ln 2, in the chosen order")]
    push: Annotated[float, Value(zh="先除后加时第一步的最大梯度", en="largest first gradient when dividing first")]
    careful: Annotated[float, Value(zh="先加后除：最后的损失", en="final loss, adding first")]
    careless: Annotated[float, Value(zh="先除后加：最后的损失", en="final loss, dividing first")]
    loss: Annotated[dict[str, Array], Curves(
        zh="两种次序下的损失", en="the loss in both orders", y=usual.NATS, columns={"step": usual.STEP, **ORDER})]


@demonstration(zh="冻结，直到舍入误差推一把", en="Frozen until rounding gives a push")
def frozen_until_rounding(
    pairs: Annotated[int, Int(1, 100, zh="正负样本各多少个", en="samples of each label")] = 25,
    order: Annotated[str, Choice("sum", "divide", zh="求平均的次序", en="order of the average", words=ORDER)] = "sum",
    steps: Annotated[int, usual.steps(1, 1000)] = 500,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = datasets.half_plane(seed, 2 * pairs)  # [n, 2], [n]: a line cuts the cloud into equal halves
    kept = checkpoints(steps)
    run = train(layers(np.zeros((1, 3, 3))), X, t, hidden=SIGMOID, rate=1.0, steps=steps, checkpoints=kept)
    careful = run.losses[:, 0]  # [K]
    careless, push = divide_first(X, t, hidden=2, rate=1.0, checkpoints=kept)  # [K]
    chosen = careful if order == "sum" else careless
    return Found(
        frozen=np.abs(chosen - np.log(2.0)).max(),
        push=push,
        careful=float(careful[-1]),
        careless=float(careless[-1]),
        loss={"step": run.steps, "sum": careful, "divide": careless},
    )
