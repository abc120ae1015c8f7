r"""A lost minus sign in the sigmoid turns descent into ascent, unless its derivative loses it too.

With h = 1/(1 + e⁺ᶻ) the cross-entropy has the gradient -(h - t) x. Who keeps the usual (h - t) x walks uphill, and
the more wrong the predictions are, the steadier the climb. Who differentiates the printed h itself only exchanges
the sign of every weight: h(w) is σ(-wᵀx̃), so the training is a mirror image with the same loss at every step.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Printed, Value, demonstration, usual
from engine.numerics import datasets, logistic
from engine.numerics.activations import SIGMOID
from engine.numerics.losses import cross_entropy

SLOPE = Choice("usual", "own", zh="与它同用的梯度", en="the gradient used with it",
               words={"usual": ("通常的 (h-t)x", "the usual (h-t)x"), "own": ("它自己的 -(h-t)x", "its own -(h-t)x")})
LINES = {"step": usual.STEP, "right": ("有负号", "with the minus sign"), "printed": ("照原文", "as printed")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Two trainings, side by side."""

    climb: Annotated[float, Claim(at_least=0.1, zh="照原文训练，损失上升多少", en="how much the loss rose, as printed")]
    printed: Annotated[float, Printed(
        at_most=0.01, zh="照原文：损失与正确公式一样低（多出）",
        en="as printed: a loss as low as with the minus (excess)")]
    right: Annotated[float, Value(zh="有负号时的最后损失", en="final loss with the minus sign")]
    final: Annotated[float, Value(zh="照原文的最后损失", en="final loss as printed")]
    at_two: Annotated[float, Value(zh="z=2 时照原文的 h", en="h at z=2 as printed")]
    loss: Annotated[dict[str, Array], Curves(
        zh="损失随步数的变化", en="loss over the steps", y=usual.NATS, columns=LINES)]


@demonstration(zh="丢了负号的 sigmoid", en="The sigmoid that lost its minus sign")
def lr_printed_sigmoid(
    data: Annotated[str, usual.GATE] = "or",
    slope: Annotated[str, SLOPE] = "usual",
    rate: Annotated[float, usual.RATE] = 1.0,
    steps: Annotated[int, usual.STEPS] = 100,
) -> Found:
    X, t = datasets.gate(data)  # [4, 2], [4]
    x = logistic.design(X)  # [4, 3]
    sign = np.array([1.0, -1.0])  # h = σ(sign · z): as it should be, as it is printed
    descent = np.array([1.0, 1.0 if slope == "usual" else -1.0])
    path = np.zeros((steps + 1, 3, 2))  # one column a formula
    for step, w in enumerate(path[:-1]):
        h = SIGMOID(sign * (x @ w))  # [4, 2]
        path[step + 1] = w - rate * descent * (x.T @ (h - t[:, None])) / len(t)
    losses = cross_entropy(sign * (x @ path), t[:, None]).mean(axis=1)  # [steps + 1, 2]
    shown = np.unique(np.linspace(0, steps, 101).astype(int))
    return Found(
        climb=losses[-1, 1] - losses[0, 1],
        printed=losses[-1, 1] - losses[-1, 0],
        right=losses[-1, 0],
        final=losses[-1, 1],
        at_two=float(SIGMOID(np.array(-2.0))),
        loss={"step": shown, "right": losses[shown, 0], "printed": losses[shown, 1]},
    )
