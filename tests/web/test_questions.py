"""A question on the page: ask, answer, reveal, run again, rate, take back; and everything that may come instead."""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from engine import catalogue
from quizapp import parts
from quizapp.bank import folder
from quizapp.runs.errors import RunCrashed, RunFailed, RunOutOfMemory, RunTimedOut, TooManyRuns
from quizapp.store.bind import reading
from quizapp.store.models import Attempt, Rating
from quizapp.study.grading import MAX_TEXT
from tests.conftest import Clock
from tests.pages import Browser, Page
from tests.runners import ScriptedRunner
from tests.samples import SPOKEN as SPOKEN_TEXT
from tests.samples import changed, copy_of

CHOICE, NUMBER, SPOKEN = "units-stay-alike", "base-rate-loss", "why-not-zero"
RIGHT = {CHOICE: {"option": "b"}, NUMBER: {"number": "0.5623"}, SPOKEN: {"text": "equal units, equal gradients"}}


def count(app: Flask, table: type) -> int:
    with reading(parts.of(app).bind) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def attempts_form(browser: Browser, slug: str) -> object:
    return browser.get(f"/questions/{slug}").form(f"/questions/{slug}/attempts")


# --- what is asked -------------------------------------------------------------------------------------------------


def test_a_choice_is_asked_with_its_options_and_how_sure(visitor: Browser) -> None:
    page = visitor.get(f"/questions/{CHOICE}")
    form = page.form(f"/questions/{CHOICE}/attempts")
    assert page.status == 200
    assert form.choices["option"] == ["a", "b", "c"]
    assert form.choices["confidence"] == ["1", "2", "3", "4"]
    assert "A layer of 4 sigmoid units starts from zero." in page.words
    assert "option" not in form.fields
    assert len(form.fields["event_key"]) >= 16
    assert form.fields["version"] == "0"


def test_a_number_is_asked_with_its_label(visitor: Browser) -> None:
    page = visitor.get(f"/questions/{NUMBER}")
    assert "the cross-entropy, in nats" in page.words
    assert "On the AND data" in page.words
    assert "number" in page.form("/questions").controls


def test_an_answer_in_own_words_has_room(visitor: Browser) -> None:
    assert visitor.get(f"/questions/{SPOKEN}").form("/questions").fields["text"] == ""


def secrets_of(site: Flask, slug: str) -> list[str]:
    """Every word that would give an answer away."""
    bank = parts.of(site).bank
    question, demonstration = bank.questions[slug], catalogue.get("zero-init-symmetry")
    texts = [finding.zh for finding in demonstration.findings.values()]
    texts += [finding.en for finding in demonstration.findings.values()]
    for lang in ("zh", "en"):
        texts += [
            part
            for part in re.split(r"[.。：:,，]|\{\{.*?\}\}|\$\$.*?\$\$", question.answer.to(lang))
            if len(part.strip()) > 4
        ]
        texts += [point.to(lang).split("$")[0] for point in question.rubric]
        texts += [follow.to(lang) for follow in question.follow_ups]
        for statement in bank.documents["D1"].statements:
            texts += [statement.says.to(lang), *([statement.corrected.to(lang)] if statement.corrected else [])]
        if question.ask.kind == "choice":
            texts += [option.because.to(lang) for option in question.ask.options if option.because]
    return [text.strip() for text in texts]


@pytest.mark.parametrize("slug", RIGHT)
@pytest.mark.parametrize("address", ["", "?hidden=8&tilt=1", "?lang=zh"])
def test_before_the_answer_nothing_that_reveals_it_is_on_the_page(
    visitor: Browser, site: Flask, slug: str, address: str
) -> None:
    html = visitor.get(f"/questions/{slug}{address}").html
    hidden = secrets_of(site, slug)
    assert len(hidden) > 12
    assert [text for text in hidden if text in html] == []
    names = ["gap", "moved", "final", "prior", "fails", "because", "zero-init-symmetry", "D1-01", "D1-02"]
    assert [name for name in names if re.search(rf"\b{name}\b", html)] == []
    assert "0.56" not in html
    assert not {"✓", "✗"} & set(html)


def test_a_refused_answer_reveals_nothing_either(browser: Browser, app: Flask) -> None:
    page = browser.send(attempts_form(browser, NUMBER), number="a half")
    assert page.status == 422
    assert [text for text in secrets_of(app, NUMBER) if text in page.html] == []


