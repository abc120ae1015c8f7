"""What a run is: the demonstration of that slug, run with those values."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine import Evidence, catalogue


def execute(slug: str, values: Mapping[str, Any]) -> Evidence:
    """Compute the evidence, here and now."""
    return catalogue.get(slug).run(values)


def warm() -> None:
    """Do once what the first run of a process would otherwise wait for."""
    first = next(iter(catalogue.discover().values()))
    first.run(first.defaults)  # NumPy loads parts of itself when they are first used
    np.random.default_rng(0).standard_normal()
    square = np.ones((256, 256))
    square @ square  # OpenBLAS takes its buffers at the first large product: while memory is not yet capped
