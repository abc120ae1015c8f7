"""A sweep counts, claim by claim, the settings at which a verdict holds."""

from dataclasses import dataclass
from types import ModuleType
from typing import Annotated

import numpy as np
import pytest

from engine import Array, Claim, Demonstration, Int, Printed, Seed, demonstration
from engine.sweep import Sweep, over_seeds, sweep


@dataclass(frozen=True, kw_only=True)
class Found:
    small: Annotated[float, Claim(at_most=2.0, zh="小", en="small")]
    large: Annotated[Array, Printed(at_least=3.0, share=0.5, zh="大", en="large")]


@demonstration(zh="大小", en="Small and large")
def sizes(
    size: Annotated[int, Int(0, 9, zh="大小", en="size")] = 1,
    seed: Annotated[int, Seed()] = 0,
) -> Found:
    return Found(small=float(size), large=np.array([size, size, 0.0]))


@demonstration(zh="无随机", en="Nothing random")
def fixed(size: Annotated[int, Int(0, 9, zh="大小", en="size")] = 1) -> Found:
    return Found(small=float(size), large=np.array([1.0]))


def _demo(function: object) -> Demonstration:
    module = ModuleType("engine.demonstrations.topic.one")
    module.only = function  # type: ignore[attr-defined]  # a module made by hand
    return Demonstration.of(module)


def test_a_sweep_counts_each_claim_and_keeps_the_settings_at_which_it_fails() -> None:
    settings = [{"size": size, "seed": 0} for size in (1, 2, 3, 4)]
    assert sweep(_demo(sizes), settings) == (
        Sweep("small", held=2, total=4, failures=({"size": 3, "seed": 0}, {"size": 4, "seed": 0})),
        Sweep("large", held=2, total=4, failures=({"size": 1, "seed": 0}, {"size": 2, "seed": 0})),
    )


def test_a_sweep_of_nothing_counts_nothing() -> None:
    assert [(one.held, one.total) for one in sweep(_demo(sizes), [])] == [(0, 0), (0, 0)]


def test_a_setting_is_its_own_sweep_where_nothing_is_random() -> None:
    assert over_seeds(_demo(fixed), {"size": 3}, 10) == [{"size": 3}]


@pytest.mark.parametrize("seed", [0, 123, 999_999])
def test_seeds_begin_with_the_given_one_stay_in_their_box_and_share_no_batch(seed: int) -> None:
    demo = _demo(sizes)
    settings = over_seeds(demo, {"size": 3, "seed": seed}, 2000)
    drawn = np.sort([demo.parse(setting)["seed"] for setting in settings])
    assert settings[0] == {"size": 3, "seed": seed}
    assert np.diff(drawn).min() > 64, "a batch takes up to 64 seeds in a row"
