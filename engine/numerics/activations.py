r"""Activation functions, and their slopes written in terms of their own output.

Training keeps the output a = g(z), so a slope that needs only a costs no second exponential:
sigmoid' = a (1 - a), tanh' = 1 - a², relu' = [a > 0] (0 at the kink, by convention).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine import Array


@dataclass(frozen=True)
class Activation:
    """A function g, written into `out`, and its slope as a function of its output."""

    name: str
    into: Callable[[Array, Array], object]  # (z, out): out ← g(z); the two may be one array
    slope: Callable[[Array], Array]  # a = g(z) → g'(z)

    def __call__(self, z: Array) -> Array:
        """Return g(z) as a new array of the same shape."""
        out = np.empty_like(z)
        self.into(z, out)
        return out


def sigmoid_into(z: Array, out: Array) -> None:
    """Out ← 1 / (1 + e⁻ᶻ), as (1 + tanh(z/2)) / 2: never overflows, and is exactly 1/2 at 0."""
    np.multiply(z, 0.5, out=out)
    np.tanh(out, out=out)
    out += 1.0
    out *= 0.5


def _relu_into(z: Array, out: Array) -> None:
    np.maximum(z, 0.0, out=out)


def _tanh_into(z: Array, out: Array) -> None:
    np.tanh(z, out=out)


def _identity_into(z: Array, out: Array) -> None:
    np.copyto(out, z)


SIGMOID = Activation("sigmoid", sigmoid_into, lambda a: a * (1.0 - a))
TANH = Activation("tanh", _tanh_into, lambda a: 1.0 - a * a)
RELU = Activation("relu", _relu_into, lambda a: (a > 0.0).astype(float))
LINEAR = Activation("linear", _identity_into, np.ones_like)

ACTIVATIONS = {activation.name: activation for activation in (SIGMOID, TANH, RELU, LINEAR)}
