"""Failures as pages: what happened, whether anything is lost, what to do. Never a stack trace."""

import logging
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import BrokenDeclaration, BrokenFinding
from quizapp import errors
from quizapp.runs.errors import RunnerClosed
from tests.pages import Browser
from tests.runners import ScriptedRunner

FAILURES = [
    (errors.DatabaseBusy("detail"), 503, "The database is busy; nothing was stored."),
    (errors.DiskFull("detail"), 507, "The disk is full; nothing was stored."),
    (errors.NotConfirmed("detail"), 503, "it may or may not be stored"),
    (errors.DatabaseDamaged("detail"), 500, "Something is wrong with the database."),
    (errors.DatabaseNotWritable("detail"), 500, "Something is wrong with the database."),
    (errors.UnknownLearner(7), 400, "This request was not completed."),
    (BrokenFinding("detail"), 500, "The demonstration itself is broken."),
    (BrokenDeclaration("detail"), 500, "The demonstration itself is broken."),
    (RuntimeError("detail"), 500, "stored progress is not affected"),
]


@pytest.mark.parametrize(("failure", "status", "words"), FAILURES, ids=lambda value: type(value).__name__)
def test_a_failure_is_a_page_in_words_and_what_was_written_is_on_it(
    browser: Browser, runs: ScriptedRunner, failure: Exception, status: int, words: str
) -> None:
    form = browser.get("/questions/why-not-zero").form("/questions/why-not-zero/attempts")
    runs.failure = failure
    page = browser.send(form, text="my long <answer>")
    assert page.status == status
    assert words in page.words
    assert "my long <answer>" in page.words
    assert "<answer>" not in page.html
    assert "detail" not in page.words
    assert "Traceback" not in page.html
    runs.failure = None
    assert browser.send(form, text="my long <answer>").status == 303


@pytest.mark.parametrize(("failure", "status"), [one[:2] for one in FAILURES], ids=lambda value: type(value).__name__)
def test_a_mistake_of_ours_is_logged_and_one_of_theirs_is_not(
    browser: Browser, runs: ScriptedRunner, caplog: pytest.LogCaptureFixture, failure: Exception, status: int
) -> None:
    runs.failure = failure
    with caplog.at_level(logging.ERROR, logger="quizapp.web"):
        browser.get("/demonstrations/zero-init-symmetry?steps=3")
    assert bool(caplog.records) == (status >= 500)


def test_the_page_of_a_failure_speaks_the_readers_language(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = errors.DiskFull("detail")
    assert "磁盘满了，什么都没有存" in browser.get("/demonstrations/zero-init-symmetry?steps=3&lang=zh").words
    assert "没有这个页面" in browser.get("/nowhere").words
    assert "这个地址不接受这种请求" in browser.get("/progress/undo").words
    forged = browser.send(browser.get("/").form("/settings"), theme="dark", csrf_token=None)
    assert "表单缺少安全标记" in forged.words


def test_a_server_that_shuts_down_says_so(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = RunnerClosed()
    assert "shutting down" in browser.get("/demonstrations/zero-init-symmetry?steps=3").words


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
NAMES = st.one_of(
    TEXTS, st.sampled_from(["hidden", "steps", "tilt", "data", "lang", "run", "theme", "endpoint", "_anchor", "slug"])
)
PATHS = [
    "/", "/topics/{}", "/questions/{}", "/questions/why-not-zero", "/questions/{}/answer",
    "/questions/units-stay-alike/evidence", "/demonstrations", "/demonstrations/{}",
    "/demonstrations/zero-init-symmetry", "/demonstrations/zero-init-symmetry/evidence",
    "/documents/{}", "/documents/D1", "/documents/contradictions", "/progress", "/static/{}", "/{}",
    "/api/v1/questions", "/api/v1/questions/{}", "/api/v1/questions/why-not-zero/answer", "/api/v1/{}",
    "/api/v1/demonstrations/zero-init-symmetry/evidence", "/api/v1/demonstrations/{}",
]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PATHS), TEXTS, st.lists(st.tuples(NAMES, TEXTS), max_size=4))
def test_no_address_is_a_mistake_of_the_server(site: Flask, path: str, name: str, query: list[tuple[str, str]]) -> None:
    asked = "&".join(f"{quote(key, safe='')}={quote(value, safe='')}" for key, value in query)
    page = Browser(site).get(f"{path.format(quote(name, safe=''))}?{asked}")
    assert page.status in (200, 303, 308, 403, 404, 422)
    if page.status != 308:  # two slashes are made one by Werkzeug, with the whole address
        assert all(link.startswith(("/", "#")) for link in page.links)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["option", "number", "text", "confidence", "event_key", "version", "x"]), TEXTS))
def test_no_form_is_a_mistake_of_the_server(app: Flask, values: dict[str, str]) -> None:
    browser = Browser(app)
    for slug in ("units-stay-alike", "base-rate-loss", "why-not-zero"):
        form = browser.get(f"/questions/{slug}").form(f"/questions/{slug}/attempts")
        assert browser.send(form, **values).status in (303, 400, 409, 422)
