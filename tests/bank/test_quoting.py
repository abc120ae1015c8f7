"""What prose may quote, and in what words."""

import pytest

from engine import Demonstration, catalogue
from quizapp.bank import quoting
from quizapp.bank.slots import fill_texts, parse_slot

SOME = list(catalogue.discover().values())[::9]  # every one is filled by the questions that quote it


@pytest.fixture(scope="module")
def zero() -> Demonstration:
    return catalogue.get("zero-init-symmetry")


def test_a_prompt_quotes_parameters_only(zero: Demonstration) -> None:
    assert quoting.parameter_names(zero) == {"data", "hidden", "activation", "steps", "tilt"}


def test_an_answer_quotes_parameters_values_and_claims_with_their_parts(zero: Demonstration) -> None:
    names = quoting.names(zero)
    assert {"final", "prior", "gap", "gap.bound", "gap.median", "gap.held", "gap.total", "moved.low"} < names
    assert "loss" not in names  # a figure is no number


def test_a_choice_is_said_in_the_readers_words_and_a_number_stays_a_number(zero: Demonstration) -> None:
    values = zero.parse({"data": "xor", "steps": "10"})
    assert quoting.parameters(zero, values, "zh")["data"] == "异或（XOR）"
    assert quoting.parameters(zero, values, "en")["data"] == "XOR"
    assert quoting.parameters(zero, values, "en")["steps"] == 10
    assert quoting.parameters(zero, values, "en")["activation"] == "sigmoid"


def test_a_claim_is_quoted_by_the_measurement_furthest_from_holding(zero: Demonstration) -> None:
    evidence = zero.run(zero.parse({"steps": 20, "tilt": 0.5}))
    said = quoting.quotes(zero, evidence, "en")
    verdict = evidence.verdicts["gap"]
    assert said["gap"] == verdict.worst > 0
    assert (said["gap.bound"], said["gap.held"], said["gap.total"]) == (0.0, 0, 1)
    assert (said["gap.low"], said["gap.high"]) == verdict.interval


@pytest.mark.parametrize("one", SOME, ids=lambda one: one.slug)
def test_every_name_of_a_demonstration_has_a_value_that_prints_in_both_languages(one: Demonstration) -> None:
    evidence = one.run(one.defaults)
    for lang in ("zh", "en"):
        said = quoting.quotes(one, evidence, lang)
        assert set(said) == quoting.names(one)
        assert all(fill_texts([parse_slot(name) for name in said], said).values())
