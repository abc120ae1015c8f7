"""A reader without a mouse."""

from playwright.sync_api import Page


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until an element like this has the focus, as somebody does who cannot click it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with the Tab key on {page.url}")


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)
