"""Demonstrations as JSON: their declarations, and the evidence of a run."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest

from engine import Evidence, catalogue
from quizapp.runs.errors import RunOutOfMemory, TooManyRuns
from tests.pages import Browser, Page
from tests.runners import ScriptedRunner

SLUG = "zero-init-symmetry"
ADDRESS = f"/api/v1/demonstrations/{SLUG}"


def data(page: Page, kind: str = "application/json") -> Any:
    assert page.headers["Content-Type"].split(";")[0] == kind
    return json.loads(page.html, parse_constant=lambda word: pytest.fail(f"a bare {word} is no JSON"))


def test_every_demonstration_is_listed(visitor: Browser) -> None:
    listed = data(visitor.get("/api/v1/demonstrations"))
    assert [one["slug"] for one in listed] == list(catalogue.discover())
    assert all(one["title"]["zh"] and one["title"]["en"] and one["topic"] for one in listed)


def test_a_declaration_has_its_lesson_its_parameters_and_its_findings(visitor: Browser) -> None:
    told = data(visitor.get(ADDRESS))
    assert told["page"].startswith("All-zero weights keep every hidden unit")
    assert told["parameters"]["properties"]["hidden"]["enum"] == [2, 4, 8]
    assert told["parameters"]["additionalProperties"] is False
    assert told["findings"]["gap"]["kind"] == "claim"
    assert told["findings"]["loss"]["kind"] == "curves"


def test_evidence_is_what_the_engine_computes(visitor: Browser) -> None:
    told = data(visitor.get(f"{ADDRESS}/evidence?steps=20&tilt=0.5&data=or"))
    one = catalogue.get(SLUG)
    evidence = one.run(one.parse({"steps": "20", "tilt": "0.5", "data": "or"}))
    assert told["digest"] == evidence.digest
    assert told["findings"]["final"] == evidence.findings["final"]
    assert told["parameters"] == dict(evidence.parameters)
    assert {claim["name"]: claim["holds"] for claim in told["claims"]} == {"gap": False, "moved": False}
    assert set(told["environment"]) >= {"numpy", "blas", "python"}


def test_every_mistake_is_told_with_its_name_value_and_words_in_both_languages(visitor: Browser) -> None:
    page = visitor.get(f"{ADDRESS}/evidence?hidden=99&steps=2.7&tilt=nan&data=a&data=b&width=3")
    assert page.status == 422
    problem = data(page, "application/problem+json")
    told = {one["name"]: one for one in problem["mistakes"]}
    assert {name: one["value"] for name, one in told.items()} == {
        "hidden": "99",
        "steps": "2.7",
        "tilt": "nan",
        "data": ["a", "b"],
        "width": "3",
    }
    assert told["data"]["en"] == "given more than once; give it once"
    assert all(one["zh"] != one["en"] for one in told.values())
    assert problem["title"]
    assert "hidden = '99': must be one of 2, 4, 8" in problem["detail"]
    assert problem["detail_zh"]


def test_evidence_that_a_client_has_already_is_not_sent_again(visitor: Browser) -> None:
    first = visitor.get(f"{ADDRESS}/evidence?steps=21")
    again = visitor.get(f"{ADDRESS}/evidence?steps=21", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.html) == (304, "")
    assert visitor.get(f"{ADDRESS}/evidence?steps=22").headers["ETag"] != first.headers["ETag"]
    weak = visitor.get(f"{ADDRESS}/evidence?steps=21", headers={"If-None-Match": f'"x", W/{first.headers["ETag"]}'})
    assert weak.status == 304


def test_numbers_that_are_not_finite_are_words(
    browser: Browser, runs: ScriptedRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = catalogue.get(SLUG)
    sound = one.run(one.parse({"steps": "2"}))
    verdict = replace(sound.verdicts["gap"], worst=math.nan, median=math.inf)
    loss = {**sound.findings["loss"], "network": [math.nan, math.inf, -math.inf]}
    made = replace(
        sound, findings={**sound.findings, "final": math.nan, "loss": loss}, verdicts={**sound.verdicts, "gap": verdict}
    )
    runs.evidence = made
    told = data(browser.get(f"{ADDRESS}/evidence?steps=2"))
    assert told["findings"]["final"] == "NaN"
    assert told["findings"]["loss"]["network"] == ["NaN", "Infinity", "-Infinity"]
    assert (told["verdicts"]["gap"]["worst"], told["verdicts"]["gap"]["median"]) == ("NaN", "Infinity")
    assert Evidence.from_dict({k: v for k, v in told.items() if k not in ("digest", "claims")}).digest == made.digest
    page = browser.get(f"/demonstrations/{SLUG}?steps=2")
    assert page.status == 200
    assert "NaN" in page.words


def test_a_run_that_fails_is_a_problem_in_words(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = RunOutOfMemory(1 << 30)
    page = browser.get(f"{ADDRESS}/evidence?steps=31")
    assert page.status == 422
    assert "1024 MiB" in data(page, "application/problem+json")["detail"]
    runs.failure = TooManyRuns(2)
    page = browser.get(f"{ADDRESS}/evidence?steps=31")
    assert (page.status, page.headers["Retry-After"]) == (503, "2")
    runs.failure = None
    assert browser.get(f"{ADDRESS}/evidence?steps=31").status == 200


@pytest.mark.parametrize("slug", ["nope", "..%2f..%2fetc", "%2e%2e", "zero_init_symmetry", "a" * 2000])
@pytest.mark.parametrize("tail", ["", "/evidence"])
def test_a_demonstration_that_there_is_not_is_a_problem(visitor: Browser, slug: str, tail: str) -> None:
    page = visitor.get(f"/api/v1/demonstrations/{slug}{tail}")
    assert page.status == 404
    assert data(page, "application/problem+json")["status"] == 404


def test_a_name_spelled_like_one_is_suggested(visitor: Browser) -> None:
    problem = data(visitor.get("/api/v1/demonstrations/zero-init-symetry"), "application/problem+json")
    assert "did you mean zero-init-symmetry" in problem["detail"]