def test_the_answer_and_its_evidence_stay_closed_until_there_is_an_attempt(visitor: Browser, site: Flask) -> None:
    reveal = visitor.get(f"/questions/{CHOICE}/answer?hidden=8")
    assert (reveal.status, reveal.location) == (303, f"/questions/{CHOICE}?hidden=8")
    evidence = visitor.get(f"/questions/{CHOICE}/evidence")
    assert evidence.status == 403
    assert "Answer the question first" in evidence.words
    assert [text for text in secrets_of(site, CHOICE) if text in evidence.html + reveal.html] == []


def test_a_shared_run_survives_the_form(browser: Browser) -> None:
    page = browser.get(f"/questions/{CHOICE}?hidden=8&steps=20")
    assert "it opens after your answer" in page.words
    form = page.form(f"/questions/{CHOICE}/attempts")
    sent = browser.send(form, option="b")
    assert sent.location == f"/questions/{CHOICE}/answer?hidden=8&steps=20"
    answer = browser.follow(sent)
    assert answer.form(f"/questions/{CHOICE}/answer").fields["hidden"] == "8"
    rated = browser.send(answer.form(f"/questions/{CHOICE}/ratings"), rating=3)
    assert rated.location == f"/questions/{CHOICE}/answer?hidden=8&steps=20#rate"


def test_a_language_in_the_address_is_no_run(visitor: Browser) -> None:
    page = visitor.get(f"/questions/{CHOICE}?lang=en")
    assert "it opens after your answer" not in page.words
    assert page.form("/questions").action == f"/questions/{CHOICE}/attempts"


# --- answering -----------------------------------------------------------------------------------------------------


def test_theirs_is_shown_beside_ours_with_verdicts_in_words_and_symbols(browser: Browser) -> None:
    page = browser.answer(CHOICE, option="a", confidence=4)
    assert page.status == 200
    assert "✗ not right" in page.words
    assert "✗ Not true: Not one parameter moves your choice Frozen only on balanced labels." in page.words
    assert "✓ True: The parameters move and the units stay alike Movement without difference." in page.words
    assert "You were: certain" in page.words
    assert "largest difference between hidden units 0 ≤ 0 ✓ holds" in page.words
    assert "✗ fails" in page.words
    assert "The units remain alike: the largest gap is 0" in page.words
    assert "Some lecture notes , §1" in page.words
    assert "On unbalanced labels the parameters do move." in page.words
    assert "def zero_init_symmetry" in page.words.replace(" (", "(")
    assert f"/questions/{NUMBER}" in page.links
    assert "<svg" in page.html


def test_a_number_is_compared_with_the_computed_one(browser: Browser) -> None:
    assert "✓ right" in browser.answer(NUMBER, number="５６．２％").words
    page = browser.answer(NUMBER, number="0.69")
    assert "✗ not right" in page.words
    assert "yours 0.69 computed 0.562335" in page.words


def test_own_words_stand_beside_ours_and_are_never_markup(browser: Browser) -> None:
    page = browser.answer(SPOKEN, text="<script>alert(1)</script> & 因为 {{ gap }}\x00")
    assert "<script>alert(1)" not in page.html
    assert "<script>alert(1)</script> & 因为 {{ gap }}" in page.words
    assert "You said it aloud, or left it empty." in browser.answer(SPOKEN, text="").words


@pytest.mark.parametrize(
    ("slug", "values", "words"),
    [
        (CHOICE, {}, "Choose one option."),
        (CHOICE, {"option": ["a", "b"]}, "Choose one option."),
        (CHOICE, {"option": "z"}, "Choose one option."),
        (NUMBER, {"number": ""}, "is not a number"),
        (NUMBER, {"number": "1,5"}, "“1,5” is not a number"),
        (NUMBER, {"number": "1/0"}, "is not a number"),
        (NUMBER, {"number": "<b>1"}, "“<b>1” is not a number"),
        (SPOKEN, {"text": "长" * (MAX_TEXT + 1)}, f"at most {MAX_TEXT}"),
    ],
)
def test_an_answer_that_cannot_be_read_is_told_beside_its_form_and_kept_there(
    browser: Browser, app: Flask, slug: str, values: dict[str, object], words: str
) -> None:
    page = browser.send(attempts_form(browser, slug), confidence=2, **values)
    assert page.status == 422
    assert words in page.words
    assert 'role="alert"' in page.html
    form = page.form(f"/questions/{slug}/attempts")
    for name, value in {**values, "confidence": 2}.items():
        if name != "option":
            assert form.fields[name] == str(value)
    assert count(app, Attempt) == 0


