"""A question from the first page to the next due date, by keyboard alone, in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import press, tab_to
from tests.browser.visits import Visits

pytestmark = pytest.mark.browser

WORDS = {
    "en": {
        "right": "✓ right",
        "yours": "your choice",
        "sure": "fairly sure",
        "holds": "✓ holds",
        "fails": "✗ fails",
        "figure": "loss over the steps",
        "verdict": "✗ false",
        "corrected": "Corrected: On unbalanced labels",
        "next": "What does guessing the base rate cost?",
        "rated": r"Next review: [A-Z][a-z]{2} \d+, \d{4} \d\d:\d\d",
        "continue": "Continue where you were",
    },
    "zh": {
        "right": "✓ 正确",
        "yours": "你的选择",
        "sure": "比较确定",
        "holds": "✓ 成立",
        "fails": "✗ 不成立",
        "figure": "损失随步数的变化",
        "verdict": "✗ 错误",
        "corrected": "更正： 标签不平衡",
        "next": "只猜标签比例的损失是多少？",
        "rated": r"下次复习：\d{4} 年 \d+ 月 \d+ 日 \d\d:\d\d",
        "continue": "接着上次",
    },
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_question_is_walked_by_keyboard_alone(
    lang: str, site: str, spare: Callable[[str], str], visit: Visits
) -> None:
    words, page, slug = WORDS[lang], visit(site, lang), spare("choice")
    _find_and_answer(page, slug)
    _read_the_answer(page, words)
    _run_again(page, words)
    _rate_and_take_back(page, words)
    _come_home(page, words, slug)


def test_a_shared_address_asks_first_and_opens_its_run_after_the_answer(
    site: str, spare: Callable[[str], str], visit: Visits
) -> None:
    page, slug = visit(site), spare("choice")
    page.goto(f"/questions/{slug}/answer?data=xor&steps=50&tilt=0.5")
    expect(page).to_have_url(re.compile(rf"/questions/{slug}\?data=xor&steps=50&tilt=0\.5$"))
    expect(page.locator(".note")).to_contain_text("it opens after your answer")
    assert page.locator("svg.picture, .claim").count() == 0
    press(page, "1")
    page.get_by_role("button", name="Show the evidence").click()
    expect(page).to_have_url(re.compile(r"/answer\?data=xor&steps=50&tilt=0\.5$"))
    expect(page.locator("#p-steps")).to_have_value("50")
    expect(page.locator("#p-tilt")).to_have_value("0.5")
    expect(page.locator("#claim-gap")).to_have_class(re.compile("fails"))
    # What was chosen is judged by the question's own run, whatever run is shown beside it.
    expect(page.locator(".judged .chosen")).to_have_class(re.compile("wrong"))
    page.get_by_role("button", name="Again").click()
    expect(page).to_have_url(re.compile(r"/answer\?data=xor&steps=50&tilt=0\.5#rate$"))


def _find_and_answer(page: Page, slug: str) -> None:
    page.goto("/")
    tab_to(page, "a[href='/topics/initialization']")
    press(page, "Enter")
    page.wait_for_url("**/topics/initialization")
    tab_to(page, f"a[href='/questions/{slug}']")
    press(page, "Enter")
    page.wait_for_url(f"**/questions/{slug}")
    expect(page.locator("h1")).to_have_text(slug)
    press(page, "2")
    expect(page.locator("[name=option]").nth(1)).to_be_checked()
    tab_to(page, "[name=confidence]")
    press(page, "Space", "ArrowDown", "ArrowDown")
    expect(page.locator("[name=confidence]").nth(2)).to_be_checked()
    tab_to(page, ".actions button")
    press(page, "Enter")
    page.wait_for_url(f"**/questions/{slug}/answer")


def _read_the_answer(page: Page, words: dict[str, str]) -> None:
    yours, more = page.locator(".yours"), page.locator(".more")
    expect(yours.locator(".verdict")).to_have_text(words["right"])
    expect(yours.locator(".chosen .tag")).to_have_text(words["yours"])
    expect(yours).to_contain_text(words["sure"])
    expect(page.locator("#answer .slot").first).to_have_text("0")
    expect(page.locator("#claim-gap .verdict")).to_have_text(words["holds"])
    expect(page.locator("#claim-moved .verdict")).to_have_text(words["fails"])
    expect(page.get_by_role("img", name=words["figure"])).to_be_visible()
    expect(page.locator("#result table")).to_be_hidden()
    tab_to(page, "#result summary")
    press(page, "Enter")
    expect(page.locator("#result table")).to_be_visible()
    assert page.locator("#result tbody tr").count() > 5
    expect(more.locator(".statement").nth(1)).to_contain_text(words["verdict"])
    expect(more.locator(".statement").nth(1)).to_contain_text(words["corrected"])
    expect(more.locator(".statement").nth(1)).to_contain_text("ED1-1")
    expect(more.get_by_role("link", name=words["next"])).to_have_attribute("href", "/questions/base-rate-loss")
    tab_to(page, ".code summary")
    press(page, "Enter")
    expect(more.locator(".code .highlight")).to_contain_text("def zero_init_symmetry(")


def _run_again(page: Page, words: dict[str, str]) -> None:
    loss = page.locator("#answer .slot").last
    before = loss.inner_text()
    tab_to(page, "[data-name=steps] input[type=range]")
    press(page, "ArrowLeft")
    expect(page.locator("#p-steps")).to_have_value("100")
    expect(loss).not_to_have_text(before)
    expect(page).to_have_url(re.compile(r"[?&]data=and&.*steps=100&"))
    expect(page.locator("#result table")).to_be_visible()  # what was unfolded stays unfolded
    tab_to(page, "[name=data]")
    press(page, "ArrowRight", "ArrowRight")
    expect(page.locator("#claim-moved .verdict")).to_have_text(words["holds"])
    expect(page).to_have_url(re.compile(r"[?&]data=xor&.*steps=100&"))
    shown = (loss.inner_text(), page.locator(".provenance [title]").get_attribute("title"))
    page.reload()
    expect(page.locator("#claim-moved .verdict")).to_have_text(words["holds"])
    assert (loss.inner_text(), page.locator(".provenance [title]").get_attribute("title")) == shown
    tab_to(page, "[data-name=tilt] input[type=range]")
    press(page, "End")
    expect(page.locator("#claim-gap .verdict")).to_have_text(words["fails"])


def _rate_and_take_back(page: Page, words: dict[str, str]) -> None:
    tab_to(page, ".rubric input")
    press(page, "Space")
    tab_to(page, "button[name=rating]")
    press(page, "3")
    page.wait_for_url("**#rate")
    expect(page.locator(".rated")).to_contain_text(re.compile(words["rated"]))
    expect(page.locator("#p-tilt")).to_have_value("1")  # still the reader's own run
    expect(page.locator("#claim-gap .verdict")).to_have_text(words["fails"])
    expect(page.locator(".rubric input").first).to_be_checked()
    press(page, "u")
    page.wait_for_url("**/answer#rate")
    expect(page.locator("button[name=rating]")).to_have_count(4)


def _come_home(page: Page, words: dict[str, str], slug: str) -> None:
    page.goto("/")
    waiting = page.locator("section").filter(has_text=words["continue"]).get_by_role("link", name=slug)
    waiting.click()
    page.wait_for_url(f"**/questions/{slug}/answer")
    tab_to(page, "button[name=rating]")
    press(page, "4")
    page.wait_for_url("**#rate")
    expect(page.locator(".rated")).to_contain_text(re.compile(words["rated"]))
    press(page, "n")
    page.wait_for_url(re.compile(r"/questions/[\w-]+$"))
    assert not page.url.endswith(slug)
