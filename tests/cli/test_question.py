"""`quizapp question …`: list, show, new, add, check."""

import json
from pathlib import Path

import pytest

from tests.conftest import Terminal
from tests.samples import IDS, SPOKEN, changed, copy_of, line_of


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "why-never-zero.md"
    file.write_text(copy_of(SPOKEN, 7), encoding="utf-8")
    return file


def test_every_question_is_listed(runner: Terminal) -> None:
    done = runner("question", "list")
    assert done.exit_code == 0
    assert all(slug in done.stdout for slug in IDS)
    listed = json.loads(runner("question", "list", "--json").stdout)
    assert {one["slug"]: one["id"] for one in listed} == IDS
    assert "为什么不从零开始" in runner("--lang", "zh", "question", "list").stdout


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "the largest gap is 0, and the loss ends at 0.0"), ("zh", "最大差是 0，损失停在 0.0")]
)
def test_a_question_is_shown_with_its_answer_computed_just_now(runner: Terminal, lang: str, words: str) -> None:
    done = runner("--lang", lang, "question", "show", "units-stay-alike")
    assert done.exit_code == 0
    assert words in " ".join(done.stdout.split())
    assert "{{" not in done.stdout
    assert ("✓ holds" if lang == "en" else "✓ 成立") in done.stdout


def test_a_question_is_shown_as_json(runner: Terminal) -> None:
    told = json.loads(runner("question", "show", "base-rate-loss", "--json").stdout)
    assert told["evidence"]["findings"]["prior"] == pytest.approx(0.5623, abs=1e-4)
    assert told["slug"] == "base-rate-loss"


@pytest.mark.parametrize("slug", ["nope", "../../etc/passwd", "%2e%2e", ""])
def test_a_question_that_there_is_not_ends_with_two(runner: Terminal, slug: str) -> None:
    done = runner("question", "show", slug)
    assert done.exit_code == 2
    assert done.stderr.strip() == f"no question is called {slug!r}"


def test_a_sound_draft_is_added_and_served(runner: Terminal, draft: Path, bank_folder: Path) -> None:
    assert runner("question", "check", draft).exit_code == 0
    done = runner("question", "add", draft)
    assert done.exit_code == 0
    assert "it is served at /questions/why-never-zero" in done.stdout
    assert (bank_folder / "initialization" / "why-never-zero.md").is_file()
    assert runner("question", "show", "why-never-zero").exit_code == 0
    again = runner("question", "add", draft)
    assert again.exit_code == 1
    assert "already; nothing was written" in again.stderr


def test_a_broken_draft_is_told_whole_and_not_added(runner: Terminal, draft: Path, bank_folder: Path) -> None:
    text = changed(changed(copy_of(SPOKEN, 7), "points = 3", "points = 9"), '"stretch"', '"hard"')
    draft.write_text(text, encoding="utf-8")
    for verb in ("add", "check"):
        done = runner("question", verb, draft)
        assert done.exit_code == 1
        assert done.stdout.splitlines()[0].startswith(f"{draft}:{line_of(text, 'level =')}: value: level = ")
        assert done.stdout.splitlines()[1].startswith(
            f"{draft}:{line_of(text, 'points = 9')}: value: rubric.0.points = 9"
        )
        told = json.loads(runner("question", verb, draft, "--json").stdout)
        assert [one["line"] for one in told] == [line_of(text, "level ="), line_of(text, "points = 9")]
    assert not (bank_folder / "initialization" / "why-never-zero.md").exists()


def test_a_draft_that_there_is_not_ends_with_two_or_a_diagnostic(runner: Terminal, tmp_path: Path) -> None:
    assert runner("question", "add", tmp_path / "nope.md").exit_code == 2
    done = runner("question", "check", tmp_path / "nope.md")
    assert done.exit_code == 1
    assert f"{tmp_path / 'nope.md'}:1: unreadable: " in done.stdout


def test_questions_are_checked_by_slug_and_by_path_together(runner: Terminal, draft: Path, bank_folder: Path) -> None:
    (bank_folder / "initialization" / "why-not-zero.md").write_text("x", encoding="utf-8")
    done = runner("question", "check", "why-not-zero", "base-rate-loss", draft)
    assert done.exit_code == 1
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["initialization/why-not-zero.md"]
    unknown = runner("question", "check", "nope")
    assert unknown.exit_code in (1, 2)
    assert "no question is called 'nope'" in unknown.stderr


def test_a_new_draft_is_the_template(runner: Terminal, bank_folder: Path, tmp_path: Path) -> None:
    (bank_folder / "_template.md").write_text(SPOKEN, encoding="utf-8")
    done = runner("question", "new", tmp_path / "why-relu.md")
    assert done.exit_code == 0
    assert "quizapp question add" in done.stdout
    assert (tmp_path / "why-relu.md").read_text(encoding="utf-8") == SPOKEN
    assert runner("question", "new", tmp_path / "why-relu.md").exit_code == 1
    assert runner("question", "new", tmp_path / "Why Relu.md").exit_code == 1