@pytest.mark.parametrize("confidence", ["0", "5", "-1", "abc", "３", "1e0", ""])
def test_a_confidence_that_we_do_not_offer_is_none(browser: Browser, app: Flask, confidence: str) -> None:
    assert browser.answer(SPOKEN, text="x", confidence=confidence).status == 200
    with reading(parts.of(app).bind) as session:
        assert session.scalars(select(Attempt.confidence)).all() == [None]


def test_the_same_form_twice_has_the_same_response_and_is_one_attempt(browser: Browser, app: Flask) -> None:
    form = attempts_form(browser, CHOICE)
    first, second = browser.send(form, option="b"), browser.send(form, option="b")
    assert (first.status, first.location) == (second.status, second.location) == (303, f"/questions/{CHOICE}/answer")
    assert count(app, Attempt) == 1


def test_a_form_that_comes_back_changed_is_refused_and_the_first_is_kept(browser: Browser, app: Flask) -> None:
    form = attempts_form(browser, SPOKEN)
    browser.send(form, text="first")
    page = browser.send(form, text="second")
    assert page.status == 422
    assert "the first were kept" in page.words
    assert "second" in page.words
    assert count(app, Attempt) == 1


def test_the_stale_one_of_two_tabs_is_refused_and_its_text_is_kept_and_shown(browser: Browser, app: Flask) -> None:
    first, second = attempts_form(browser, SPOKEN), attempts_form(browser, SPOKEN)
    browser.send(first, text="from the first tab")
    page = browser.send(second, text="</pre><script>my long\nsecond text")
    assert page.status == 409
    assert "What was stored first is kept" in page.words
    assert "</pre><script>my long second text" in page.words
    assert "<script>my long" not in page.html
    assert count(app, Attempt) == 1
    assert "from the first tab" in browser.get(f"/questions/{SPOKEN}/answer").words


def test_a_stale_choice_is_shown_too(browser: Browser) -> None:
    first, second = attempts_form(browser, CHOICE), attempts_form(browser, CHOICE)
    browser.send(first, option="b")
    page = browser.send(second, option="c")
    assert page.status == 409
    assert '"chosen": [ "c" ]' in page.words


def test_an_answer_that_waits_leads_back_from_the_question(browser: Browser) -> None:
    browser.answer(SPOKEN, text="x")
    page = browser.get(f"/questions/{SPOKEN}")
    assert "have not rated it yet" in page.words
    assert f"/questions/{SPOKEN}/answer" in page.links


# --- forms that are not ours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["csrf_token", "event_key", "version"])
def test_a_form_without_its_token_key_or_version_stores_nothing_and_loses_nothing(
    browser: Browser, app: Flask, missing: str
) -> None:
    page = browser.send(attempts_form(browser, SPOKEN), text="my long answer", **{missing: None})
    assert page.status == 400
    assert "nothing was stored" in page.words.lower()
    assert "my long answer" in page.words
    assert count(app, Attempt) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("csrf_token", "forged"),
        ("event_key", "a b"),
        ("event_key", "x" * 65),
        ("event_key", "<script>"),
        ("event_key", ""),
        ("version", "-1"),
        ("version", "1.0"),
        ("version", "１"),
        ("version", "9" * 30),
        ("version", ""),
    ],
)
def test_a_form_that_was_tampered_with_is_refused(browser: Browser, app: Flask, name: str, value: str) -> None:
    page = browser.send(attempts_form(browser, SPOKEN), text="x", **{name: value})
    assert page.status == 400
    assert "<script>" not in page.html.replace('<script type="module"', "")
    assert count(app, Attempt) == 0


def test_a_version_of_the_future_is_stale(browser: Browser, app: Flask) -> None:
    assert browser.send(attempts_form(browser, SPOKEN), text="x", version=7).status == 409
    assert count(app, Attempt) == 0


def test_a_token_of_another_visitor_is_refused(browser: Browser, app: Flask) -> None:
    stranger = Browser(app)
    form = attempts_form(stranger, SPOKEN)
    assert browser.get("/").status == 200
    assert browser.send(form, text="x").status == 400  # type: ignore[arg-type]  # a Form
    assert count(app, Attempt) == 0


