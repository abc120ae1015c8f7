"""Two tabs, the back button, a double click, a restart: nothing is lost and nothing counts twice."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import port_of
from tests.browser.visits import Visits

pytestmark = pytest.mark.browser

Spare = Callable[[str], str]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_stale_tab_is_refused_and_its_text_is_kept(lang: str, site: str, spare: Spare, visit: Visits) -> None:
    first, slug = visit(site, lang), spare("spoken")
    second = first.context.new_page()
    visit.watch(second)
    visit.expect("status of 409")
    for tab, words in ((first, "gradients are equal"), (second, "a whole paragraph — 一整段话 <b>")):
        tab.goto(f"/questions/{slug}")
        tab.get_by_role("textbox").fill(words)
    _submit(first)
    expect(first.locator(".said")).to_have_text("gradients are equal")
    with second.expect_response(re.compile("/attempts")) as answered:
        _submit(second)
    assert answered.value.status == 409
    expect(second.locator(".kept")).to_have_text("a whole paragraph — 一整段话 <b>")
    assert _attempts(first, slug) == 1


def test_a_double_click_is_one_attempt(site: str, spare: Spare, visit: Visits) -> None:
    page, slug = visit(site), spare("spoken")
    page.goto(f"/questions/{slug}")
    page.get_by_role("button", name="Show the evidence").dblclick()
    expect(page).to_have_url(re.compile("/answer$"))
    assert _attempts(page, slug) == 1


def test_the_back_button_leads_to_a_form_that_says_the_question_was_answered(
    site: str, spare: Spare, visit: Visits
) -> None:
    page, slug = visit(site), spare("spoken")
    page.goto(f"/questions/{slug}")
    page.get_by_role("textbox").fill("my own words")
    _submit(page)
    page.go_back()
    expect(page.locator(".note")).to_contain_text("have not rated it yet")
    page.get_by_role("link", name="Back to the answer").click()
    expect(page.locator(".said")).to_have_text("my own words")
    page.reload()
    assert _attempts(page, slug) == 1


def test_a_form_survives_a_restart_of_the_server(
    start: Callable[..., str], stop: Callable[[], None], visit: Visits
) -> None:
    address = start(QUIZAPP_WORKERS=1)
    page = visit(address)
    page.goto("/questions/why-not-zero")
    page.get_by_role("textbox").fill("written before the restart")
    stop()
    start(port=port_of(address), QUIZAPP_WORKERS=1)
    _submit(page)
    expect(page.locator(".said")).to_have_text("written before the restart")
    assert _attempts(page, "Why not start from zero?") == 1


def _submit(page: Page) -> None:
    page.locator("form.answer button").click()


def _attempts(page: Page, title: str) -> int:
    """How many attempts of a question the progress page tells of."""
    page.goto("/progress")
    return page.locator("section .lines > li").filter(has_text=title).count()
