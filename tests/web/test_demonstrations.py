"""The catalogue of demonstrations, and each on a page of its own where it can be run."""

import html
import re

import pytest

from engine import catalogue
from quizapp.runs.errors import RunTimedOut, TooManyRuns
from tests.pages import Browser, Page
from tests.runners import ScriptedRunner

SLUG = "zero-init-symmetry"
ADDRESS = f"/demonstrations/{SLUG}"


def test_the_catalogue_lists_every_demonstration_with_what_it_claims(visitor: Browser) -> None:
    page = visitor.get("/demonstrations")
    assert page.status == 200
    for slug, one in catalogue.discover().items():
        assert f"/demonstrations/{slug}" in page.links
        assert " ".join(one.title.en.split()) in page.words
        assert all(" ".join(claim.en.split()) in page.words for claim in one.claims.values() if claim.expected)


def test_a_demonstration_is_run_at_its_defaults_with_verdicts_figure_and_code(visitor: Browser) -> None:
    page = visitor.get(ADDRESS)
    assert page.status == 200
    assert "largest difference between hidden units 0 ≤ 0 ✓ holds" in page.words
    assert "as printed: useless, no parameter moves" in page.words
    assert page.html.count('<svg class="picture"') == 1
    assert "All-zero weights keep every hidden unit of a layer identical" in page.words
    assert "An all-zero hidden layer" in page.words
    assert f"/questions/{'units-stay-alike'}" in page.links


def test_the_form_holds_the_run_and_runs_without_javascript(visitor: Browser) -> None:
    form = visitor.get(f"{ADDRESS}?data=xor&steps=10").form(ADDRESS)
    assert form.method == "GET"
    assert dict(form.fields) == {"data": "xor", "hidden": "4", "activation": "sigmoid", "steps": "10", "tilt": "0"}
    page = visitor.send(form, tilt="1", activation="tanh")
    assert page.status == 200
    assert "✗ fails" in page.words
    assert page.form(ADDRESS).fields["activation"] == "tanh"


@pytest.mark.parametrize("slug", ["zero-init-symmetry", "noise-escape", "scale-window"])
def test_every_position_that_a_field_offers_can_be_read_back(visitor: Browser, slug: str) -> None:
    page, one = visitor.get(f"/demonstrations/{slug}"), catalogue.get(slug)
    assert page.status == 200
    form = page.form(f"/demonstrations/{slug}")
    assert set(form.controls) == set(one.parameters)
    for name, control in form.controls.items():
        offered = (control.get("data-positions") or "").split() or form.choices[name]
        assert len(offered) >= 2
        for raw in offered:
            assert one.parameters[name].show(one.parameters[name].read(raw)) == raw


def test_claims_over_seeds_say_for_how_many_they_hold(visitor: Browser) -> None:
    slug = next(slug for slug, one in catalogue.discover().items() if "seeds" in one.parameters)
    assert re.search(r"holds for \d+ of 4 seeds", visitor.get(f"/demonstrations/{slug}?seeds=4").words)


def test_all_mistakes_are_told_beside_their_fields_and_the_page_is_full(visitor: Browser) -> None:
    page = visitor.get(f"{ADDRESS}?hidden=99&steps=abc&tilt=0.1&tilt=0.2&width=3&data=%3Cb%3E")
    assert page.status == 422
    assert page.html.count('<svg class="picture"') == 1
    for words in ("must be one of 2, 4, 8", "from 1 to 2000", "given more than once", "must be one of and, or, xor"):
        assert page.words.count(words) == 2  # beside the field and above the run
    assert "width : no such parameter" in page.words
    assert "<b>" not in page.html
    assert page.form(ADDRESS).fields["steps"] == "abc"


@pytest.mark.parametrize(
    "slug", ["nope", "..", "..%2f..%2fetc", "ZERO-INIT-SYMMETRY", "zero_init_symmetry", "<script>"]
)
@pytest.mark.parametrize("tail", ["", "/evidence"])
def test_a_demonstration_that_there_is_not_is_not_found(visitor: Browser, slug: str, tail: str) -> None:
    page = visitor.get(f"/demonstrations/{slug}{tail}")
    assert page.status == 404
    assert "<script>" not in page.html


def test_the_part_that_changes_is_sent_alone(visitor: Browser) -> None:
    page = visitor.get(f"{ADDRESS}/evidence?tilt=1")
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    assert "<html" not in page.html
    assert html.unescape(page.html.split('data-quotes="')[1].split('"')[0]) == "{}"
    refused = visitor.get(f"{ADDRESS}/evidence?tilt=9")
    assert refused.status == 422
    assert "must be a number from 0 to 1" in refused.words


def test_a_page_in_the_other_language_keeps_its_run(visitor: Browser) -> None:
    page = visitor.get(f"{ADDRESS}?steps=33")
    other = visitor.get(next(link for link in page.links if "lang=zh" in link))
    assert other.form(ADDRESS).fields["steps"] == "33"
    assert "隐藏单元之间的最大差" in other.words
    assert "成立" in other.words


def test_a_run_that_fails_is_a_message_and_the_page_stands(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = RunTimedOut(3.0)
    page = browser.get(f"{ADDRESS}?steps=55")
    assert page.status == 200
    assert "was stopped" in page.words
    assert page.form(ADDRESS).fields["steps"] == "55"
    assert "def zero_init_symmetry" in page.words.replace(" (", "(")
    runs.failure = None
    assert "✓ holds" in browser.send(page.form(ADDRESS)).words


def test_when_too_many_runs_wait_the_page_says_when_to_come_back(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = TooManyRuns(3)
    for tail in ("", "/evidence"):
        page = browser.get(f"{ADDRESS}{tail}?steps=56")
        assert (page.status, page.headers["Retry-After"]) == (503, "3")
        assert "3 s" in page.words


def test_a_mistake_of_the_server_is_a_page_without_a_trace(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = ZeroDivisionError("secret detail")
    page = browser.get(f"{ADDRESS}?steps=57")
    assert page.status == 500
    assert "stored progress is not affected" in page.words
    assert "secret detail" not in page.html
    assert "Traceback" not in page.html
    assert Page(browser.http.get("/")).status == 200
