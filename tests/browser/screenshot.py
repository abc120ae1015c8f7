"""Take the README's picture from a running server: python tests/browser/screenshot.py http://127.0.0.1:8000/."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
TARGET = Path(__file__).with_name("answer.png")


def main(address: str) -> None:
    """Answer `zero-init-symmetry` in English, and photograph the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 860})
        page.goto(f"{address}questions/zero-init-symmetry?lang=en")
        page.locator("[name=option]").first.check()
        page.locator("[name=confidence]").nth(2).check()
        page.locator("form.answer button").click()
        page.wait_for_selector(".katex")
        page.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
