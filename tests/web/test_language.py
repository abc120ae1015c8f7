"""Which language a page is in: the address, else the cookie, else the browser, else Chinese."""

import pytest
from flask import Flask

from tests.pages import Browser, Page


@pytest.fixture
def stranger(site: Flask) -> Browser:
    """Somebody without a cookie."""
    return Browser(site)


def lang(page: Page) -> str:
    return page.html.split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("accepted", "shown"),
    [
        (None, "zh-Hans"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-TW", "zh-Hans"),
        ("fr, de;q=0.5", "zh-Hans"),
        ("fr, en;q=0.5", "en"),
        ("en;q=abc,;;,", "zh-Hans"),
        ("a" * 10_000, "zh-Hans"),
    ],
)
def test_without_a_wish_the_browser_decides_else_chinese(stranger: Browser, accepted: str | None, shown: str) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}
    assert lang(stranger.get("/", headers=headers)) == shown


def test_a_language_in_the_address_is_kept_for_later(stranger: Browser) -> None:
    assert lang(stranger.get("/?lang=en")) == "en"
    assert lang(stranger.get("/documents")) == "en"
    assert lang(stranger.get("/?lang=zh")) == "zh-Hans"
    assert lang(stranger.get("/documents")) == "zh-Hans"


@pytest.mark.parametrize("kept", ["fr", "../../x", '"><script>', ""])
def test_a_strange_cookie_is_nothing(stranger: Browser, kept: str) -> None:
    stranger.http.set_cookie("lang", kept)
    page = stranger.get("/")
    assert (page.status, lang(page)) == (200, "zh-Hans")


@pytest.mark.parametrize("asked", ["fr", "", "EN", "zh-CN", "../../etc", "<script>", "e" * 5000])
def test_a_language_that_we_do_not_have_is_refused_in_words(stranger: Browser, asked: str) -> None:
    for address in ("/", "/questions/why-not-zero", "/documents/D1"):
        page = stranger.get(address, query_string={"lang": asked})
        assert page.status == 422
        assert "zh（中文）" in page.words
        assert "<script>" not in page.html
        assert len(page.html) < 20_000
        assert "Set-Cookie" not in page.headers or "lang=" not in page.headers["Set-Cookie"]


def test_the_refusal_speaks_the_readers_language(visitor: Browser) -> None:
    page = visitor.get("/?lang=fr")
    assert "There is no language 'fr'; there are zh (中文), en (English)." in page.words


def test_the_first_of_two_languages_counts(stranger: Browser) -> None:
    assert lang(stranger.get("/?lang=en&lang=zh")) == "en"


@pytest.mark.parametrize("address", ["/", "/questions/why-not-zero?steps=3&steps=4", "/documents/D1", "/progress"])
def test_every_page_leads_to_itself_in_the_other_language(visitor: Browser, address: str) -> None:
    page = visitor.get(address)
    link = next(link for link in page.links if "lang=zh" in link)
    joint = "&" if "?" in address else "?"
    assert link == f"{address}{joint}lang=zh"
    other = visitor.get(link)
    assert (other.status, lang(other)) == (200, "zh-Hans")


@pytest.mark.parametrize(
    "query", ["endpoint=x", "_external=1&_scheme=javascript", "_anchor=a", "_method=POST", "slug=other", "filename=x"]
)
@pytest.mark.parametrize("address", ["/", "/questions/why-not-zero", "/questions/why-not-zero/answer", "/nowhere"])
def test_no_argument_of_an_address_is_an_order_to_us(visitor: Browser, address: str, query: str) -> None:
    page = visitor.get(f"{address}?{query}")
    assert page.status in (200, 303, 404)
    assert not [link for link in page.links if not link.startswith(("/", "#"))]


def test_both_languages_say_everything(stranger: Browser) -> None:
    for address in (
        "/",
        "/topics/initialization",
        "/questions/units-stay-alike",
        "/demonstrations",
        "/documents",
        "/progress",
    ):
        zh, en = stranger.get(f"{address}?lang=zh"), stranger.get(f"{address}?lang=en")
        assert (zh.status, en.status) == (200, 200)
        left = [
            word
            for word in ("Skip to the content", "Demonstrations", "Progress", "Choose one", "How sure")
            if word in zh.words
        ]
        assert left == []
        assert "跳到正文" not in en.words
