"""Pages for everybody: assistive technology, small screens, large letters, the keyboard; both languages."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.pages import PAGES
from tests.browser.visits import Visits

pytestmark = pytest.mark.browser

AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}  # 24 px, or room around it

# What sticks out of the page, or is cut off by a box that cannot be scrolled.
SIDEWAYS = """() => {
  const wide = document.documentElement.clientWidth;
  const found = document.documentElement.scrollWidth > wide ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  for (const one of document.querySelectorAll("body *")) {
    const box = one.getBoundingClientRect();
    if (!box.width || !one.checkVisibility() || one.closest(".scroll, .highlight, .math.display, .skip, .sr, svg, math, .katex")) continue;
    if (box.left < -1 || box.right > wide + 1) found.push(`${one.tagName}.${one.className} reaches from ${box.left} to ${box.right}`);
  }
  return found;
}"""

# Everything that can be operated; of a group of radio buttons the keyboard enters one.
CONTROLS = """() => {
  const names = new Set();
  document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']").forEach((one, index) => {
    const isHidden = one.disabled || one.type === "hidden" || !one.checkVisibility();
    if (isHidden) return;
    one.dataset.control = one.type === "radio" ? `radio ${one.name}` : `${one.tagName} ${index}`;
    names.add(one.dataset.control);
  });
  return [...names];
}"""

# What has the focus: whether it shows that, and whether something lies over it.
FOCUS = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one.matches(".pills input") ? one.nextElementSibling : one);
  const box = (one.labels?.length && one.type === "radio" ? one.labels[0] : one).getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
  const points = [box.top + 3, box.top + Math.min(box.height, innerHeight) / 2, box.bottom - 3];
  const isFree = points.some((y) => {
    const top = document.elementFromPoint(x, y);
    return top && (one.contains(top) || top.contains(one) || [...(one.labels ?? [])].some((label) => label.contains(top)));
  });
  return {
    control: one.dataset.control,
    isOutside: one === document.body,
    isShown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isFree,
  };
}"""


PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 860}


@pytest.fixture(scope="module")
def readers(site: str, chromium: Browser) -> Iterator[dict[str, Page]]:
    """Two readers who open one page after the other: Chinese by day, English by night."""
    visits = Visits(chromium)
    visits.expect("status of (404|422)")
    yield {"zh": visits(site, "zh", color_scheme="light"), "en": visits(site, "en", color_scheme="dark")}
    visits.close()
    assert visits.faults == []


@pytest.fixture(scope="module", params=[f"{name} {lang}" for name in PAGES for lang in ("zh", "en")])
def page(request: pytest.FixtureRequest, readers: dict[str, Page]) -> Page:
    """Every page, opened once for the tests below."""
    name, lang = request.param.split()
    readers[lang].goto(PAGES[name])
    return readers[lang]


@pytest.mark.slow
def test_axe_finds_nothing(page: Page) -> None:
    page.set_viewport_size(PHONE)
    _ask_axe(page)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_on_an_answer_unfolded_on_a_desk(lang: str, readers: dict[str, Page]) -> None:
    page = readers[lang]
    page.goto(PAGES["answer-open" if lang == "zh" else "answer-rated"])
    page.set_viewport_size(DESK)
    for fold in page.locator("summary").all():
        fold.click()
    _ask_axe(page)


def test_nothing_sticks_out_sideways_on_a_phone_or_at_twice_the_size(page: Page) -> None:
    for width in (640, 360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(SIDEWAYS) == [], width


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_control_is_reached_by_tab_and_shows_its_focus_uncovered(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    missing = set(page.evaluate(CONTROLS))
    assert missing
    for _ in range(len(missing) + 2):  # once around, through the place outside of the page
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["isOutside"] or (focus["isShown"] and focus["isFree"]), focus
        missing.discard(focus["control"])
    assert missing == set()


def _ask_axe(page: Page) -> None:
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
