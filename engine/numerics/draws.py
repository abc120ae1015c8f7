"""Random draws for many seeds at once: row s of every result comes from `default_rng(seed + s)` alone.

So a batch of 64 seeds is 64 runs that anybody can repeat one by one.
"""

from collections.abc import Sequence

import numpy as np

from engine import Array

Generators = Sequence[np.random.Generator]


def generators(seed: int, seeds: int) -> Generators:
    """One independent generator a seed: seed, seed + 1, …, seed + seeds - 1."""
    return [np.random.default_rng(seed + s) for s in range(seeds)]


def normal(rngs: Generators, *shape: int) -> Array:
    """Standard normal draws, [seeds, *shape]."""
    return np.stack([rng.standard_normal(shape) for rng in rngs])


def uniform(rngs: Generators, *shape: int) -> Array:
    """Uniform draws on [-1, 1), [seeds, *shape]."""
    return np.stack([rng.uniform(-1.0, 1.0, shape) for rng in rngs])
