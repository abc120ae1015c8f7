"""What every demonstration promises, whichever it is: this file names none, and a new one is tested by being there.

Run one with `pytest -k <slug>`, many corners of its box with `-m slow`, the strict clock with `-m benchmark`.
What the reader of its page is promised (words, source, figures) is in test_pages.py.
"""

import itertools
import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from engine import Demonstration, Evidence, Int, Parameter, Real, WrongModel
from engine.errors import InvalidParameters
from engine.evidence import judge
from engine.sweep import over_seeds, sweep

MEBIBYTE = 2**20


def _run(demo: Demonstration, values: Mapping[str, Any]) -> Evidence:
    """Run, and tell at which values when it fails."""
    try:
        return demo.run(values)
    except Exception as error:
        error.add_note(f"{demo.slug} at {dict(values)}")
        raise


def _allowed(demo: Demonstration, raw: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values, or None where a rule about several parameters at once refuses them."""
    try:
        return demo.parse(raw)
    except InvalidParameters as refused:
        rules = [rule.label for rule in demo.together]
        if any(mistake.message not in rules for mistake in refused.mistakes):
            raise
        return None


# What is declared


def test_the_file_declares_one_demonstration(declared: Demonstration | Exception) -> None:
    if isinstance(declared, Exception):
        raise declared
    assert declared.function.__module__.endswith(f"{declared.topic}.{declared.slug}".replace("-", "_"))


def test_something_may_be_asked_and_something_is_claimed(demo: Demonstration) -> None:
    assert demo.parameters, "a demonstration has at least one parameter worth moving"
    assert demo.claims, "a demonstration has at least one claim"


def test_the_json_schema_describes_every_parameter(demo: Demonstration) -> None:
    schema = json.loads(json.dumps(demo.schema(), allow_nan=False))
    assert {name: described["default"] for name, described in schema["properties"].items()} == demo.defaults
    assert schema["additionalProperties"] is False


# What is found


def test_the_defaults_show_every_claim_and_refute_what_is_printed(demo: Demonstration, evidence: Evidence) -> None:
    wrong = {name: found for name, found in evidence.verdicts.items() if found.holds != demo.claims[name].expected}
    assert not wrong, f"at the defaults every Claim holds and every Printed fails, but: {wrong}"


def test_other_seeds_say_the_same(demo: Demonstration) -> None:
    _assert_steady(demo, 3)


@pytest.mark.slow
def test_many_other_seeds_say_the_same(demo: Demonstration) -> None:
    _assert_steady(demo, 40)


def _assert_steady(demo: Demonstration, count: int) -> None:
    settings = over_seeds(demo, demo.parse({}), count)[1:]  # the first are the defaults
    for counted in sweep(demo, settings):
        wanted = counted.total if demo.claims[counted.claim].expected else 0
        assert counted.held == wanted, f"{counted.claim} held in {counted.held} of {counted.total}, not in {wanted}"


def test_a_wrong_model_differs_from_what_it_is_a_model_of(demo: Demonstration, evidence: Evidence) -> None:
    wrong = {name: one.of for name, one in demo.findings.items() if isinstance(one, WrongModel)}
    said = {**evidence.findings, **{name: verdict.worst for name, verdict in evidence.verdicts.items()}}
    same = [name for name, of in wrong.items() if _is_alike(said[name], said[of])]
    assert not same, f"at the defaults {same} cannot be told from the right value: choose others"


def _is_alike(one: Any, other: Any) -> bool:
    are_numbers = isinstance(one, (int, float)) and isinstance(other, (int, float))
    return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-12) if are_numbers else bool(one == other)


def test_some_verdict_flips_within_the_box(demo: Demonstration, evidence: Evidence) -> None:
    runs = (_run(demo, values) for values in _settings(demo, 16))
    assert any(_holding(run) != _holding(evidence) for run in runs), "no position flips a verdict: where is the lesson?"


@pytest.mark.slow
def test_every_claim_fails_somewhere_in_the_box(demo: Demonstration) -> None:
    """But for those that leave no tolerance: rounding would refute them, so that they hold everywhere is news."""
    claims = {name for name, claim in demo.claims.items() if claim.expected}
    safe = claims - {name for name in claims if demo.claims[name].at_most == 0 or len(set(demo.claims[name].ends)) == 1}
    for values in _settings(demo, 64):
        safe &= _holding(_run(demo, values))
        if not safe:
            return
    raise AssertionError(f"nowhere in the box does a run refute {safe}: widen the box, or tighten the bound")


def _holding(evidence: Evidence) -> set[str]:
    return {name for name, verdict in evidence.verdicts.items() if verdict.holds}


def _settings(demo: Demonstration, corners: int) -> Iterator[dict[str, Any]]:
    """Corners of the box, then each parameter moved alone over what its slider offers."""
    yield from _corners(demo, corners)
    alone = ({name: value} for name, parameter in demo.parameters.items() for value in parameter.positions())
    yield from (values for raw in alone if (values := _allowed(demo, raw)))


def test_every_parameter_is_worth_moving(demo: Demonstration, evidence: Evidence) -> None:
    idle = list(demo.parameters)
    for start in (evidence.parameters, *_corners(demo, 6)):  # a seed, say, may do nothing while the default scale is 0
        before = _seen(demo, evidence if start is evidence.parameters else _run(demo, start))
        idle = [name for name in idle if all(_seen(demo, run) == before for run in _moved(demo, start, name))]
        if not idle:
            return
    raise AssertionError(f"moving {', '.join(idle)} changes no verdict, value or figure: there is nothing to see")


def _moved(demo: Demonstration, start: Mapping[str, Any], name: str) -> Iterator[Evidence]:
    """Runs in which one parameter alone stands elsewhere, at up to six positions."""
    offered = demo.parameters[name].positions()
    few = [offered[i] for i in np.linspace(0, len(offered) - 1, min(6, len(offered))).astype(int)]
    settings = (_allowed(demo, {**start, name: value}) for value in few if value != start[name])
    yield from (_run(demo, values) for values in settings if values)


def _seen(demo: Demonstration, evidence: Evidence) -> str:
    """What a reader sees at a glance: values, figures and verdicts, as text (in which NaN equals NaN)."""
    shown = {name: found for name, found in evidence.findings.items() if name not in demo.claims}
    decided = {name: (verdict.held, verdict.total, verdict.holds) for name, verdict in evidence.verdicts.items()}
    return repr((shown, decided))


# What the record keeps


def test_the_same_input_gives_the_same_evidence(demo: Demonstration, evidence: Evidence) -> None:
    assert demo.run(demo.parse({})).digest == evidence.digest


_IN_ANOTHER_PROCESS = """
import importlib, json, pkgutil
from engine import Demonstration, demonstrations
digests = {}
for info in reversed([*pkgutil.walk_packages(demonstrations.__path__, "engine.demonstrations.")]):
    try:
        demo = Demonstration.of(importlib.import_module(info.name))
        digests[demo.slug] = demo.run(demo.parse({})).digest
    except Exception as error:
        digests[info.name] = repr(error)
print(json.dumps(digests))
"""


@pytest.fixture(scope="module")
def fresh_digests() -> dict[str, str]:
    """The digest of every demonstration at its defaults, computed in one other process in another order."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "12345"}
    command = [sys.executable, "-c", _IN_ANOTHER_PROCESS]
    digests: dict[str, str] = json.loads(subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True).stdout)
    return digests


