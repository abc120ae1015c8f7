"""Questions as JSON: what is asked, and under another address the answer with its evidence."""

import json
import re
from typing import Any

import pytest

from quizapp.runs.errors import RunTimedOut, TooManyRuns
from tests.pages import Browser, Page
from tests.runners import ScriptedRunner
from tests.samples import IDS

CHOICE, NUMBER, SPOKEN = "units-stay-alike", "base-rate-loss", "why-not-zero"


def data(page: Page, kind: str = "application/json") -> Any:
    assert page.headers["Content-Type"].split(";")[0] == kind
    return json.loads(page.html, parse_constant=lambda word: pytest.fail(f"a bare {word} is no JSON"))


def test_every_question_is_listed(visitor: Browser) -> None:
    listed = data(visitor.get("/api/v1/questions"))
    assert {one["slug"]: one["id"] for one in listed} == IDS
    assert {one["kind"] for one in listed} == {"choice", "number", "spoken"}
    assert all(one["title"]["zh"] and one["title"]["en"] for one in listed)


SECRETS = [
    "because", "holds", "fails", "rests_on", "finding", "rubric", "follow", "sources", "verdict", "evidence",
    "gap", "moved", "final", "prior", "equal gradients", "Movement without", "有更新", "equal bit", "0.5623",
    "largest difference", "隐藏单元之间的最大差", "entropy of the labels", "The units remain", "D1-0", "do move",
    "breaks the symmetry", "unharmed", "相同的单元收到", "is_right",
]  # fmt: skip


@pytest.mark.parametrize("slug", IDS)
@pytest.mark.parametrize("query", ["", "?lang=en", "?lang=zh&hidden=8"])
def test_what_is_asked_gives_nothing_away(visitor: Browser, slug: str, query: str) -> None:
    page = visitor.get(f"/api/v1/questions/{slug}{query}")
    told = json.dumps(data(page), ensure_ascii=False)
    assert [word for word in SECRETS if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", told)] == []


def test_what_is_asked_is_enough_to_ask(visitor: Browser) -> None:
    choice = data(visitor.get(f"/api/v1/questions/{CHOICE}?lang=en"))
    assert [one["key"] for one in choice["options"]] == ["a", "b", "c"]
    assert choice["options"][0]["en"] == "Not one parameter moves"
    assert ">4</" in choice["prompt_html"]
    assert "隐藏层有" in data(visitor.get(f"/api/v1/questions/{CHOICE}"))["prompt_html"]
    assert data(visitor.get(f"/api/v1/questions/{NUMBER}"))["label"]["en"] == "the cross-entropy, in nats"


def test_the_answer_has_its_evidence_and_its_verdicts(visitor: Browser) -> None:
    told = data(visitor.get(f"/api/v1/questions/{CHOICE}/answer?lang=en&data=or"))
    assert told["lang"] == "en"
    assert [one["is_right"] for one in told["options"]] == [False, True, False]
    assert told["evidence"]["parameters"]["data"] == "or"
    assert re.fullmatch(r"[0-9a-f]{64}", told["evidence"]["digest"])
    assert {one["name"]: one["holds"] for one in told["claims"]} == {"gap": True, "moved": False}
    assert "The units remain alike" in told["answer_html"]
    assert told["sources"][0]["verdicts"] == {"D1-01": "true", "D1-02": "false"}


def test_all_mistakes_are_told_at_once_as_a_problem(visitor: Browser) -> None:
    page = visitor.get(f"/api/v1/questions/{CHOICE}/answer?hidden=99&steps=x&tilt=0&tilt=1&nope=1")
    assert page.status == 422
    problem = data(page, "application/problem+json")
    assert {one["name"] for one in problem["mistakes"]} == {"hidden", "steps", "tilt", "nope"}
    assert (problem["status"], problem["type"]) == (422, "urn:quizapp:InvalidParameters")


@pytest.mark.parametrize("tail", ["", "/answer"])
@pytest.mark.parametrize("lang", ["fr", "", "<script>", "EN"])
def test_a_language_that_we_do_not_have_is_a_problem(visitor: Browser, tail: str, lang: str) -> None:
    page = visitor.get(f"/api/v1/questions/{CHOICE}{tail}", query_string={"lang": lang})
    assert page.status == 422
    (mistake,) = data(page, "application/problem+json")["mistakes"]
    assert (mistake["name"], mistake["value"], mistake["en"]) == ("lang", lang, "must be zh or en")


@pytest.mark.parametrize("slug", ["nope", "..", "..%2f..%2fetc%2fpasswd", "%2e%2e", "%00", "a" * 3000])
@pytest.mark.parametrize("tail", ["", "/answer"])
def test_a_slug_that_is_not_in_the_bank_is_a_problem(visitor: Browser, slug: str, tail: str) -> None:
    page = visitor.get(f"/api/v1/questions/{slug}{tail}")
    assert page.status == 404
    assert data(page, "application/problem+json")["status"] == 404


def test_a_client_that_has_it_already_is_told_so(visitor: Browser) -> None:
    for address in ("/api/v1/questions", f"/api/v1/questions/{SPOKEN}", f"/api/v1/questions/{SPOKEN}/answer"):
        first = visitor.get(address)
        assert first.headers["Cache-Control"] == "no-cache"
        again = visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status, again.html, again.headers["ETag"]) == (304, "", first.headers["ETag"])
        other = visitor.get(address, headers={"If-None-Match": '"other"'})
        assert (other.status, other.html) == (200, first.html)


def test_a_changed_question_has_another_fingerprint(visitor: Browser) -> None:
    one, other = visitor.get(f"/api/v1/questions/{SPOKEN}?lang=en"), visitor.get(f"/api/v1/questions/{SPOKEN}?lang=zh")
    assert one.headers["ETag"] != other.headers["ETag"]


def test_a_run_that_fails_is_told_in_the_answer(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = RunTimedOut(3.0)
    told = data(browser.get(f"/api/v1/questions/{SPOKEN}/answer?lang=en"))
    assert told["evidence"] is None
    assert "was stopped" in told["failure"]
    page = browser.get(f"/api/v1/questions/{CHOICE}/answer")
    assert page.status == 422  # nobody can say which option is right
    assert data(page, "application/problem+json")["type"] == "urn:quizapp:RunTimedOut"


def test_a_full_queue_says_when_to_come_back(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = TooManyRuns(4)
    page = browser.get(f"/api/v1/questions/{SPOKEN}/answer")
    assert (page.status, page.headers["Retry-After"]) == (503, "4")
    assert data(page, "application/problem+json")["type"] == "urn:quizapp:TooManyRuns"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize(
    "address", ["/api/v1/questions", f"/api/v1/questions/{SPOKEN}", "/api/v1/openapi.json", "/healthz"]
)
def test_the_interface_is_read_only(visitor: Browser, method: str, address: str) -> None:
    page = Page(visitor.http.open(address, method=method))
    assert page.status == 405
    assert "GET" in page.headers["Allow"]
