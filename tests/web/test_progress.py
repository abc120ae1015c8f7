"""Progress, and taking back the last rating."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp import parts
from quizapp.bank import folder
from quizapp.store.bind import reading
from quizapp.store.models import Attempt, Rating, Undo
from tests.conftest import Clock
from tests.pages import Browser

SPOKEN, NUMBER = "why-not-zero", "base-rate-loss"


def count(app: Flask, table: type) -> int:
    with reading(parts.of(app).bind) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_at_first_there_is_nothing_to_show(visitor: Browser) -> None:
    page = visitor.get("/progress")
    assert page.status == 200
    assert "Nothing answered yet." in page.words
    assert not page.has_form("/progress/undo")


def test_every_answered_question_is_shown_with_its_memory(browser: Browser, clock: Clock) -> None:
    browser.rate(browser.answer(SPOKEN, text="x", confidence=2), 4)
    browser.answer(NUMBER, number="0.5")
    clock.forward(days=3)
    page = browser.get("/progress")
    assert page.status == 200
    assert page.words.index("Guessing the base rate") < page.words.index("Why not start from zero?")
    assert re.search(r"Why not start from zero\? 9\d% 8\.\d days 1 ", page.words)
    assert re.search(r"Guessing the base rate Nov 22, 2026 \d\d:\d\d · 0%", page.words)
    assert "· unsure" in page.words


def test_a_lapse_is_counted(browser: Browser, clock: Clock) -> None:
    browser.rate(browser.answer(SPOKEN, text="x"), 4)
    clock.forward(days=10)
    browser.rate(browser.answer(SPOKEN, text="x"), 1)
    assert "2 (1 lapse)" in browser.get("/progress").words


def test_undo_takes_back_the_last_rating_and_the_attempt_waits_again(browser: Browser, app: Flask) -> None:
    rated = browser.rate(browser.answer(SPOKEN, text="x"), 4)
    form = rated.form("/progress/undo")
    undone = browser.send(form)
    assert (undone.status, undone.location) == (303, f"/questions/{SPOKEN}/answer#rate")
    page = browser.follow(undone)
    assert page.has_form(f"/questions/{SPOKEN}/ratings")
    assert "8 days" in page.words
    assert (count(app, Attempt), count(app, Rating), count(app, Undo)) == (1, 1, 1)
    again = browser.rate(page, 1)
    assert "Next review:" in again.words
    assert count(app, Rating) == 2


def test_the_same_undo_twice_takes_back_one_rating(browser: Browser, app: Flask) -> None:
    browser.rate(browser.answer(NUMBER, number="0.56"), 3)
    form = browser.rate(browser.answer(SPOKEN, text="x"), 3).form("/progress/undo")
    first, second = browser.send(form), browser.send(form)
    assert first.location == second.location
    assert count(app, Undo) == 1


def test_nothing_to_undo_is_told(browser: Browser, app: Flask) -> None:
    browser.answer(SPOKEN, text="x")
    page = browser.send(browser.get("/progress").form("/progress/undo"))
    assert page.status == 409
    assert "There is no rating to undo." in page.words


@pytest.mark.parametrize(
    "changes", [{"event_key": None}, {"event_key": "a b"}, {"csrf_token": None}, {"csrf_token": "x"}]
)
def test_an_undo_that_is_not_ours_is_refused(browser: Browser, app: Flask, changes: dict[str, object]) -> None:
    form = browser.rate(browser.answer(SPOKEN, text="x"), 3).form("/progress/undo")
    assert browser.send(form, **changes).status == 400
    assert count(app, Undo) == 0


def test_what_left_the_bank_is_kept_and_its_rating_can_be_undone(
    browser: Browser, app: Flask, bank_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "FRESH", -1.0)
    browser.rate(browser.answer(NUMBER, number="0.56"), 3)
    browser.rate(browser.answer(SPOKEN, text="x"), 3)
    (bank_folder / "initialization" / f"{SPOKEN}.md").unlink()
    page = browser.get("/progress")
    assert page.status == 200
    assert SPOKEN in page.words  # the attempt is still in the list, by its name
    undone = browser.send(page.form("/progress/undo"))
    assert undone.location == "/progress"
    assert browser.follow(undone).status == 200
    assert count(app, Attempt) == 2
