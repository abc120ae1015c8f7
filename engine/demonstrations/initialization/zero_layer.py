r"""The output layer may start at zero; the first layer, in general, may not.

Output weights v = 0, W random: dv = mean(e a), and the activations aⱼ differ, so after one step the vⱼ differ and
from step 2 on the hidden layer moves too. First layer W = b = 0, v random: all units answer g(0) and dw_j = v_j g'(0)
mean(e x). On XOR with tanh mean(e x) = 0 and g(0) = 0: nothing ever moves. With sigmoid g(0) = 1/2 and the random v
gives e ≠ 1/2 - t, so some seeds get away, late. With ReLU g'(0) = 0: dead on any data. On AND mean(e) ≠ 0: the biases
move, by unlike v_j, and learning begins.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Claim, Curves, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import checkpoints, layer, train

LINES = {
    "step": usual.STEP, "none": ("都随机", "both random"), "output": ("只有输出层为零", "only the output layer zero"),
    "first": ("只有第一层为零", "only the first layer zero"), "both": ("两层都为零", "both zero"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The same random weights with one layer, or both, replaced by zeros."""

    output: Annotated[Array, Claim(
        at_most=0.1, share=0.9, zh="只有输出层为零：最后的损失", en="only the output layer zero: final loss")]
    first: Annotated[Array, Claim(
        at_least=0.3, share=0.9, zh="只有第一层为零：最后的损失", en="only the first layer zero: final loss")]
    both: Annotated[float, Claim(at_least=0.3, zh="两层都为零：最后的损失", en="both layers zero: final loss")]
    output_share: Annotated[float, Value(
        zh="只有输出层为零：学会的占比", en="only the output layer zero: share that learns")]
    first_share: Annotated[float, Value(
        zh="只有第一层为零：学会的占比", en="only the first layer zero: share that learns")]
    loss: Annotated[dict[str, Array], Curves(zh="损失的中位数", en="median loss", y=usual.NATS, columns=LINES)]


@demonstration(zh="哪一层可以从零开始", en="Which layer may start at zero")
def zero_layer(
    data: Annotated[str, usual.GATE] = "xor",
    activation: Annotated[str, usual.ACTIVATION] = "tanh",
    steps: Annotated[int, usual.steps(1, 500)] = 300,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    (X, t), rngs = datasets.gate(data), draws.generators(seed, seeds)
    W1, W2 = draws.normal(rngs, 2, 8), draws.normal(rngs, 8, 1)
    W1, W2 = layer(W1, np.zeros((seeds, 8))), layer(W2, np.zeros((seeds, 1)))  # [seeds, 3, 8], [seeds, 9, 1]
    one = slice(0, 1)  # from two zero layers every seed is the same run
    start = [np.concatenate([W1, W1, 0.0 * W1, 0.0 * W1[one]]), np.concatenate([W2, 0.0 * W2, W2, 0.0 * W2[one]])]
    run = train(start, X, t, hidden=ACTIVATIONS[activation], rate=1.0, steps=steps, checkpoints=checkpoints(steps))
    cases = np.split(run.losses, [seeds, 2 * seeds, 3 * seeds], axis=1)  # none, output, first: [K, seeds]; both: [K, 1]
    medians = [np.median(losses, axis=1) for losses in cases]
    _, output, first, both = (losses[-1] for losses in cases)
    return Found(
        output=output, first=first, both=float(both[0]),
        output_share=float((output <= 0.1).mean()), first_share=float((first <= 0.1).mean()),
        loss=dict(zip(LINES, [run.steps, *medians], strict=True)),
    )
