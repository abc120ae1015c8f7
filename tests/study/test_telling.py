"""Pages as plain data and as text, for programs and terminals."""

import json
import math
from dataclasses import replace

import pytest

from engine import Evidence, catalogue
from quizapp.parts import Parts
from quizapp.runs.errors import RunTimedOut
from quizapp.study import answering, telling
from quizapp.study.answering import AnswerPage
from quizapp.study.running import Run
from tests.samples import IDS, changed


def page(here: Parts, slug: str, lang: str = "en") -> AnswerPage:
    return answering.answer_page(here.bank, here.executor, here.bank.questions[slug], {}, lang)  # type: ignore[arg-type]  # a Lang


def test_what_is_asked_holds_no_word_of_the_answer(here: Parts) -> None:
    for question in here.bank.questions.values():
        told = json.dumps(telling.asked(question, answering.prompt_html(question, "en")), ensure_ascii=False)
        assert question.prompt.en[-20:] in told
        hidden = ["because", "holds", "fails", "gap", "moved", "prior", "rests_on", "rubric", "answer", "0.5623"]
        assert not [word for word in hidden if word in told]


def test_each_kind_tells_what_its_form_needs(here: Parts) -> None:
    questions = here.bank.questions
    choice = telling.asked(questions["units-stay-alike"], "")
    assert choice["options"][1] == {
        "key": "b",
        "zh": "参数会动，单元始终一样",
        "en": "The parameters move and the units stay alike",
    }
    assert (choice["kind"], choice["several"], choice["id"]) == ("choice", False, IDS["units-stay-alike"])
    assert telling.asked(questions["base-rate-loss"], "")["label"]["en"] == "the cross-entropy, in nats"
    assert "options" not in telling.asked(questions["why-not-zero"], "")


def test_an_answer_is_strict_json_with_its_evidence(here: Parts) -> None:
    told = json.loads(json.dumps(telling.answer(page(here, "units-stay-alike"), "en"), allow_nan=False))
    assert [one["is_right"] for one in told["options"]] == [False, True, False]
    assert told["evidence"]["parameters"]["hidden"] == 4
    assert len(told["evidence"]["digest"]) == 64
    assert told["sources"] == [
        {
            "document": "D1",
            "section": "1",
            "statements": ["D1-01", "D1-02"],
            "verdicts": {"D1-01": "true", "D1-02": "false"},
        }
    ]
    assert [one["points"] for one in told["rubric"]] == [2, 1]
    assert told["failure"] is None
    claims = {one["name"]: one for one in told["claims"]}
    assert claims["gap"]["bound"] == [None, 0.0]
    assert (claims["gap"]["holds"], claims["moved"]["holds"], claims["moved"]["kind"]) == (True, False, "printed")


def test_numbers_that_are_not_finite_are_words() -> None:
    demonstration = catalogue.get("zero-init-symmetry")
    evidence = demonstration.run(demonstration.parse({"steps": 2}))
    verdict = replace(evidence.verdicts["gap"], worst=math.nan, median=-math.inf)
    made = Evidence("zero-init-symmetry", {}, {"final": math.inf}, {**evidence.verdicts, "gap": verdict}, {}, 0.0)
    told = json.loads(json.dumps(telling.claims(demonstration, made), allow_nan=False))
    assert (told[0]["worst"], told[0]["median"]) == ("NaN", "-Infinity")
    assert json.loads(json.dumps(made.to_dict(), allow_nan=False))["findings"]["final"] == "Infinity"


def test_an_answer_without_evidence_says_why(here: Parts) -> None:
    whole = page(here, "why-not-zero")
    failed = replace(whole, run=replace(whole.run, evidence=None, failure=RunTimedOut(3).text))
    told = telling.answer(failed, "en")
    assert (told["evidence"], told["claims"]) == (None, [])
    assert "stopped" in told["failure"]
    assert "stopped" in telling.claims_text(failed.run, "en")


@pytest.mark.parametrize("written", ["{{ gap }}", "{{gap}}", "{{  gap  }}"])
def test_the_markdown_of_a_terminal_has_its_slots_filled_however_they_are_spaced(here: Parts, written: str) -> None:
    file = here.config.questions / "initialization" / "units-stay-alike.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(changed(text, "gap is {{ gap }}", f"gap is {written}"), encoding="utf-8")
    shown = page(here, "units-stay-alike")
    assert "the largest gap is 0, and the loss ends at 0.0" in telling.answer_markdown(shown, "en")
    assert telling.prompt_markdown(shown, "en").startswith("A layer of 4 sigmoid units starts from zero.")
    assert "{{" not in telling.answer_markdown(shown, "zh") + telling.prompt_markdown(shown, "zh")


def test_claims_are_a_line_each_with_verdict_in_words_and_symbol(here: Parts) -> None:
    run = page(here, "units-stay-alike").run
    assert telling.claims_text(run, "en").splitlines()[0] == "✓ holds  largest difference between hidden units: 0"
    assert telling.claims_text(run, "zh").splitlines()[1].startswith("✗ 不成立  照原文")


def test_claims_over_seeds_say_in_how_many_they_hold() -> None:
    one = next(d for d in catalogue.discover().values() if "seeds" in d.parameters)
    values = one.parse({"seeds": "4"})
    text = telling.claims_text(Run(one, values, {}, evidence=one.run(values)), "en")
    assert "/4)" in text
