"""Documents put to the test: every statement with its verdict, each of which can be run."""

from pathlib import Path

import pytest

from quizapp.runs.errors import RunTimedOut, TooManyRuns
from tests.pages import Browser
from tests.runners import ScriptedRunner
from tests.samples import DOCUMENT, changed


def test_the_documents_are_listed_with_how_their_statements_fared(visitor: Browser) -> None:
    page = visitor.get("/documents")
    assert page.status == 200
    assert "Some lecture notes" in page.words
    assert "a lecturer, 2019 · 2 statements" in page.words
    assert "✓ true 1" in page.words
    assert "✗ false 1" in page.words
    assert "1 place where they contradict each other" in page.words


def test_a_document_reads_like_a_referees_report(visitor: Browser) -> None:
    page = visitor.get("/documents/D1")
    assert page.status == 200
    assert page.words.index("From zero the units stay alike.") < page.words.index("From zero no parameter is ever")
    assert "✗ false D1-02 · ED1-1" in page.words
    assert "Corrected: On unbalanced labels the parameters do move." in page.words
    assert "<math" in page.html
    assert "/questions/units-stay-alike" in page.links
    assert "/documents/D1?run=D1-02#D1-02" in page.links
    assert "holds" not in page.words


def test_what_decides_a_statement_is_run_in_its_place(visitor: Browser) -> None:
    page = visitor.get("/documents/D1?run=D1-02")
    assert page.status == 200
    assert "as printed: useless, no parameter moves 5.241 ≤ 0 ✗ fails" in page.words
    assert "does not show what our verdict says" not in page.words
    link = next(link for link in page.links if link.startswith("/demonstrations/zero-init-symmetry"))
    assert visitor.get(link).status == 200
    assert visitor.get(link).form("/demonstrations/zero-init-symmetry").fields["data"] == "and"


def test_every_run_of_a_document_can_be_opened(visitor: Browser) -> None:
    for link in visitor.get("/documents/D1").links:
        if "run=" in link:
            page = visitor.get(link.split("#")[0])
            assert page.status == 200
            assert 'class="trials"' in page.html


def test_a_verdict_that_the_run_does_not_show_is_told(browser: Browser, bank_folder: Path) -> None:
    text = changed(DOCUMENT, 'fails = ["moved"]', 'holds = ["moved"]')
    (bank_folder / "sources" / "D1.toml").write_text(text, encoding="utf-8")
    assert "This run does not show what our verdict says." in browser.get("/documents/D1?run=D1-02").words


def test_contradictions_stand_side_by_side_with_what_settles_them(visitor: Browser) -> None:
    page = visitor.get("/documents/contradictions")
    assert page.status == 200
    assert "Do they move or not? X1" in page.words
    assert "From zero the units stay alike." in page.words
    assert "Settled: They move, and stay alike." in page.words
    assert "/documents/D1?run=D1-01#D1-01" in page.links
    run = visitor.get("/documents/contradictions?run=X1")
    assert "0 ≤ 0 ✓ holds" in run.words
    assert "≤ 0 ✗ fails" in run.words


@pytest.mark.parametrize("key", ["nope", "..", "..%2f001", "D1.toml", "%00", "<script>"])
def test_a_document_that_there_is_not_is_not_found(visitor: Browser, key: str) -> None:
    page = visitor.get(f"/documents/{key}")
    assert page.status == 404
    assert "<script>" not in page.html


@pytest.mark.parametrize("run", ["nope", "D1-99", "", "<script>", "../x"])
def test_a_statement_that_there_is_not_is_not_run(visitor: Browser, run: str) -> None:
    for address in ("/documents/D1", "/documents/contradictions"):
        page = visitor.get(address, query_string={"run": run})
        assert page.status == 200
        assert 'class="trials"' not in page.html
        assert "<script>" not in page.html


def test_a_run_that_fails_is_told_beside_its_statement(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = RunTimedOut(3.0)
    page = browser.get("/documents/D1?run=D1-01")
    assert page.status == 200
    assert "was stopped" in page.words
    assert "From zero no parameter is ever updated." in page.words


def test_when_too_many_runs_wait_the_page_says_when_to_come_back(browser: Browser, runs: ScriptedRunner) -> None:
    runs.failure = TooManyRuns(2)
    for address in ("/documents/D1?run=D1-01", "/documents/contradictions?run=X1"):
        page = browser.get(address)
        assert (page.status, page.headers["Retry-After"]) == (503, "2")
    assert browser.get("/documents/D1").status == 200


def test_a_bank_without_documents_has_an_empty_shelf(browser: Browser, bank_folder: Path) -> None:
    (bank_folder / "sources" / "D1.toml").unlink()
    (bank_folder / "contradictions.toml").unlink()
    for address in ("/documents", "/documents/contradictions", "/questions/why-not-zero"):
        assert browser.get(address).status == 200
