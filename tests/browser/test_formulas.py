"""Formulas and figures can be read: drawn by KaTeX, arrows and all, and large enough on a phone."""

import pytest
from playwright.sync_api import Page

from tests.browser.visits import Visits

pytestmark = pytest.mark.browser

# The words of a picture: what they say, how tall their letters stand on the screen, and where.
WORDS = """() => [...document.querySelectorAll("svg.picture")].flatMap((picture) => {
  const scale = picture.getBoundingClientRect().width / picture.viewBox.baseVal.width;
  const isOpen = getComputedStyle(picture).overflow === "visible";
  const frame = (isOpen ? picture.closest(".bench") : picture).getBoundingClientRect();
  return [...picture.querySelectorAll("text")].map((one) => {
    const box = one.getBoundingClientRect();
    return {
      words: one.textContent,
      size: parseFloat(getComputedStyle(one).fontSize) * scale,
      isCut: box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom,
      box: [box.left, box.top, box.right, box.bottom],
    };
  });
})"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_katex_draws_formulas_and_the_arrow_over_a_vector_is_as_wide_as_it_should_be(
    lang: str, site: str, visit: Visits
) -> None:
    page = visit(site, lang)
    page.goto("/questions/units-stay-alike/answer")
    assert page.locator("#answer .katex").count() == 1
    assert page.locator("[data-tex]").count() == 0
    letter = page.locator("#answer .katex .mathnormal", has_text="w").first.bounding_box()
    arrow = page.locator("#answer .katex .accent-body svg").first.bounding_box()
    assert letter
    assert arrow
    assert 0.3 * letter["width"] < arrow["width"] < 1.5 * letter["width"]
    assert arrow["height"] > 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_words_of_a_figure_can_be_read_on_a_phone(lang: str, site: str, visit: Visits) -> None:
    page = visit(site, lang, width=360, height=740)
    page.goto("/questions/units-stay-alike/answer")
    assert unreadable(page) == []


def unreadable(page: Page) -> list[str]:
    """The words of the pictures of a page that are too small, cut off, or written over each other."""
    found = page.evaluate(WORDS)
    assert found
    faults = [f"{one['words']!r} is {one['size']:.1f} px" for one in found if one["size"] < 9]
    faults += [f"{one['words']!r} is cut off" for one in found if one["isCut"]]
    pairs = [(a, b) for n, a in enumerate(found) for b in found[:n]]
    faults += [f"{a['words']!r} lies over {b['words']!r}" for a, b in pairs if _overlap(a["box"], b["box"])]
    return faults


def _overlap(one: list[float], other: list[float], slack: float = 2) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    along = min(one[3], other[3]) - max(one[1], other[1])
    return across > slack and along > slack
