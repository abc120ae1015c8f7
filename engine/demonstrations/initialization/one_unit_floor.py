r"""A layer of equal units cannot learn XOR below 3/4 H(1/3), however wide it is and however long it trains.

Equal units add up to one unit, and with a monotone activation one unit is a monotone function of one projection
w·x. Along any direction the corners of XOR come in an order like 0, 1, 1, 0, so the best it can do is to isolate one
corner and to predict 2/3 for the other three: a loss of 3/4 H(1/3). Start from one constant everywhere and see the
loss end above that floor; add a little `noise` to the constant and the floor breaks.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Real, Value, demonstration, usual
from engine.numerics import datasets, floors
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.draws import generators, normal
from engine.numerics.training import checkpoints, train

LINES = {
    "step": usual.STEP, "median": ("种子的中位数", "median seed"), "best": ("最好的种子", "best seed"),
    "floor": ("单个单元的下界", "floor of one unit"), "prior": ("ln 2", "ln 2"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """How far above the floor training ends, seed by seed."""

    above: Annotated[Array, Claim(
        at_least=0.0, zh="训练中最低的损失减去单个单元的下界",
        en="lowest loss in training minus the floor of one unit")]
    gap: Annotated[Array, Claim(at_most=0.0, zh="隐藏单元之间的最大差", en="largest difference between hidden units")]
    floor: Annotated[float, Value(zh="单个单元的下界", en="floor of one unit")]
    final: Annotated[float, Value(zh="最后的损失（中位数）", en="final loss (median)")]
    loss: Annotated[dict[str, Array], Curves(zh="损失与下界", en="the loss and the floor", y=usual.NATS, columns=LINES)]


@demonstration(zh="一个单元的下界", en="The floor of one unit")
def one_unit_floor(
    hidden: Annotated[int, usual.WIDTH] = 2,
    activation: Annotated[str, usual.ACTIVATION] = "tanh",
    noise: Annotated[float, Real(
        0.0, 1.0, zh="加在常数上的噪声的标准差", en="standard deviation of the noise on the constant")] = 0.0,
    steps: Annotated[int, usual.steps(1, 500)] = 500,
    seeds: Annotated[int, usual.seeds(32)] = 16,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = datasets.gate("xor")  # [4, 2], [4]
    rngs = generators(seed, seeds if noise else 1)  # without noise every seed would be the same run
    start = [0.5 + noise * normal(rngs, *shape) for shape in ((3, hidden), (hidden + 1, 1))]  # [S, 3, h], [S, h + 1, 1]
    run = train(start, X, t, hidden=ACTIVATIONS[activation], rate=1.0, steps=steps, checkpoints=checkpoints(steps))
    floor, level = floors.one_unit(X, t), np.ones(len(run.steps))
    W1, W2 = run.weights
    every = slice(None) if noise else 0  # one number where there is one run
    return Found(
        above=(run.losses.min(axis=0) - floor)[every],
        gap=np.maximum(np.ptp(W1, axis=2).max(axis=1), np.ptp(W2[:, :-1, 0], axis=1))[every],
        floor=floor,
        final=float(np.median(run.loss)),
        loss={
            "step": run.steps, "median": np.median(run.losses, axis=1), "best": run.losses.min(axis=1),
            "floor": floor * level, "prior": np.log(2.0) * level,
        },
    )
