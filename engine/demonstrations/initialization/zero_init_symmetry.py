r"""All-zero weights keep every hidden unit of a layer identical, for ever.

If two units start equal they compute the same activation and receive the same gradient, so
gradient descent moves them together: a layer of h units behaves like a layer of one.
Whether it learns anything at all depends on g(0) and on the balance of the labels.
One weight that is not zero (`tilt`) sets its unit free.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Real, Value, demonstration, usual
from engine.numerics import datasets
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.losses import base_rate_entropy
from engine.numerics.training import checkpoints, train

LINES = {"step": usual.STEP, "network": ("网络", "network"), "prior": ("只猜标签比例", "base rate")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """What training from zero leaves."""

    gap: Annotated[float, Claim(at_most=0.0, zh="隐藏单元之间的最大差", en="largest difference between hidden units")]
    moved: Annotated[float, Printed(
        at_most=0.0, zh="照原文：完全无效，参数一个也不动", en="as printed: useless, no parameter moves")]
    final: Annotated[float, Value(zh="最后的损失", en="final loss")]
    prior: Annotated[float, Value(zh="只猜标签比例时的损失", en="loss of guessing the base rate")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失随步数的变化", en="loss over the steps", y=usual.NATS, columns=LINES)]


@demonstration(zh="全零初始化的网络学到了什么", en="What an all-zero network learns")
def zero_init_symmetry(
    data: Annotated[str, usual.GATE] = "and",
    hidden: Annotated[int, usual.WIDTH] = 4,
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    steps: Annotated[int, usual.STEPS] = 500,
    tilt: Annotated[float, Real(0.0, 1.0, zh="w₁₁ 的初值", en="start of w₁₁")] = 0.0,
) -> Found:
    X, t = datasets.gate(data)  # [4, 2], [4]
    start = [np.zeros((1, 3, hidden)), np.zeros((1, hidden + 1, 1))]  # the last row of each is the bias
    start[0][0, 0, 0] = tilt
    run = train(start, X, t, hidden=ACTIVATIONS[activation], rate=1.0, steps=steps, checkpoints=checkpoints(steps))
    W1, W2 = run.weights  # [1, 3, hidden], [1, hidden + 1, 1]
    gap = max(float(np.ptp(W1, axis=2).max()), float(np.ptp(W2[:, :-1], axis=1).max()))
    moved = max(float(np.abs(W - W0).max()) for W, W0 in zip(run.weights, start, strict=True))
    prior = base_rate_entropy(t)
    losses = {"step": run.steps, "network": run.losses[:, 0], "prior": np.full(len(run.steps), prior)}
    return Found(gap=gap, moved=moved, final=run.loss[0], prior=prior, loss=losses)