def test_a_form_may_wait_overnight(browser: Browser, app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    form = attempts_form(browser, SPOKEN)
    clock.forward(days=2)
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None
    assert browser.send(form, text="x").status == 303  # type: ignore[arg-type]  # a Form


def test_a_body_of_twenty_megabytes_is_refused_with_a_page(browser: Browser, app: Flask) -> None:
    browser.get("/")
    address = f"/questions/{SPOKEN}/attempts"
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"):
        page = Page(browser.http.post(address, data=b"text=" + b"x" * 20_000_000, content_type=kind))
        assert page.status == 413
        assert "too large; nothing was stored" in page.words
        assert len(page.html) < 20_000
    assert count(app, Attempt) == 0


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", f"/questions/{SPOKEN}/attempts", "POST"),
        ("GET", f"/questions/{SPOKEN}/ratings", "POST"),
        ("DELETE", f"/questions/{SPOKEN}", "GET"),
        ("PUT", f"/questions/{SPOKEN}/attempts", "POST"),
        ("POST", f"/questions/{SPOKEN}/answer", "GET"),
        ("PATCH", "/", "GET"),
    ],
)
def test_a_wrong_method_is_told_with_the_right_one(visitor: Browser, method: str, address: str, allowed: str) -> None:
    page = Page(visitor.http.open(address, method=method))
    assert page.status == 405
    assert allowed in page.headers["Allow"]
    assert "does not take that kind of request" in page.words


SLUGS = [
    "nope",
    "..",
    "%2e%2e",
    "..%2f..%2fetc%2fpasswd",
    "../../etc/passwd",
    "%00",
    "a%00b",
    "a" * 5000,
    "%ff%fe",
    "中文",
    "<script>",
    "{{7*7}}",
]


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("tail", ["", "/answer", "/evidence"])
def test_a_slug_that_is_not_in_the_bank_is_not_found(visitor: Browser, slug: str, tail: str) -> None:
    page = visitor.get(f"/questions/{slug}{tail}")
    assert page.status == 404
    assert "root:" not in page.html
    assert "<script>" not in page.html
    assert "49" not in page.words


@pytest.mark.parametrize("slug", ["nope", "..%2fx"])
def test_nothing_is_stored_for_a_question_that_there_is_not(browser: Browser, app: Flask, slug: str) -> None:
    form = attempts_form(browser, SPOKEN)
    form.action = f"/questions/{slug}/attempts"  # type: ignore[attr-defined]  # a Form
    assert browser.send(form, text="x").status == 404  # type: ignore[arg-type]  # a Form
    assert count(app, Attempt) == 0


# --- parameters ----------------------------------------------------------------------------------------------------

MISTAKES = [
    ("hidden=99", "hidden units: must be one of 2, 4, 8"),
    ("hidden=4.0", "hidden units: must be one of 2, 4, 8"),
    ("steps=0", "steps: must be a whole number from 1 to 2000"),
    ("steps=abc", "steps: must be a whole number from 1 to 2000"),
    ("steps=1_0", "steps: must be a whole number from 1 to 2000"),
    ("steps=", "steps: must be a whole number from 1 to 2000"),
    ("tilt=nan", "start of w₁₁: must be a number from 0 to 1"),
    ("tilt=1e999", "start of w₁₁: must be a number from 0 to 1"),
    ("tilt=0&tilt=1", "start of w₁₁: given more than once; give it once"),
    ("data=%3Cscript%3E", "data: must be one of and, or, xor"),
    ("width=3", "width : no such parameter; there are data, hidden, activation, steps, tilt"),
    ("_external=1", "_external : no such parameter"),
    ("slug=other", "slug : no such parameter"),
]


@pytest.mark.parametrize(("query", "words"), MISTAKES)
def test_a_bad_parameter_gives_the_full_page_with_the_message_beside_the_field(
    browser: Browser, query: str, words: str
) -> None:
    own = browser.answer(CHOICE, option="b")
    page = browser.get(f"/questions/{CHOICE}/answer?{query}")
    assert page.status == 422
    assert words in page.words
    assert 'role="alert"' in page.html
    assert "The units remain alike: the largest gap is 0" in page.words
    assert page.html.count("<svg class=") == own.html.count("<svg class=") == 1
    assert page.form(f"/questions/{CHOICE}/ratings").choices["rating"] == ["1", "2", "3", "4"]
    assert "<script>" not in page.html
    name = query.split("=", maxsplit=1)[0]
    if f'data-name="{name}"' in page.html:
        field = page.html.split(f'data-name="{name}"')[1].split("</div>\n")[0]
        shown = re.search(r'<small class="mistake"[^>]*>([^<]*)</small>', page.html.split(f'data-name="{name}"')[1])
        assert shown is not None
        assert shown.group(1), field
        assert words.endswith(shown.group(1))