def test_a_fresh_process_gives_the_same_evidence(
    demo: Demonstration, evidence: Evidence, fresh_digests: Mapping[str, str]
) -> None:
    fresh = fresh_digests.get(demo.slug) or fresh_digests[demo.function.__module__]
    assert fresh == evidence.digest, "another process finds something else (or its file changed while the tests ran)"


def test_the_evidence_survives_json_and_back(evidence: Evidence) -> None:
    after = Evidence.from_dict(json.loads(json.dumps(evidence.to_dict(), allow_nan=False)))
    assert after.digest == evidence.digest
    assert repr(after) == repr(evidence)  # as text, in which NaN equals NaN


def test_the_evidence_is_plain_data(evidence: Evidence) -> None:
    kinds = _kinds({"findings": evidence.findings, "parameters": evidence.parameters})
    assert kinds <= {dict, list, str, int, float, bool}, f"findings of other kinds: {kinds}"


def _kinds(data: Any) -> set[type]:
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return {type(data)}.union(*map(_kinds, inner))


def test_a_batch_of_seeds_is_as_many_single_runs(demo: Demonstration) -> None:
    if not {"seed", "seeds"} <= demo.parameters.keys():
        pytest.skip("it draws no batch of seeds")
    batch = demo.run(demo.parse({"seeds": 4}))
    singles = [demo.run(demo.parse({"seeds": 1, "seed": demo.defaults["seed"] + i})) for i in range(4)]
    for name, claim in demo.claims.items():
        for measured, single in zip(_per_seed(batch, name), singles, strict=False):
            (alone,) = _per_seed(single, name)
            assert judge(claim, measured).holds == judge(claim, alone).holds, f"{name}: {measured}, alone {alone}"
            assert math.isclose(measured, alone, rel_tol=1e-6, abs_tol=1e-9), f"{name}: {measured}, alone {alone}"


def _per_seed(evidence: Evidence, name: str) -> list[float]:
    """A claim's measurements where there is one for each seed, else none."""
    measured = evidence.findings[name]
    return measured if isinstance(measured, list) and len(measured) == evidence.parameters["seeds"] else []


# The box that bounds the cost


