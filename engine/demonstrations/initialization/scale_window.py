r"""Small is not always better and large is not always slow: training has a window of scales.

With weights s·N(0, 1) in the first layer the units see z of spread τ ~ s. Too small, and they are all alike and all
linear: a plateau. Too large, and a sigmoid's mean slope is down to 1/(τ√(2π)): the first layer hardly moves, and the
network keeps the steep steps it was born with. In between, a larger scale even trains faster, because the units start
out different. ReLU does not saturate: with one hidden layer no scale is too large for the training loss.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Printed, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import layer, logits, train

SCALES = np.array([0.01, 0.1, 1.0, 10.0, 100.0, 1000.0])
LAYERS = Choice(
    "first", "both", zh="尺度乘在", en="the scale multiplies",
    words={"first": ("第一层", "the first layer"), "both": ("两层", "both layers")})
HIDDEN, RATE = 8, 2.0


@dataclass(frozen=True, kw_only=True)
class Found:
    """Training loss after the same number of steps, from six scales of the same draw, on data drawn with it."""

    faster: Annotated[Array, Claim(
        at_most=1.0, share=0.6, zh="尺度 10 与 0.01 的损失之比", en="loss at scale 10 over loss at scale 0.01")]
    printed: Annotated[Array, Printed(
        at_least=1.0, share=0.5, zh="照 002 原文：初始权重大则收敛慢（尺度 10 与 0.01 的损失之比）",
        en="as printed in 002: large initial weights converge slowly (loss at 10 over loss at 0.01)")]
    slow: Annotated[Array, Claim(
        at_least=1.2, share=0.6, zh="尺度 100 与 1 的损失之比", en="loss at scale 100 over loss at scale 1")]
    best: Annotated[float, Value(zh="损失最小的尺度", en="scale with the smallest loss")]
    loss: Annotated[dict[str, Array], Curves(
        zh="同样步数后的训练损失（中位数）", en="training loss after the same steps (median)", log_x=True, log_y=True,
        y=usual.NATS, columns={"scale": ("尺度", "scale"), "loss": ("损失", "loss")})]
    accuracy: Annotated[dict[str, Array], Curves(
        zh="新样本上的正确率（中位数）", en="accuracy on new points (median)", log_x=True, y=("正确率", "accuracy"),
        columns={"scale": ("尺度", "scale"), "accuracy": ("正确率", "accuracy")})]


@demonstration(zh="初始权重的合适范围", en="The window of initial scales")
def scale_window(
    activation: Annotated[str, usual.ACTIVATION] = "sigmoid",
    layers: Annotated[str, LAYERS] = "first",
    steps: Annotated[int, usual.steps(1, 1000)] = 300,
    seeds: Annotated[int, usual.seeds(16)] = 8,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    rngs, g, S = draws.generators(seed, seeds), ACTIVATIONS[activation], len(SCALES)
    X, (X_new, t_new) = draws.normal(rngs, 32, 2), datasets.quadrants(1, 400)  # [seeds, 32, 2]: every seed its own data
    t = (X.prod(axis=2) > 0).astype(float)  # [seeds, 32], the quadrants
    N1, N2 = draws.normal(rngs, 2, HIDDEN), draws.normal(rngs, HIDDEN, 1)  # [seeds, …]
    second = SCALES if layers == "both" else np.full(S, HIDDEN**-0.5)
    scaled = [np.multiply.outer(s, N).reshape(-1, *N.shape[1:]) for s, N in ((SCALES, N1), (second, N2))]
    start = [layer(W, np.zeros((S * seeds, W.shape[2]))) for W in scaled]  # [S seeds, …]
    run = train(start, np.tile(X, (S, 1, 1)), np.tile(t, (S, 1)), hidden=g, rate=RATE, steps=steps)
    loss = np.maximum(run.loss, 1e-12).reshape(S, seeds)  # a logarithm is drawn, and below lies only rounding
    right = (logits(run.weights, X_new, hidden=g) > 0) == t_new  # [S seeds, samples]
    middle = np.median(loss, axis=1)
    accuracy = np.median(right.mean(axis=1).reshape(S, seeds), axis=1)
    return Found(
        faster=loss[3] / loss[0], printed=loss[3] / loss[0], slow=loss[4] / loss[2],
        best=float(SCALES[np.argmin(middle)]),
        loss={"scale": SCALES, "loss": middle}, accuracy={"scale": SCALES, "accuracy": accuracy},
    )
