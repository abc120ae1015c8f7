"""Visitors of a server: each has a browser context of their own, and whatever goes wrong on their pages is noted."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

# A violation of the policy may happen before anybody listens from outside, so the page itself reports it.
_REPORT = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI || event.sample} in ${event.sourceFile}`));
"""
_LOCALES = {"zh": "zh-CN", "en": "en-US"}


class Visits:
    """Opens pages, and remembers console errors, exceptions, failed requests and violations of the policy."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._faults: list[str] = []
        self._expected: list[str] = []

    def __call__(self, address: str, lang: str = "en", *, width: int = 1280, height: int = 860, **options: Any) -> Page:
        """A page of somebody new to the server at this address, who reads this language."""
        size = {"width": width, "height": height}
        context = self._browser.new_context(base_url=address, locale=_LOCALES[lang], viewport=size, **options)  # type: ignore[arg-type]  # a dict of ints is a ViewportSize
        context.set_default_timeout(10_000)
        context.add_init_script(_REPORT)
        self._contexts.append(context)
        page = context.new_page()
        self.watch(page)
        return page

    def watch(self, page: Page) -> None:
        """Note what goes wrong on a page."""
        page.on("console", lambda said: said.type == "error" and self._faults.append(f"{page.url}: {said.text}"))
        page.on("pageerror", lambda error: self._faults.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda request: self._lost(f"{request.url}: {request.failure}"))

    def _lost(self, fault: str) -> None:
        if "net::ERR_ABORTED" not in fault:  # the page itself gave up: it was left, or a newer wish came
            self._faults.append(fault)

    def expect(self, pattern: str) -> None:
        """Say that a fault is part of the test: a browser reports every status from 400 on its console."""
        self._expected.append(pattern)

    @property
    def faults(self) -> list[str]:
        """What went wrong and was not expected."""
        return [fault for fault in self._faults if not any(re.search(one, fault) for one in self._expected)]

    def close(self) -> None:
        """Close every page."""
        for context in self._contexts:
            context.close()
