"""What a reader may set."""

import pytest

from tests.pages import Browser


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_a_theme_is_kept_and_leads_back_to_the_same_page(visitor: Browser, theme: str) -> None:
    form = visitor.get("/demonstrations/zero-init-symmetry?steps=7").form("/settings")
    done = visitor.send(form, theme=theme)
    assert (done.status, done.location) == (303, "/demonstrations/zero-init-symmetry?steps=7")
    page = visitor.follow(done)
    assert f'data-theme="{theme}"' in page.html
    assert page.form("/demonstrations").fields["steps"] == "7"


@pytest.mark.parametrize("theme", ["", "pink", '"><script>', None])
def test_an_unknown_theme_is_as_the_system(visitor: Browser, theme: str | None) -> None:
    done = visitor.send(visitor.get("/").form("/settings"), theme=theme)
    assert done.status == 303
    assert 'data-theme="auto"' in visitor.get("/").html
    visitor.http.set_cookie("theme", '"><script>x')
    assert 'data-theme="auto"' in visitor.get("/").html


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)", "",
        "evil",
        "/\t/evil.example", "/\n/evil.example", "/\r\nSet-Cookie: a=b", " //evil.example", "/%0d%0a\r\nX: y", "/a b",
    ],
)  # fmt: skip
def test_a_way_back_that_leads_elsewhere_is_not_taken(visitor: Browser, back: str) -> None:
    done = visitor.send(visitor.get("/").form("/settings"), back=back, theme="dark")
    assert (done.status, done.location) == (303, "/")
    assert "evil" not in str(done.headers)


def test_after_a_refused_form_the_way_back_is_a_page(browser: Browser) -> None:
    form = browser.get("/questions/why-not-zero").form("/questions/why-not-zero/attempts")
    refused = browser.send(form, text="x", csrf_token=None)
    done = browser.send(refused.form("/settings"), theme="dark")
    assert browser.follow(done).status == 200


def test_settings_need_their_token(visitor: Browser) -> None:
    assert visitor.send(visitor.get("/").form("/settings"), theme="dark", csrf_token=None).status == 400
    assert visitor.get("/settings").status == 405
