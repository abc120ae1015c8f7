"""All that we ship: every demonstration, document and question of the bank, on a phone, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from engine import catalogue
from quizapp.bank.folder import Folder
from tests.browser.test_access import SIDEWAYS
from tests.browser.test_formulas import unreadable
from tests.browser.visits import Visits

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BANK = Path(__file__).resolve().parents[2] / "questions"


@pytest.fixture
def shipped(start: Callable[..., str]) -> str:
    """A server with the bank that we ship."""
    return start(QUIZAPP_QUESTIONS=BANK)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_demonstration_can_be_read_on_a_phone(lang: str, shipped: str, visit: Visits) -> None:
    page, faults = visit(shipped, lang, width=360, height=740), []
    for slug in catalogue.discover():
        page.goto(f"/demonstrations/{slug}")
        faults += _faults(page)
    assert faults == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_document_can_be_read_on_a_phone(lang: str, shipped: str, visit: Visits) -> None:
    page, faults = visit(shipped, lang, width=360, height=740), []
    for address in (*(f"/documents/{key}" for key in Folder(BANK).bank().documents), "/documents/contradictions"):
        page.goto(address)
        faults += _faults(page)
    assert faults == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_question_can_be_answered_and_read_on_a_phone(lang: str, shipped: str, visit: Visits) -> None:
    page, faults = visit(shipped, lang, width=360, height=740), []
    for slug, question in Folder(BANK).bank().questions.items():
        page.goto(f"/questions/{slug}")
        faults += _faults(page)
        _answer(page, question.ask.kind)
        faults += _faults(page)
    assert faults == []


def _answer(page: Page, kind: str) -> None:
    if kind == "choice":
        page.locator("[name=option]").first.check()
    if kind == "number":
        page.locator("#number").fill("1")
    page.locator("form.answer button").click()
    page.wait_for_url("**/answer")


def _faults(page: Page) -> list[str]:
    """What cannot be read, and the formulas that KaTeX did not draw."""
    found = page.evaluate(SIDEWAYS) + (unreadable(page) if page.locator("svg.picture").count() else [])
    undrawn = page.locator("[data-tex], .math-error").count()
    return [f"{page.url}: {one}" for one in [*found, *([f"{undrawn} formulas not drawn"] if undrawn else [])]]
