"""The same walk where no script runs: links, forms, and a Run button."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import Visits

pytestmark = pytest.mark.browser

WORDS = {
    "en": {"show": "Show the evidence", "run": "Run", "xor": "XOR", "good": "Good", "undo": "Undo the last rating"},
    "zh": {"show": "提交，看证据", "run": "运行", "xor": "异或（XOR）", "good": "记得", "undo": "撤销上次评分"},
}
REFUSED = {"en": "from 1 to 2000", "zh": "1 到 2000"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_question_is_walked_without_scripts(lang: str, site: str, spare: Callable[[str], str], visit: Visits) -> None:
    words, page = WORDS[lang], visit(site, lang, java_script_enabled=False)
    page.goto(f"/questions/{spare('choice')}")
    page.locator("[name=option]").nth(1).check()
    page.locator("[name=confidence]").nth(3).check()
    page.get_by_role("button", name=words["show"]).click()
    _formulas_are_the_browsers_own(page)
    _a_run_is_a_form(page, words)
    visit.expect("status of 422")
    _a_refused_value_is_told_beside_its_field(page, words, REFUSED[lang])
    page.get_by_role("button", name=words["good"]).click()
    expect(page.locator(".rated")).to_be_visible()
    page.get_by_role("button", name=words["undo"]).click()
    expect(page.locator("button[name=rating]")).to_have_count(4)


def _formulas_are_the_browsers_own(page: Page) -> None:
    assert page.locator(".katex, input[type=range]").count() == 0
    size = page.locator("#answer math").last.bounding_box()
    assert size
    assert size["height"] > 10
    assert size["width"] > 40


def _a_run_is_a_form(page: Page, words: dict[str, str]) -> None:
    before = page.locator("#answer .slot").last.inner_text()
    page.get_by_text(words["xor"], exact=True).click()
    page.locator("#p-steps").fill("50")
    page.get_by_role("button", name=words["run"], exact=True).click()
    expect(page).to_have_url(re.compile(r"[?&]data=xor&.*steps=50&"))
    expect(page.locator("#claim-moved")).to_have_class(re.compile("holds"))
    expect(page.locator("#answer .slot").last).not_to_have_text(before)


def _a_refused_value_is_told_beside_its_field(page: Page, words: dict[str, str], told: str) -> None:
    page.locator("#p-steps").fill("99999")
    with page.expect_response(re.compile("steps=99999")) as answered:
        page.get_by_role("button", name=words["run"], exact=True).click()
    assert answered.value.status == 422
    expect(page.locator("[data-name=steps] .mistake")).to_contain_text(told)
    expect(page.locator("#p-steps")).to_have_value("99999")
    expect(page.locator("#p-steps")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#claim-moved")).to_have_class(re.compile("fails"))  # shown is the question's own run
