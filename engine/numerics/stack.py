r"""Signals through a stack of equally wide layers without biases: a_l = g(s a_{l-1} W_l), l = 1 … L.

The draws W_l are kept once and the scale s multiplies their products, so that many scales can be
compared on the same draw without a copy of it.
"""

import numpy as np

from engine import Array
from engine.numerics.activations import Activation


def forward(draws: Array, scale: float, x: Array, hidden: Activation) -> Array:
    """Activations of every layer [L, S, n, d] for weights scale · draws [L, S, d, d] and inputs x [S, n, d]."""
    layers = np.empty((len(draws), *x.shape))
    a = x
    for W, z in zip(draws, layers, strict=True):
        np.matmul(a, W, out=z)
        np.multiply(z, scale, out=z)
        hidden.into(z, z)
        a = z
    return layers


def backward(draws: Array, scale: float, layers: Array, error: Array, hidden: Activation) -> Array:
    """∂L/∂z_l of every layer [L, S, n, d], given error = ∂L/∂a_L [S, n, d] and the activations of `forward`."""
    deltas = np.empty_like(layers)
    for number in reversed(range(len(layers))):
        np.multiply(error, hidden.slope(layers[number]), out=deltas[number])
        error = scale * (deltas[number] @ draws[number].transpose(0, 2, 1))
    return deltas


def rms(layers: Array) -> Array:
    """The root mean square of every layer and every network, [L, S]: √E a², what the derivations keep constant."""
    root: Array = np.sqrt(np.mean(layers * layers, axis=(-2, -1)))
    return root
