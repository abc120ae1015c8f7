r"""Updating b from w₁₁ ties the bias to a weight: b ← w₁₁ - α ∂J/∂b forgets what b was.

As w₁₁ moves by its own gradient, b - w₁₁ = α (∂J/∂w₁₁ - ∂J/∂b) after every step: the bias never strays further from
the weight than the learning rate allows. Both AND and OR need b < 0 < w₁₁, so neither can be learned.
The first step from zero does not betray it, since b and w₁₁ are both zero there.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Value, demonstration, usual
from engine.numerics import datasets, logistic
from engine.numerics.activations import SIGMOID
from engine.numerics.losses import cross_entropy

LINES = {"step": usual.STEP, "right": ("从 b 更新", "from b"), "printed": ("照原文", "as printed")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The two updates, side by side."""

    excess: Annotated[float, Claim(at_least=0.1, zh="照原文多出的损失", en="excess loss of the printed update")]
    turned: Annotated[float, Claim(
        at_least=0.01, zh="照原文的最后损失比途中最低处高多少",
        en="final loss as printed, above its lowest on the way")]
    printed: Annotated[float, Printed(
        at_most=0.01, zh="照原文：损失与正确更新一样低（多出）",
        en="as printed: a loss as low as with the right one (excess)")]
    right: Annotated[float, Value(zh="正确更新的最后损失", en="final loss of the right update")]
    final: Annotated[float, Value(zh="照原文的最后损失", en="final loss as printed")]
    leash: Annotated[float, Value(zh="照原文的 |b-w₁₁|", en="|b-w₁₁| as printed")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失随步数的变化", en="loss over the steps", y=usual.NATS, columns=LINES)]
    path: Annotated[dict[str, Array], Curves(
        zh="照原文更新时的参数",
        en="the parameters, as printed", y=("参数", "parameter"), columns={"step": usual.STEP})]


@demonstration(zh="印错的偏置更新", en="The misprinted update of the bias")
def lr_printed_bias_update(
    data: Annotated[str, usual.GATE] = "or",
    rate: Annotated[float, usual.RATE] = 1.0,
    steps: Annotated[int, usual.STEPS] = 200,
) -> Found:
    X, t = datasets.gate(data)  # [4, 2], [4]
    x = logistic.design(X)  # [4, 3]
    path = np.zeros((steps + 1, 3, 2))  # w₁₁, w₂₁, b under the right update and under the printed one
    for step, w in enumerate(path[:-1]):
        old = w.copy()
        old[2, 1] = w[0, 1]  # the printed update of b starts from w₁₁
        path[step + 1] = old - rate * (x.T @ (SIGMOID(x @ w) - t[:, None])) / len(t)
    losses = cross_entropy(x @ path, t[:, None]).mean(axis=1)  # [steps + 1, 2]
    shown = np.unique(np.linspace(0, steps, 101).astype(int))
    right, final = losses[-1]
    return Found(
        excess=final - right,
        turned=final - losses[:, 1].min(),
        printed=final - right,
        right=right,
        final=final,
        leash=abs(path[-1, 2, 1] - path[-1, 0, 1]),
        loss={"step": shown, "right": losses[shown, 0], "printed": losses[shown, 1]},
        path={"step": shown, "w₁₁": path[shown, 0, 1], "w₂₁": path[shown, 1, 1], "b": path[shown, 2, 1]},
    )
