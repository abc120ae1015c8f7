r"""Dropout breaks the symmetry of a constant start: its noise differs from unit to unit.

A unit that was dropped takes no step, its neighbor does, and from then on they differ: unlike rounding, this noise
has the size of a step. But it multiplies what flows through the unit. From all zeros with tanh or ReLU the output
weights and the activations are 0, so is every product of them, and noise times 0 is 0. A sigmoid unit answers 1/2 at
zero, and its output weight moves with the samples that happened to keep it. (One mask per sample and step; kept units
are divided by the keep rate.)
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Real, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS, SIGMOID
from engine.numerics.losses import cross_entropy
from engine.numerics.training import checkpoints, logits

LINES = {"step": usual.STEP, "apart": ("单元之间的最大差（中位数）", "largest difference between units (median)")}


@dataclass(frozen=True, kw_only=True)
class Found:
    """What dropout makes of equal units."""

    apart: Annotated[Array, Claim(
        at_least=0.1, share=0.9, zh="单元之间的最大差", en="largest difference between units")]
    below: Annotated[Array, Claim(
        at_most=0.4773, share=0.9, zh="不丢弃时的损失，低于一个单元在异或上的下限",
        en="loss with nothing dropped, below what one unit can reach on XOR")]
    final: Annotated[float, Value(zh="最后的损失（中位数）", en="final loss (median)")]
    drift: Annotated[dict[str, Array], Curves(
        zh="单元之间的差", en="difference between units", y=("最大差", "largest difference"), columns=LINES)]


@demonstration(zh="Dropout 能打破常数初始化的对称吗", en="Dropout against the symmetry of a constant start")
def dropout_symmetry(
    activation: Annotated[str, usual.ACTIVATION] = "tanh",
    constant: Annotated[float, Real(0.0, 1.0, zh="所有权重的初值", en="initial value of every weight")] = 0.5,
    keep: Annotated[float, Real(0.1, 1.0, zh="保留概率", en="keep probability")] = 0.8,
    steps: Annotated[int, usual.steps(1, 500)] = 300,
    seeds: Annotated[int, usual.SEEDS] = 32,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    (X, t), g, rngs = datasets.gate("xor"), ACTIVATIONS[activation], draws.generators(seed, seeds)
    masks = np.stack([rng.random((steps, 4, 8)) < keep for rng in rngs], axis=1) / keep  # [steps, seeds, 4, 8]
    W1, W2 = np.full((seeds, 3, 8), constant), np.full((seeds, 9, 1), constant)  # the last row is the bias
    ones, apart = np.ones((seeds, 4, 1)), np.zeros((steps + 1, seeds))
    inputs = np.concatenate([np.broadcast_to(X, (seeds, 4, 2)), ones], axis=2)  # [seeds, 4, 3]
    for step, m in enumerate(masks, start=1):
        a = g(inputs @ W1)  # [seeds, 4, 8]
        units = np.concatenate([m * a, ones], axis=2)  # the bias is never dropped
        e = SIGMOID(units @ W2) - t[:, None]  # [seeds, 4, 1]
        back = (e @ W2[:, :-1].transpose(0, 2, 1)) * m * g.slope(a)  # [seeds, 4, 8]
        W1, W2 = W1 - inputs.transpose(0, 2, 1) @ back / 4.0, W2 - units.transpose(0, 2, 1) @ e / 4.0
        apart[step] = np.maximum(np.ptp(W1, axis=2).max(axis=1), np.ptp(W2[:, :-1, 0], axis=1))
    loss = cross_entropy(logits([W1, W2], X, hidden=g), t).mean(axis=1)  # [seeds], nothing dropped
    shown = checkpoints(steps)
    drift = {"step": np.array(shown, dtype=float), "apart": np.median(apart[shown], axis=1)}
    return Found(apart=apart[-1], below=loss, final=float(np.median(loss)), drift=drift)
