"""`quizapp demo …`: the options are generated from the declarations."""

import json

import pytest

from engine import catalogue
from tests.conftest import Terminal

SLUG = "zero-init-symmetry"


def test_every_demonstration_is_listed(runner: Terminal) -> None:
    assert all(slug in runner("demo", "list").stdout for slug in catalogue.discover())
    assert [one["slug"] for one in json.loads(runner("demo", "list", "--json").stdout)] == list(catalogue.discover())


def test_a_demonstration_is_shown_with_its_lesson_its_options_and_its_findings(runner: Terminal) -> None:
    done = runner("demo", "show", SLUG)
    assert done.exit_code == 0
    for words in (
        "All-zero weights keep",
        "--hidden",
        "one of 2, 4, 8",
        "largest difference between hidden units",
        "curves",
    ):
        assert words in done.stdout


def test_a_run_prints_its_verdicts_and_the_table_behind_its_figure(runner: Terminal) -> None:
    done = runner("demo", "run", SLUG, "--steps", 5, "--data", "xor")
    assert done.exit_code == 0
    assert "✓ holds  largest difference between hidden units: 0" in done.stdout
    assert "loss over the steps" in done.stdout
    assert "0.6931" in done.stdout


def test_the_json_of_a_run_is_what_the_engine_computes(runner: Terminal) -> None:
    told = json.loads(runner("demo", "run", SLUG, "--steps", 5, "--tilt", "0.5", "--json").stdout)
    one = catalogue.get(SLUG)
    assert told["digest"] == one.run(one.parse({"steps": 5, "tilt": 0.5})).digest
    assert [claim["name"] for claim in told["claims"]] == ["gap", "moved"]


def test_all_mistakes_are_told_at_once_and_end_with_two(runner: Terminal) -> None:
    done = runner("demo", "run", SLUG, "--hidden", 3, "--steps", "1_0", "--tilt", 0, "--tilt", 1)
    assert done.exit_code == 2
    for words in (
        "hidden = '3': must be one of 2, 4, 8",
        "steps = '1_0': must be a whole number",
        "tilt = ['0', '1']: given more",
    ):
        assert words in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["demo", "run", SLUG, "--width", "3"], "No such option"),
        (["demo", "run", "zero-init-symetry"], "did you mean zero-init-symmetry"),
        (["demo", "show", "nope"], "no demonstration is called 'nope'"),
        (["demo", "run", "../x"], "no demonstration is called '../x'"),
    ],
)
def test_what_there_is_not_ends_with_two(runner: Terminal, words: list[str], told: str) -> None:
    done = runner(*words)
    assert done.exit_code == 2
    assert told in done.output


@pytest.mark.parametrize("slug", list(catalogue.discover())[::11])
def test_every_parameter_is_an_option_that_says_its_box_and_its_default(runner: Terminal, slug: str) -> None:
    done, one = runner("demo", "run", slug, "--help"), catalogue.get(slug)
    assert done.exit_code == 0
    told = " ".join(done.stdout.split())
    for name, parameter in one.parameters.items():
        assert f"--{name.replace('_', '-')} " in told
        assert f"[default: {parameter.show(one.defaults[name])}]" in told
