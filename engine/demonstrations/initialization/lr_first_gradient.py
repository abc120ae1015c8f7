r"""The first gradient of logistic regression from zero is the mean of (1/2 - t) x, and it may be zero.

At w = b = 0 every prediction is 1/2, so ∂J/∂w = mean((1/2 - t) x) = (1/2 - t̄) x̄ - cov(t, x) and ∂J/∂b = 1/2 - t̄.
Whether x₁ differs from x₂ does not enter: what counts is how each feature goes with the label, and how balanced
the labels are. Where the whole gradient is zero nothing is lost: the loss is convex, so zero is the optimum.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Real, Value, demonstration, usual
from engine.numerics import draws, logistic
from engine.numerics.activations import LINEAR, SIGMOID
from engine.numerics.losses import cross_entropy
from engine.numerics.training import train


@dataclass(frozen=True, kw_only=True)
class Found:
    """The gradient at the start, and what the documents say of it."""

    formula: Annotated[float, Claim(at_most=1e-12, zh="与 (1/2-t)x 的平均之差", en="gap from the mean of (1/2-t)x")]
    regret: Annotated[float, Claim(
        at_most=1e-6, zh="此处的损失比训练 500 步（从这里和 8 个随机起点）的最低损失高多少",
        en="loss here above the lowest after 500 steps from here and from 8 random starts")]
    printed_nonzero: Annotated[float, Printed(
        at_least=1e-12, zh="照原文：x₁≠x₂，故两个梯度都不为 0",
        en="as printed: x₁≠x₂, so neither weight has gradient 0")]
    printed_differ: Annotated[float, Printed(
        at_least=1e-12, zh="照原文：x₁≠x₂，故两个梯度不同", en="as printed: x₁≠x₂, so the two gradients differ")]
    printed_bias: Annotated[float, Printed(
        at_least=1e-12, zh="照原文：偏置的梯度不为 0", en="as printed: the gradient of the bias is not 0")]
    dw1: Annotated[float, Value(zh="∂J/∂w₁", en="∂J/∂w₁")]
    dw2: Annotated[float, Value(zh="∂J/∂w₂", en="∂J/∂w₂")]
    db: Annotated[float, Value(zh="∂J/∂b", en="∂J/∂b")]
    balance: Annotated[float, Value(zh="正例的比例", en="share of positive labels")]
    along: Annotated[dict[str, Array], Curves(
        zh="沿 w₁=w₂、b=0 的梯度", en="the gradient along w₁=w₂, b=0", y=("梯度", "gradient"),
        columns={"w": ("w₁=w₂", "w₁=w₂")})]


@demonstration(zh="逻辑回归在零点的梯度", en="The gradient of logistic regression at zero")
def lr_first_gradient(
    data: Annotated[str, usual.data("overlap", "twin", "and", "or", "xor", "one")] = "xor",
    start: Annotated[float, Real(-3.0, 3.0, zh="起点 w₁=w₂", en="start w₁=w₂")] = 0.0,
) -> Found:
    X, t = logistic.problem(data)  # [n, 2], [n]
    x, w = logistic.design(X), np.array([start, start, 0.0])  # [n, 3], [3]
    gradient = x.T @ (SIGMOID(x @ w) - t) / len(t)  # [3], the sum before the division
    formula = x.T @ (0.5 - t) / len(t)  # [3]
    starts = np.concatenate([w.reshape(1, 3, 1), draws.normal(draws.generators(0, 8), 3, 1)])  # [9, 3, 1]
    run = train([starts], X, t, hidden=LINEAR, rate=1.0, steps=500)  # a saddle would hold the first of them only
    line = np.linspace(-3, 3, 121)
    slopes = (SIGMOID(line[:, None] * X.sum(axis=1)) - t) @ x / len(t)  # [121, n] @ [n, 3]
    dw1, dw2, db = gradient
    return Found(
        formula=np.abs(gradient - formula).max(),
        regret=cross_entropy(x @ w, t).mean() - run.loss.min(),
        printed_nonzero=min(abs(dw1), abs(dw2)),
        printed_differ=abs(dw1 - dw2),
        printed_bias=abs(db),
        dw1=dw1,
        dw2=dw2,
        db=db,
        balance=t.mean(),
        along={"w": line, "∂J/∂w₁": slopes[:, 0], "∂J/∂w₂": slopes[:, 1], "∂J/∂b": slopes[:, 2]},
    )
