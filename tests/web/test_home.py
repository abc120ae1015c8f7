"""Home, topics and the way to the next question."""

from pathlib import Path

import pytest

from tests.conftest import Clock
from tests.pages import Browser
from tests.samples import CHAPTER, TOPICS

CHOICE, NUMBER, SPOKEN = "units-stay-alike", "base-rate-loss", "why-not-zero"


def test_home_shows_the_topics_and_where_to_begin(browser: Browser) -> None:
    page = browser.get("/")
    assert page.status == 200
    assert "Start with a new question" in page.words
    assert "Initialization 3 questions · 0 tried" in page.words
    assert "/topics/initialization" in page.links
    assert "Continue where you were" not in page.words


def test_a_topic_lists_its_questions_from_warm_up_to_stretch(browser: Browser) -> None:
    page = browser.get("/topics/initialization")
    shown = [link.removeprefix("/questions/") for link in page.links if link.startswith("/questions/")]
    assert shown == [NUMBER, CHOICE, SPOKEN]
    assert page.words.index("warm-up") < page.words.index("core") < page.words.index("stretch")
    assert page.words.count("new") == 3


def test_a_topic_with_chapters_is_read_chapter_by_chapter(browser: Browser, bank_folder: Path) -> None:
    (bank_folder / "topics.toml").write_text(TOPICS + CHAPTER, encoding="utf-8")
    page = browser.get("/topics/initialization")
    shown = [link.removeprefix("/questions/") for link in page.links if link.startswith("/questions/")]
    assert shown == [SPOKEN, NUMBER, CHOICE]
    assert page.words.index("Read these first") < page.words.index("core")


@pytest.mark.parametrize("topic", ["nope", "Initialization", "..", "%2e%2e%2f"])
def test_a_topic_that_there_is_not_is_not_found(visitor: Browser, topic: str) -> None:
    assert visitor.get(f"/topics/{topic}").status == 404


def test_the_drill_leads_through_due_then_new_questions_and_then_home(browser: Browser, clock: Clock) -> None:
    assert browser.get("/drill").location == f"/questions/{NUMBER}"
    browser.rate(browser.answer(SPOKEN, text="x"), 1)
    clock.forward(minutes=2)
    assert browser.get("/drill").location == f"/questions/{SPOKEN}"
    assert "Review 1 due question" in browser.get("/").words
    for slug, values in ((SPOKEN, {"text": "y"}), (NUMBER, {"number": "0.56"}), (CHOICE, {"option": "b"})):
        browser.rate(browser.answer(slug, **values), 4)
    done = browser.get("/drill")
    assert done.status == 303
    assert "Nothing is due and nothing is new" in browser.follow(done).words


def test_an_answer_that_waits_for_its_rating_is_continued_where_it_was(browser: Browser) -> None:
    browser.answer(CHOICE, option="a")
    home = browser.get("/")
    assert "Continue where you were" in home.words
    assert "answered, waits for your rating" in home.words
    assert f"/questions/{CHOICE}/answer" in home.links
    assert browser.get("/drill").location == f"/questions/{NUMBER}"


def test_broken_files_are_told_on_the_first_page_and_the_rest_is_served(browser: Browser, bank_folder: Path) -> None:
    (bank_folder / "initialization" / "broken.md").write_text("no head <script>", encoding="utf-8")
    home = browser.get("/")
    assert home.status == 200
    assert "initialization/broken.md:1: head:" in home.words
    assert "3 questions" in home.words
    assert browser.get(f"/questions/{SPOKEN}").status == 200
    assert browser.get("/questions/broken").status == 404
