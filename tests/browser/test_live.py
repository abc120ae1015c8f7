"""The bench that moves: every position that can be shown is shown, and the final one always arrives."""

import random
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.keyboard import press
from tests.browser.serving import port_of
from tests.browser.visits import Visits

pytestmark = pytest.mark.browser

SLUG = "zero-init-symmetry"
TILT = "[data-name=tilt] input[type=range]"
FINGERPRINT = ".provenance [title]"

FAILED = """<div class="result" data-quotes="{}" data-mistakes="{}" data-failed>
<p class="fault" role="alert">too long</p></div>"""

# Notes every fingerprint that comes to stand in the document.
RECORD = """
window.shown = [];
const look = () => {
  const title = document.querySelector(".provenance [title]")?.title;
  if (title && title !== window.shown.at(-1)) window.shown.push(title);
};
look();
new MutationObserver(look).observe(document.getElementById("result"), { childList: true });
"""


def test_the_final_position_arrives_however_late_and_disordered_the_answers_are(site: str, visit: Visits) -> None:
    page, chance = visit(site), random.Random(7)  # noqa: S311 - delays, not secrets

    def delay(route: Route) -> None:
        page.wait_for_timeout(chance.choice([5, 50, 200, 500]))
        route.continue_()

    page.goto(f"/demonstrations/{SLUG}")
    positions = _fingerprints(page)
    page.evaluate(RECORD)
    page.route(re.compile("/evidence"), delay)
    _hold(page, "ArrowRight", every=25)
    expect(page.locator(FINGERPRINT)).to_have_attribute("title", positions[-1])
    expect(page.locator("#p-tilt")).to_have_value("0.5")
    expect(page).to_have_url(re.compile("tilt=0.5$"))
    expect(page.locator("#result")).not_to_have_attribute("aria-busy", "true")
    page.unroute_all(behavior="ignoreErrors")
    shown = page.evaluate("window.shown")
    assert shown == sorted(shown, key=positions.index)  # never backwards


def test_every_position_of_a_held_key_is_shown_in_order_where_answers_come_at_once(site: str, visit: Visits) -> None:
    page = visit(site)
    page.goto(f"/demonstrations/{SLUG}")
    positions = _fingerprints(page)
    page.locator(TILT).focus()
    for position in positions[1:]:
        press(page, "ArrowRight")
        expect(page.locator(FINGERPRINT)).to_have_attribute("title", position)
    page.evaluate(RECORD)
    _hold(page, "ArrowLeft", every=20)
    expect(page.locator(FINGERPRINT)).to_have_attribute("title", positions[0])
    assert page.evaluate("window.shown") == positions[::-1]


def test_neighbors_are_fetched_while_the_page_is_idle_and_then_need_no_request(site: str, visit: Visits) -> None:
    page = visit(site)
    page.goto(f"/demonstrations/{SLUG}")
    page.locator(TILT).focus()
    with page.expect_response(re.compile("tilt=0.05$")), page.expect_response(re.compile("tilt=0.075$")):
        press(page, "ArrowRight")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    press(page, "ArrowRight")
    expect(page.locator(FINGERPRINT)).to_have_attribute("title", _fingerprint(page, "tilt=0.05"))
    assert not [url for url in asked if url.endswith("tilt=0.05")]


def test_a_refused_value_is_told_beside_its_field_and_leaves_when_it_is_mended(site: str, visit: Visits) -> None:
    page, note = visit(site), "[data-name=steps] .mistake"
    visit.expect("status of 422")
    page.goto(f"/demonstrations/{SLUG}?steps=20")
    page.locator("#p-steps").fill("3000")
    expect(page.locator(note)).to_contain_text("from 1 to 2000")
    expect(page.locator("#p-steps")).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_url(re.compile(r"\?steps=20$"))  # the address holds the last run that there was
    page.locator("#p-steps").fill("30")
    expect(page.locator(note)).to_be_hidden()
    expect(page.locator("#p-steps")).not_to_have_attribute("aria-invalid", "true")
    expect(page).to_have_url(re.compile("steps=30&"))


def test_a_run_that_failed_is_asked_for_again(site: str, visit: Visits) -> None:
    page, asked = visit(site), re.compile("tilt=0.3$")
    page.goto(f"/demonstrations/{SLUG}")
    page.route(asked, lambda route: route.fulfill(body=FAILED), times=1)
    page.locator("#p-tilt").fill("0.3")
    expect(page.locator("#result [role=alert]")).to_have_text("too long")
    page.locator("#p-tilt").fill("0.7")
    expect(page).to_have_url(re.compile("tilt=0.7$"))
    page.locator("#p-tilt").fill("0.3")
    expect(page.locator(FINGERPRINT)).to_have_attribute("title", _fingerprint(page, "tilt=0.3"))


def test_a_server_that_is_gone_is_said_and_the_page_goes_on_when_it_is_back(
    start: Callable[..., str], stop: Callable[[], None], visit: Visits
) -> None:
    address = start(QUIZAPP_WORKERS=1)
    page = visit(address)
    visit.expect("ERR_CONNECTION_REFUSED")
    page.goto(f"/demonstrations/{SLUG}")
    stop()
    page.locator("#p-tilt").fill("0.3")
    expect(page.locator("#result [role=alert]")).to_contain_text("The server does not answer")
    start(port=port_of(address), QUIZAPP_WORKERS=1)
    page.locator("#p-tilt").fill("0.4")
    expect(page.locator(FINGERPRINT)).to_have_attribute("title", _fingerprint(page, "tilt=0.4"))
    expect(page.locator("#result [role=alert]")).to_have_count(0)


def _hold(page: Page, key: str, *, every: float) -> None:
    """A key that repeats itself twenty times."""
    page.locator(TILT).focus()
    for _ in range(20):
        press(page, key)
        page.wait_for_timeout(every)


def _fingerprints(page: Page) -> list[str]:
    """What the JSON twin says of the start and of the next twenty positions."""
    return [_fingerprint(page, f"tilt={step / 40}") for step in range(21)]


def _fingerprint(page: Page, query: str) -> str:
    """What the JSON twin says of the same run."""
    told = page.request.get(f"/api/v1/demonstrations/{SLUG}/evidence?{query}").json()
    return str(told["digest"])