def _corners(demo: Demonstration, most: int) -> list[dict[str, Any]]:
    """The corners of the box; of more than `most`, both extremes and `most` others, always the same."""
    grid = itertools.product(*(parameter.corners() for parameter in demo.parameters.values()))
    raw = (_allowed(demo, dict(zip(demo.parameters, values, strict=True))) for values in grid)
    corners = [values for values in raw if values is not None]
    drawn = random.Random(demo.slug).sample(corners, min(most, len(corners)))  # noqa: S311 - a choice, not a secret
    return corners if len(corners) <= most else [corners[0], corners[-1], *drawn]


def test_exactly_the_corners_that_break_a_rule_are_refused(demo: Demonstration) -> None:
    assert all(rule.is_kept(demo.parse({})) for rule in demo.together)
    broken = set()
    for values in itertools.product(*(parameter.corners() for parameter in demo.parameters.values())):
        corner = dict(zip(demo.parameters, values, strict=True))
        rules = [rule for rule in demo.together if not rule.is_kept(corner)]
        assert (_allowed(demo, corner) is None) == bool(rules), f"{corner}: {[rule.en for rule in rules]}"
        broken |= {rule.en for rule in rules}
    assert broken == {rule.en for rule in demo.together}, "a rule that no corner breaks excludes next to nothing"


def test_corners_of_the_box_run(demo: Demonstration) -> None:
    _assert_corners_run(demo, most=4, limit=3.0)


@pytest.mark.slow
def test_many_corners_of_the_box_run(demo: Demonstration) -> None:
    _assert_corners_run(demo, most=64, limit=3.0)


@pytest.mark.benchmark
def test_many_corners_of_the_box_run_in_a_second(demo: Demonstration) -> None:
    _assert_corners_run(demo, most=64, limit=1.0)


def _assert_corners_run(demo: Demonstration, *, most: int, limit: float) -> None:
    before = np.geterr()
    for values in _corners(demo, most):
        seconds = _seconds(demo, values)
        if seconds > limit:  # once may be an accident
            seconds = statistics.median([seconds, _seconds(demo, values), _seconds(demo, values)])
        assert seconds <= limit, f"{demo.slug} took {seconds:.2f} s at {values}; narrow the box"
    assert np.geterr() == before, "use `with np.errstate(...)`, which ends with the run, not np.seterr"


def _seconds(demo: Demonstration, values: Mapping[str, Any]) -> float:
    """How long a run takes: busy neighbors lengthen the time on the wall, BLAS threads that of the processor."""
    began = time.process_time()
    on_the_wall = _run(demo, values).seconds
    return min(on_the_wall, time.process_time() - began)


@pytest.mark.slow
def test_corners_of_the_box_fit_in_memory(demo: Demonstration) -> None:
    tracemalloc.start()  # NumPy tells it of its arrays
    try:
        for values in _corners(demo, 16):
            tracemalloc.reset_peak()
            demo.run(values)
            peak = tracemalloc.get_traced_memory()[1]
            assert peak <= 300 * MEBIBYTE, f"{demo.slug} took {peak / MEBIBYTE:.0f} MiB at {values}; narrow the box"
    finally:
        tracemalloc.stop()


def test_what_a_slider_offers_is_in_the_box(demo: Demonstration) -> None:
    for name, parameter in demo.parameters.items():
        offered = parameter.positions()
        for value in offered:
            assert _validated(demo, {name: parameter.read(parameter.show(value))})[name] == value
        assert all(end in offered for end in (parameter.corners()[0], parameter.corners()[-1])), name
        assert len(set(offered)) == len(offered)


def _validated(demo: Demonstration, values: Mapping[str, Any]) -> dict[str, Any]:
    """What each parameter makes of its own value, rules about several of them aside."""
    return dict(demo.model.model_validate(dict(values)))


# What is refused


def _refusals(demo: Demonstration) -> Iterator[tuple[str, object]]:
    for name, parameter in demo.parameters.items():
        yield from ((name, bad) for bad in parameter.bad_values())
        yield from ((name, parameter.show(bad)) for bad in _just_outside(parameter))


def _just_outside(parameter: Parameter) -> tuple[float, ...]:
    if isinstance(parameter, Real):
        return (math.nextafter(parameter.low, -math.inf), math.nextafter(parameter.high, math.inf))
    return (parameter.low - 1, parameter.high + 1) if isinstance(parameter, Int) else ()


def test_a_bad_value_is_refused_by_name_in_both_languages(demo: Demonstration) -> None:
    for name, bad in _refusals(demo):
        with pytest.raises(InvalidParameters) as refused:
            demo.parse({name: bad})
        (mistake,) = refused.value.mistakes
        assert mistake.name == name
        assert mistake.value is bad
        assert mistake.message.zh != mistake.message.en
        assert name in str(refused.value)
