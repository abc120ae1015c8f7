"""From the key to the picture, in a real browser: what a reader waits for.

As with the peers that we are compared with, latency is from keydown to the first animation frame that shows the new
evidence.
"""

import gzip
import re
from collections.abc import Callable
from statistics import median

import pytest
from playwright.sync_api import Browser, Page, expect

from engine import catalogue
from tests.benchmarks.timing import milliseconds

pytestmark = pytest.mark.benchmark

SLUG = "zero-init-symmetry"
PAGE = f"/demonstrations/{SLUG}"
TILT = "[data-name=tilt] input[type=range]"
FINGERPRINT = ".provenance [title]"
FRAME = 1000 / 60
Start = Callable[..., str]
Tell = Callable[[str, str, str], None]

# When keys went down, and the first frame of every evidence.
RECORD = """
window.keys = [];
window.frames = [];
addEventListener("keydown", (event) => keys.push(event.timeStamp), true);
const look = () => {
  const title = document.querySelector(".provenance [title]")?.title;
  if (title && title !== frames.at(-1)?.title) frames.push({ title, at: performance.now() });
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

# When the evidence was in a frame for the first time; the clock starts with the navigation.
SEEN = """
const look = () => {
  const box = document.querySelector("svg.picture")?.getBoundingClientRect();
  if (!box?.height) return requestAnimationFrame(look);
  requestAnimationFrame(() => (window.seen = performance.now()));
};
requestAnimationFrame(look);
"""


def _open(chromium: Browser, address: str) -> Page:
    """A page that records, in a context without a cache, once it has fetched its neighbors ahead."""
    context = chromium.new_context(base_url=address, locale="en-US", viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.goto(PAGE, wait_until="networkidle")
    page.evaluate(RECORD)
    page.locator(TILT).focus()
    return page


def _press(page: Page, key: str) -> float:
    """Press a key and wait until its evidence stands in a frame: the milliseconds between."""
    before = page.locator(FINGERPRINT).get_attribute("title") or ""
    page.keyboard.press(key)
    expect(page.locator(FINGERPRINT)).not_to_have_attribute("title", before)
    page.wait_for_timeout(60)
    return float(page.evaluate("frames.at(-1).at - keys.at(-1)"))


def test_a_moved_slider_is_painted_thirty_milliseconds_after_the_bare_function(
    chromium: Browser, start: Start, tell: Tell
) -> None:
    address, bare = start(QUIZAPP_CACHE=0), catalogue.get(SLUG)
    function, painted = [], []
    for _ in range(3):
        page = _open(chromium, address)
        for leap in range(1, 11):  # PageUp leaps over what was fetched ahead
            painted.append(_press(page, "PageUp"))
            values = bare.parse({"tilt": f"{leap / 10}"})
            function.append(milliseconds(lambda values=values: bare.run(values)))
            page.wait_for_load_state("networkidle")
        assert page.locator("#p-tilt").input_value() == "1"
        page.context.close()
    added = median(painted) - median(function)
    tell("slider moved → painted", f"bare {median(function):.1f} ms, painted +{added:.1f} ms", "+30 ms")
    assert added <= 90


def test_all_twenty_positions_of_a_held_key_are_painted(chromium: Browser, start: Start, tell: Tell) -> None:
    address, counts, lags = start(QUIZAPP_CACHE=0), [], []
    for _ in range(3):
        page = _open(chromium, address)
        page.evaluate("frames.length = 0")
        for _ in range(20):
            page.keyboard.press("ArrowRight", delay=0)
            page.wait_for_timeout(50)
        expect(page).to_have_url(re.compile("tilt=0.5$"))
        page.wait_for_timeout(100)
        keys, frames = page.evaluate("[keys, frames]")
        counts.append(len({frame["title"] for frame in frames} - {frames[0]["title"]}))
        lags.append(frames[-1]["at"] - keys[-1])
        span = keys[-1] - keys[0]
        page.context.close()
    told = f"{counts} painted in {span / 1000:.2f} s, the last {median(lags):.0f} ms after its key"
    tell("held key, 20 positions", told, "20 painted in a second, 60 ms")
    assert max(counts) >= 15
    assert min(lags) <= 180


def test_a_neighbor_that_was_fetched_ahead_appears_within_two_frames(
    chromium: Browser, start: Start, tell: Tell
) -> None:
    page = _open(chromium, start(QUIZAPP_CACHE=0))
    _press(page, "ArrowRight")  # the slider that moved last is the one whose neighbors are fetched
    waits = []
    for _ in range(20):
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(250)
        waits.append(_press(page, "ArrowRight"))
    page.context.close()
    tell("neighbor fetched ahead", f"{median(waits):.1f} ms, {median(waits) / FRAME:.1f} frames", "2 frames")
    assert median(waits) <= 3 * 2 * FRAME


def test_the_evidence_of_a_first_visit_is_visible_soon_and_weighs_little(
    chromium: Browser, start: Start, tell: Tell
) -> None:
    address, seen, weights = start(), [], []
    for _ in range(7):
        context = chromium.new_context(base_url=address, locale="en-US", viewport={"width": 1280, "height": 860})
        context.add_init_script(SEEN)
        page = context.new_page()
        bodies: list[bytes] = []
        page.on("response", lambda one, bodies=bodies: "/evidence?" in one.url or bodies.append(one.body()))
        page.goto(PAGE)
        page.wait_for_timeout(150)
        seen.append(page.evaluate("window.seen"))
        weights.append(sum(len(gzip.compress(body)) for body in bodies) / 1000)
        context.close()
    warm = median(seen[1:])
    tell("first visit", f"evidence visible after {warm:.0f} ms, {weights[0]:.0f} kB compressed", "400 ms, 150 kB")
    assert warm <= 1200
    assert weights[0] <= 150
