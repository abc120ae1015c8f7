"""The same claims over many seeds and settings: what the check asks before a learner sees an answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.demonstration import Demonstration
from engine.evidence import Evidence
from engine.parameters import Seed


@dataclass(frozen=True)
class Sweep:
    """One claim over many runs: in how many it held, and the settings of those in which it did not."""

    claim: str
    held: int
    total: int
    failures: tuple[Mapping[str, Any], ...]


def sweep(
    demonstration: Demonstration,
    settings: Iterable[Mapping[str, Any]],
    run: Callable[[Mapping[str, Any]], Evidence] | None = None,
) -> tuple[Sweep, ...]:
    """Run every setting (parsed values), here or as `run` does, and count where each claim's verdict holds."""
    runs = [(run or demonstration.run)(values) for values in settings]
    return tuple(
        Sweep(
            name,
            held=sum(run.verdicts[name].holds for run in runs),
            total=len(runs),
            failures=tuple(run.parameters for run in runs if not run.verdicts[name].holds),
        )
        for name in demonstration.claims
    )


def over_seeds(demonstration: Demonstration, values: Mapping[str, Any], count: int) -> list[dict[str, Any]]:
    """The same setting under `count` unlike seeds; itself alone where nothing is random.

    Consecutive seeds may belong to one batch of a run, so the sweep strides far beyond any batch.
    """
    seeds = [name for name, parameter in demonstration.parameters.items() if isinstance(parameter, Seed)]
    if not seeds:
        return [dict(values)]
    return [{**values, **{name: (values[name] + 7919 * i) % 1_000_000 for name in seeds}} for i in range(count)]
