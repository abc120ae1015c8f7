"""Static files have addresses that change with their content."""

import pytest
from flask import Flask

from quizapp.web import assets
from tests.pages import Browser


def test_every_file_that_a_page_names_is_there(visitor: Browser) -> None:
    for address in ("/", "/questions/units-stay-alike", "/demonstrations/zero-init-symmetry"):
        for part in visitor.get(address).html.split('"'):
            if part.startswith("/static/"):
                assert "?v=" in part
                assert visitor.get(part).status == 200


def test_the_fingerprint_follows_the_content(site: Flask, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN001 - pytest's own
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    file = tmp_path / "a.css"
    file.write_text("a")
    with site.test_request_context():
        first = assets.asset("a.css")
        assert assets.asset("a.css") == first
        file.write_text("b")
        assert assets.asset("a.css") != first


@pytest.mark.parametrize("name", ["../config.py", "..%2fconfig.py", "%2e%2e/app.py", "vendor/../../app.py", "", "%00"])
def test_nothing_outside_the_folder_is_served(visitor: Browser, name: str) -> None:
    page = visitor.get(f"/static/{name}")
    assert page.status == 404
    assert "import" not in page.html
