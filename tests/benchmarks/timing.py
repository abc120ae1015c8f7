"""Measure things in turn, so that other work on the machine slows all of them alike."""

import time
from collections.abc import Callable, Mapping
from statistics import median


def milliseconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    action()
    return 1e3 * (time.perf_counter() - began)


def medians(rounds: int, actions: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The median time of each action, in milliseconds; every round does all of them once, the first is not counted."""
    took = [{name: milliseconds(action) for name, action in actions.items()} for _ in range(rounds + 1)][1:]
    return {name: median(one[name] for one in took) for name in actions}
