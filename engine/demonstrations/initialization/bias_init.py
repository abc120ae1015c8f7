r"""Biases may start at zero: random weights alone already make the units different.

Units i and j differ as soon as their weight vectors differ, so their gradients differ, whatever the biases. The
exception is tiny weights. With b = 0 a tanh unit is an odd function of z = w·x, while what tells XOR apart is even,
the product x₁x₂: it acts on the gradient only from order |w|³ on. A random b gives tanh(z + b) a term in z², which
contains it at second order, and the network leaves the plateau sooner. With ReLU it is the other way round: z bends
at 0 by itself, and units with b < 0 are dead on all samples from the start, so b = 0 is better.
"""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from engine import Array, Choice, Claim, Curves, Real, Value, demonstration, usual
from engine.numerics import datasets, draws
from engine.numerics.activations import ACTIVATIONS
from engine.numerics.training import checkpoints, layer, train

INPUTS = Choice("zero-one", "plus-minus", zh="异或的输入写成", en="inputs of XOR", words={
    "zero-one": ("0 与 1", "0 and 1"), "plus-minus": ("−1 与 1", "-1 and 1")})
LINES = {
    "step": usual.STEP, "zero": ("偏置全零", "zero biases"), "random": ("偏置随机", "random biases"),
    "ones": ("偏置全为 1", "biases all 1"),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """The same weights with three kinds of biases."""

    zero: Annotated[Array, Claim(at_most=0.1, share=0.9, zh="偏置全零：最后的损失", en="zero biases: final loss")]
    random: Annotated[Array, Claim(at_most=0.1, share=0.9, zh="偏置随机：最后的损失", en="random biases: final loss")]
    difference: Annotated[float, Claim(
        at_most=0.1, zh="两种偏置下学会的种子占比之差", en="difference between the shares of seeds that learn")]
    zero_share: Annotated[float, Value(zh="偏置全零：学会的占比", en="zero biases: share that learns")]
    random_share: Annotated[float, Value(zh="偏置随机：学会的占比", en="random biases: share that learns")]
    loss: Annotated[dict[str, Array], Curves(zh="损失的中位数", en="median loss", y=usual.NATS, columns=LINES)]


@demonstration(zh="偏置可以从零开始吗", en="Whether biases may start at zero")
def bias_init(
    inputs: Annotated[str, INPUTS] = "zero-one",
    activation: Annotated[str, usual.ACTIVATION] = "tanh",
    scale: Annotated[float, Real(0.01, 1.0, log=True, zh="权重的标准差", en="standard deviation of the weights")] = 1.0,
    steps: Annotated[int, usual.steps(1, 500)] = 200,
    seeds: Annotated[int, usual.SEEDS] = 64,
    seed: Annotated[int, usual.SEED] = 0,
) -> Found:
    X, t = datasets.gate("xor")
    X = 2.0 * X - 1.0 if inputs == "plus-minus" else X
    rngs = draws.generators(seed, seeds)
    W1, W2 = scale * draws.normal(rngs, 2, 8), layer(scale * draws.normal(rngs, 8, 1), np.zeros((seeds, 1)))
    b = draws.normal(rngs, 8)  # [seeds, 8]
    start = [np.concatenate([layer(W1, biases) for biases in (0.0 * b, b, np.ones_like(b))]), np.concatenate([W2] * 3)]
    run = train(start, X, t, hidden=ACTIVATIONS[activation], rate=2.0, steps=steps, checkpoints=checkpoints(steps))
    zero, random, ones = np.split(run.losses, 3, axis=1)  # [K, seeds] each
    shares = [float((losses[-1] <= 0.1).mean()) for losses in (zero, random)]
    medians = [np.median(losses, axis=1) for losses in (zero, random, ones)]
    lines = dict(zip(LINES, [run.steps, *medians], strict=True))
    return Found(
        zero=zero[-1], random=random[-1], difference=abs(shares[0] - shares[1]),
        zero_share=shares[0], random_share=shares[1], loss=lines,
    )
