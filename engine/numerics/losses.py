r"""Losses, evaluated from logits so that nothing is clipped and nothing overflows."""

import numpy as np

from engine import Array


def cross_entropy(logit: Array, target: Array) -> Array:
    """-t log σ(s) - (1 - t) log(1 - σ(s)) = t log(1 + e⁻ˢ) + (1 - t) log(1 + eˢ); shapes broadcast.

    Shorter as log(1 + eˢ) - t s, which loses all its digits to cancellation where a positive is certain.
    """
    loss: Array = target * np.logaddexp(0.0, -logit) + (1.0 - target) * np.logaddexp(0.0, logit)
    return loss


def base_rate_entropy(target: Array) -> float:
    """H(t̄): the loss of the best constant prediction, in nats; 0 where all targets are equal."""
    rate = float(np.mean(target))
    return 0.0 if rate in (0.0, 1.0) else float(-rate * np.log(rate) - (1 - rate) * np.log(1 - rate))