def test_a_refused_value_stays_in_its_field(browser: Browser) -> None:
    browser.answer(CHOICE, option="b")
    form = browser.get(f"/questions/{CHOICE}/answer?steps=99999&tilt=0.5").form(f"/questions/{CHOICE}/answer")
    assert form.fields["steps"] == "99999"
    assert form.controls["steps"]["aria-invalid"] == "true"


def test_all_mistakes_are_told_at_once(browser: Browser) -> None:
    browser.answer(CHOICE, option="b")
    page = browser.get(f"/questions/{CHOICE}/answer?hidden=3&steps=0&tilt=2&tilt=3&nope=1")
    assert page.status == 422
    for words in ("one of 2, 4, 8", "from 1 to 2000", "more than once", "no such parameter"):
        assert words in page.words


def test_the_run_that_moves_has_the_new_verdicts_quotes_and_mistakes(browser: Browser) -> None:
    browser.answer(CHOICE, option="b")
    page = browser.get(f"/questions/{CHOICE}/evidence?tilt=1&steps=20")
    assert page.status == 200
    assert "<html" not in page.html
    assert "≤ 0 ✗ fails" in page.words
    assert 'data-mistakes="{}"' in page.html
    assert "final:.4f" in page.html.split("data-quotes=")[1].split(">")[0]
    refused = browser.get(f"/questions/{CHOICE}/evidence?tilt=7")
    assert refused.status == 422
    assert "must be a number from 0 to 1" in refused.html.split("data-mistakes=")[1].split(">")[0]


# --- runs that fail ------------------------------------------------------------------------------------------------

FAILURES = [
    (RunTimedOut(3.0), "still computing after 3 s and was stopped"),
    (RunOutOfMemory(1 << 30), "more memory than it may have (1024 MiB)"),
    (RunCrashed(-9), "the process that computed this run died"),
]


@pytest.mark.parametrize(("failure", "words"), FAILURES)
def test_a_run_that_fails_is_a_message_and_the_page_stands(
    browser: Browser, runs: ScriptedRunner, failure: RunFailed, words: str
) -> None:
    browser.answer(CHOICE, option="b")
    runs.failure = failure
    page = browser.get(f"/questions/{CHOICE}/answer?steps=77")
    assert page.status == 200
    assert words.lower() in page.words.lower()
    assert 'role="alert"' in page.html
    assert "the largest gap is — , and the loss ends at —" in page.words
    assert "✓ True: The parameters move" in page.words
    assert page.has_form(f"/questions/{CHOICE}/ratings")
    assert page.form(f"/questions/{CHOICE}/answer").fields["steps"] == "77"


@pytest.mark.parametrize(("failure", "words"), FAILURES)
def test_an_answer_whose_run_fails_is_not_stored_and_not_lost(
    browser: Browser, app: Flask, runs: ScriptedRunner, failure: RunFailed, words: str
) -> None:
    runs.failure = failure
    form = attempts_form(browser, SPOKEN)
    page = browser.send(form, text="my long answer")
    assert page.status == 422
    assert words.lower() in page.words.lower()
    assert "my long answer" in page.words
    assert count(app, Attempt) == 0
    runs.failure = None
    assert browser.send(form, text="my long answer").status == 303


def test_when_too_many_runs_wait_the_page_says_when_to_come_back(
    browser: Browser, app: Flask, runs: ScriptedRunner
) -> None:
    runs.failure = TooManyRuns(2)
    page = browser.send(attempts_form(browser, SPOKEN), text="my long answer")
    assert (page.status, page.headers["Retry-After"]) == (503, "2")
    assert "Try again in 2 s" in page.words
    assert "my long answer" in page.words
    assert count(app, Attempt) == 0


# --- rating --------------------------------------------------------------------------------------------------------


