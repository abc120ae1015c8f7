r"""Where a line separates the classes, the weights of logistic regression never arrive: they grow like log(steps).

At an optimum mean((σ(wᵀx̃) - t) x̃) = 0, an equation that has no solution in closed form: training has to iterate.
If the classes can be separated it has no solution at all, as every margin can still be widened. Then w follows
ŵ log(steps), where ŵ is the widest separator with margin 1. For AND and OR its weights are (2, 2), so ‖w‖ gains
2√2 ln 10 with every tenfold of steps, for ever.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Printed, Value, demonstration, usual
from engine.numerics import logistic
from engine.numerics.activations import LINEAR
from engine.numerics.losses import cross_entropy
from engine.numerics.training import train


@dataclass(frozen=True, kw_only=True)
class Found:
    """How the parameters move over the last tenfold of steps, and what a direct formula would give."""

    growth: Annotated[float, Claim(
        between=(0.9, 1.1), zh="最后十倍步数中 ‖w‖ 的增量，除以 2√2 ln 10",
        en="last tenfold's gain in ‖w‖, over 2√2 ln 10")]
    shortfall: Annotated[float, Claim(
        at_least=0.01, zh="最小二乘解（一步 Newton）多出的损失", en="excess loss of least squares (one Newton step)")]
    printed: Annotated[float, Printed(
        at_most=0.01, zh="照原文：w、b 有终值（最后十倍步数的位移）",
        en="as printed: w, b have final values (last tenfold's move)")]
    gained: Annotated[float, Value(zh="最后十倍步数中 ‖w‖ 的增量", en="last tenfold's gain in ‖w‖")]
    norm: Annotated[float, Value(zh="最后的 ‖w‖", en="final ‖w‖")]
    final: Annotated[float, Value(zh="最后的损失", en="final loss")]
    path: Annotated[dict[str, Array], Curves(
        zh="参数随步数的变化", en="the parameters over the steps", y=("参数", "parameter"), log_x=True,
        columns={"step": usual.STEP})]


@demonstration(zh="逻辑回归的权重停在哪里", en="Where the weights of logistic regression come to rest")
def lr_norm_growth(
    data: Annotated[str, usual.data("overlap", "twin", "and", "or", "xor", "one")] = "or",
    rate: Annotated[float, usual.RATE] = 1.0,
    steps: Annotated[int, usual.steps(10, 10_000)] = 2000,
) -> Found:
    X, t = logistic.problem(data)  # [n, 2], [n]
    x, tenth = logistic.design(X), steps // 10  # [n, 3]
    kept = [tenth, *np.geomspace(1, steps, 100).astype(int)]
    run = train([np.zeros((1, 3, 1))], X, t, hidden=LINEAR, rate=rate, steps=steps, checkpoints=kept)
    path = np.stack([W[0, :, 0] for (W,) in run.snapshots])  # [K, 3]
    norm, then = np.linalg.norm(path[:, :2], axis=1), int(np.searchsorted(run.steps, tenth))  # [K]
    direct = np.linalg.lstsq(x, 4 * (t - 0.5))[0]  # [3]: σ(z) ≈ 1/2 + z/4 makes the equation linear
    return Found(
        growth=(norm[-1] - norm[then]) / (2 * np.sqrt(2) * np.log(10)),
        shortfall=cross_entropy(x @ direct, t).mean() - run.loss[0],
        printed=float(np.linalg.norm(path[-1] - path[then])),
        gained=norm[-1] - norm[then],
        norm=norm[-1],
        final=run.loss[0],
        path={"step": run.steps[1:], "‖w‖": norm[1:], "w₁": path[1:, 0], "w₂": path[1:, 1], "b": path[1:, 2]},
    )
