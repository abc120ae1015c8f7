r"""One linear unit in front of logistic regression adds no function, and yet it makes zero a trap.

v (wᵀx + c) + b is an affine function of x again, so both models draw the same lines. But ∂J/∂w = v · mean((h - t) x)
and ∂J/∂v is a mean of (h - t)(wᵀx + c): at zero both vanish, and only the output bias learns. In (v, w) the loss is not
convex any more, and zero is a saddle. One hidden unit suffices, and it has no twin to be symmetric with.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Real, Value, demonstration, usual
from engine.numerics import datasets, draws, logistic
from engine.numerics.activations import LINEAR, SIGMOID
from engine.numerics.losses import base_rate_entropy
from engine.numerics.training import checkpoints, train

RATE = Real(0.01, 1.0, log=True, zh="学习率", en="learning rate")
LINES = {"step": usual.STEP, "lr": ("逻辑回归", "logistic regression"),
         "hidden": ("加线性隐藏层", "with a linear hidden layer"), "prior": ("只猜标签比例", "base rate")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Logistic regression by hand, as a network without hidden layer, and with a linear hidden layer."""

    same: Annotated[float, Claim(
        at_most=0.0, zh="无隐藏层的网络与手写逻辑回归的参数之差",
        en="network without hidden layer against the formula by hand")]
    frozen: Annotated[float, Claim(
        at_most=0.0, zh="加隐藏层后，输出偏置以外的最大参数",
        en="with the hidden layer: largest parameter but the output bias")]
    excess: Annotated[float, Claim(at_least=0.1, zh="加隐藏层后多出的损失", en="excess loss with the hidden layer")]
    final: Annotated[float, Value(zh="逻辑回归的最后损失", en="final loss of logistic regression")]
    stuck: Annotated[float, Value(zh="加隐藏层后的最后损失", en="final loss with the hidden layer")]
    prior: Annotated[float, Value(zh="只猜标签比例的损失", en="loss of guessing the base rate")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失随步数的变化", en="loss over the steps", y=usual.NATS, columns=LINES)]


@demonstration(zh="多一个线性隐藏单元", en="One linear hidden unit more")
def lr_linear_hidden_unit(
    data: Annotated[str, usual.GATE] = "and",
    hidden: Annotated[int, Choice(1, 2, 4, zh="线性隐藏单元数", en="linear hidden units")] = 1,
    scale: Annotated[float, Real(0.0, 1.0, zh="起点的标准差", en="std of the start")] = 0.0,
    rate: Annotated[float, RATE] = 1.0,
    steps: Annotated[int, usual.STEPS] = 500,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = datasets.gate(data)  # [4, 2], [4]
    rngs, kept = draws.generators(seed, 1), checkpoints(steps)
    shallow = [scale * draws.normal(rngs, 3, 1)]  # [1, 3, 1], no hidden layer
    deep = [scale * draws.normal(rngs, 3, hidden), scale * draws.normal(rngs, hidden + 1, 1)]
    lr, net = (train(W, X, t, hidden=LINEAR, rate=rate, steps=steps, checkpoints=kept) for W in (shallow, deep))
    x, w = logistic.design(X)[None], shallow[0]  # [1, 4, 3], [1, 3, 1]: where the network starts, too
    for _ in range(steps):
        w = w - rate / len(t) * (x.transpose(0, 2, 1) @ (SIGMOID(x @ w) - t[:, None]))
    W, V = net.weights  # [1, 3, hidden], [1, hidden + 1, 1]
    prior = base_rate_entropy(t)
    return Found(
        same=np.abs(lr.weights[0] - w).max(),
        frozen=max(np.abs(W).max(), np.abs(V[:, :-1]).max()),
        excess=net.loss[0] - lr.loss[0],
        final=lr.loss[0],
        stuck=net.loss[0],
        prior=prior,
        loss={"step": lr.steps, "lr": lr.losses[:, 0], "hidden": net.losses[:, 0],
              "prior": np.full(len(lr.steps), prior)},
    )
