"""Every answer carries the policy, and a page of one learner is nobody else's to keep."""

import pytest
from flask import Flask

from quizapp.web.headers import FIXED, POLICY
from tests.pages import Browser, Page

ADDRESSES = [
    ("GET", "/", 200),
    ("GET", "/questions/why-not-zero", 200),
    ("GET", "/questions/why-not-zero/answer", 303),
    ("GET", "/questions/why-not-zero/evidence", 403),
    ("GET", "/nowhere", 404),
    ("GET", "/?lang=fr", 422),
    ("DELETE", "/", 405),
    ("POST", "/progress/undo", 400),
    ("GET", "/api/v1/questions", 200),
    ("GET", "/api/v1/nowhere", 404),
    ("GET", "/healthz", 200),
    ("GET", "/static/book.css", 200),
    ("GET", "/static/nope.css?v=1", 404),
    ("HEAD", "/", 200),
    ("OPTIONS", "/", 200),
]


@pytest.mark.parametrize(("method", "address", "status"), ADDRESSES)
def test_every_answer_carries_the_fixed_headers(visitor: Browser, method: str, address: str, status: int) -> None:
    page = Page(visitor.http.open(address, method=method))
    assert page.status == status
    assert {name: page.headers[name] for name in FIXED} == FIXED


def test_the_policy_lets_nothing_foreign_and_nothing_inline_run() -> None:
    assert "unsafe" not in POLICY
    assert POLICY.startswith("default-src 'none'")
    assert "http" not in POLICY
    for rule in ("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self'"):
        assert rule in POLICY


@pytest.mark.parametrize(
    "address",
    ["/", "/questions/units-stay-alike", "/demonstrations/zero-init-symmetry", "/documents/D1?run=D1-01", "/progress"],
)
def test_no_page_needs_what_the_policy_forbids(visitor: Browser, address: str) -> None:
    page = visitor.get(address)
    assert page.status == 200
    for forbidden in ("<style", "javascript:", " onclick=", " onload=", "https://", "http://"):
        assert forbidden not in page.html.replace("http://www.w3.org", "")
    assert page.html.count("<script") == page.html.count('src="/static/')
    assert 'style="' not in page.html


@pytest.mark.parametrize(
    "address", ["/", "/questions/why-not-zero", "/nowhere", "/static/nope.css?v=1", "/static/book.css", "/?lang=fr"]
)
def test_what_is_one_learners_or_may_change_is_not_kept(visitor: Browser, address: str) -> None:
    assert "immutable" not in visitor.get(address).headers["Cache-Control"]


def test_an_address_with_a_fingerprint_may_be_kept_for_ever(visitor: Browser) -> None:
    page = visitor.get("/")
    address = page.html.split('<link rel="stylesheet" href="')[1].split('"')[0]
    assert visitor.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_cookies_are_not_for_scripts_and_not_for_other_sites(browser: Browser) -> None:
    browser.get("/?lang=zh")
    browser.send(browser.get("/").form("/settings"), theme="dark")
    answers = [browser.get("/?lang=en"), browser.send(browser.get("/").form("/settings"), theme="light")]
    cookies = [cookie for page in answers for cookie in page.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 2
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


HOSTILE = [
    {"Cookie": "session=abc; quizapp=zzz.yyy.xxx"},
    {"Cookie": "quizapp=" + "x" * 4000},
    {"Cookie": "=;;;==; lang"},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "javascript"},
    {"Referer": "javascript:alert(1)"},
    {"If-None-Match": '"' * 500},
    {"If-Modified-Since": "yesterday"},
    {"Range": "bytes=9999999999999999999-"},
    {"Accept": "*/*;q=x, <script>"},
    {"Accept-Encoding": "\x80\xff"},
    {"Content-Type": "multipart/form-data; boundary="},
    {"Content-Length": "0", "Expect": "100-continue"},
    {"User-Agent": "<script>alert(1)</script>"},
]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:80@evil.example", "127.0.0.1\\@x"]
)
@pytest.mark.parametrize("address", ["/", "/questions/why-not-zero", "/api/v1/questions", "/nope"])
def test_a_foreign_name_for_this_machine_is_refused(site: Flask, host: str, address: str) -> None:
    page = Browser(site).get(address, headers={"Host": host})
    assert page.status == 400
    assert "does not belong" in page.html
    assert "evil" not in page.html + str(page.headers)


@pytest.mark.parametrize("headers", HOSTILE, ids="-".join)
@pytest.mark.parametrize("address", ["/", "/questions/why-not-zero", "/api/v1/questions", "/static/book.css"])
def test_a_hostile_header_changes_nothing(site: Flask, headers: dict[str, str], address: str) -> None:
    page = Browser(site).get(address, headers=headers)
    assert page.status in (200, 206, 304, 416)
    assert "evil" not in page.html + str(page.headers)
    assert "<script>alert" not in page.html


@pytest.mark.parametrize(
    "headers", [{"Content-Type": "multipart/form-data; boundary="}, {"Content-Type": "x/y"}, {"Content-Type": ""}]
)
def test_a_form_of_a_strange_kind_is_refused_and_not_a_crash(visitor: Browser, headers: dict[str, str]) -> None:
    page = Page(visitor.http.post("/questions/why-not-zero/attempts", data=b"--\r\n\0" * 50, headers=headers))
    assert page.status == 400
    assert "nothing was stored" in page.words.lower()