def test_the_four_buttons_say_when_the_question_returns_and_it_does(browser: Browser, clock: Clock) -> None:
    page = browser.answer(SPOKEN, text="x")
    form = page.form(f"/questions/{SPOKEN}/ratings")
    assert form.choices["rating"] == ["1", "2", "3", "4"]
    assert "1 Again 1 minute 2 Hard 6 minutes 3 Good 10 minutes 4 Easy 8 days" in page.words
    rated = browser.rate(page, 3)
    assert "Next review: Nov 22, 2026" in rated.words
    assert not rated.has_form(f"/questions/{SPOKEN}/ratings")
    clock.forward(minutes=9)
    assert "due" not in browser.get("/topics/initialization").words.split("stretch")[1]
    clock.forward(minutes=1)
    assert browser.get("/drill").location == f"/questions/{SPOKEN}"


def test_the_points_that_were_ticked_are_kept_with_the_rating(browser: Browser) -> None:
    page = browser.answer(SPOKEN, text="x")
    assert page.form(f"/questions/{SPOKEN}/ratings").choices["point"] == ["r1", "r2"]
    rated = browser.rate(page, 3, point=["r1", "99", "x"])
    assert "3 of 4 points" in rated.words
    boxes = re.findall(r'<input type="checkbox" name="point"[^>]*>', rated.html)
    assert ["checked" in box for box in boxes] == [True, False]
    assert all("disabled" in box for box in boxes)


def test_a_rating_sent_twice_counts_once(browser: Browser, app: Flask) -> None:
    form = browser.answer(SPOKEN, text="x").form(f"/questions/{SPOKEN}/ratings")
    first, second = browser.send(form, rating=3), browser.send(form, rating=3)
    assert (
        (first.status, first.location) == (second.status, second.location) == (303, f"/questions/{SPOKEN}/answer#rate")
    )
    assert count(app, Rating) == 1
    changed_mind = browser.send(form, rating=1)
    assert changed_mind.status == 422
    assert count(app, Rating) == 1


def test_of_two_tabs_the_first_rating_counts_and_the_other_is_told(browser: Browser, app: Flask) -> None:
    page = browser.answer(SPOKEN, text="x")
    other = browser.get(f"/questions/{SPOKEN}/answer")
    browser.rate(page, 3)
    late = browser.send(other.form(f"/questions/{SPOKEN}/ratings"), rating=1)
    assert late.status == 409
    assert count(app, Rating) == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"rating": 0}, 400),
        ({"rating": 5}, 400),
        ({"rating": "good"}, 400),
        ({"rating": None}, 400),
        ({"attempt": None}, 400),
        ({"attempt": 999}, 404),
        ({"event_key": None}, 400),
        ({"version": None}, 400),
        ({"version": 0}, 409),
        ({"csrf_token": None}, 400),
    ],
)
def test_a_rating_that_was_tampered_with_is_refused(
    browser: Browser, app: Flask, changes: dict[str, object], status: int
) -> None:
    form = browser.answer(SPOKEN, text="x").form(f"/questions/{SPOKEN}/ratings")
    assert browser.send(form, **{"rating": 3, **changes}).status == status
    assert count(app, Rating) == 0


def test_answering_again_shows_the_newest_answer(browser: Browser) -> None:
    browser.rate(browser.answer(SPOKEN, text="the older one"), 4)
    page = browser.answer(SPOKEN, text="the newer one")
    assert "the newer one" in page.words
    assert "the older one" not in page.words
    assert page.has_form(f"/questions/{SPOKEN}/ratings")


# --- the bank changes while the server runs ------------------------------------------------------------------------


def test_a_question_that_is_added_edited_and_removed_shows_up(
    browser: Browser, bank_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "FRESH", -1.0)
    file = bank_folder / "initialization" / "new-one.md"
    assert browser.get("/questions/new-one").status == 404
    file.write_text(copy_of(SPOKEN_TEXT, 7), encoding="utf-8")
    assert browser.answer("new-one", text="x").status == 200
    file.write_text(changed(copy_of(SPOKEN_TEXT, 7), "Because equal units", "Since equal units"), encoding="utf-8")
    assert "Since equal units receive" in browser.get("/questions/new-one/answer").words
    file.unlink()
    assert browser.get("/questions/new-one/answer").status == 404
    assert browser.get("/progress").status == 200
    assert browser.get("/").status == 200
