"""Putting questions into the bank: all mistakes at once, and nothing is written unless everything is sound."""

import re
import stat
from pathlib import Path

import pytest

from quizapp.bank.bank import Bank, load
from quizapp.study.authoring import (
    NotAdded,
    add_question,
    check_slug,
    new_draft,
    read_draft,
    trials,
    with_id,
    write_new,
)
from tests.samples import CHOICE, IDS, SPOKEN, changed, copy_of, line_of

WITHOUT_ID = re.sub(r'^id = "[^"]+"\n', "", SPOKEN, flags=re.MULTILINE)


@pytest.fixture
def bank(bank_folder: Path) -> Bank:
    return load(bank_folder)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "why-never-zero.md"
    file.write_text(WITHOUT_ID, encoding="utf-8")
    return file


def files(bank: Bank) -> set[str]:
    return {file.relative_to(bank.root).as_posix() for file in bank.root.rglob("*") if file.is_file()}


def test_a_sound_draft_is_put_into_its_topic_with_an_id(bank: Bank, draft: Path) -> None:
    target, found = add_question(bank, draft)
    assert found == []
    assert target == bank.root / "initialization" / "why-never-zero.md"
    again = load(bank.root)
    assert again.diagnostics == ()
    question = again.questions["why-never-zero"]
    assert question.id not in IDS.values()
    assert target.read_text(encoding="utf-8").replace(f'id = "{question.id}"\n', "") == WITHOUT_ID
    assert draft.read_text(encoding="utf-8") == WITHOUT_ID
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_a_draft_with_an_id_keeps_it(bank: Bank, draft: Path) -> None:
    draft.write_text(copy_of(SPOKEN, 7), encoding="utf-8")
    target, _ = add_question(bank, draft)
    assert target is not None
    assert target.read_text(encoding="utf-8") == copy_of(SPOKEN, 7)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("points = 3", "points = 9", "points = 9"),
        ('level = "stretch"', 'level = "stretch"\nauthor = "me"', "author"),
        ("zero-init-symmetry", "nope", "demonstration ="),
        ("{{ gap }}.", "{{ gab }}.", "## answer.en"),
        ("The interviewer", "The <script> interviewer", "<script>"),
        ("## answer.en", "## answer.fr", "## answer.fr"),
    ],
)
def test_a_diagnostic_names_the_line_that_the_author_sees(
    bank: Bank, draft: Path, old: str, new: str, place: str
) -> None:
    for text in (changed(WITHOUT_ID, old, new), changed(copy_of(SPOKEN, 7), old, new)):
        draft.write_text(text, encoding="utf-8")
        found = read_draft(bank, draft).diagnostics
        assert (str(draft), line_of(text, place)) in {(one.path, one.line) for one in found}


def test_on_any_diagnostic_nothing_is_written_and_all_are_told(bank: Bank, draft: Path) -> None:
    before = files(bank)
    draft.write_text(changed(changed(WITHOUT_ID, "points = 3", "points = 9"), '"stretch"', '"hard"'), encoding="utf-8")
    target, found = add_question(bank, draft)
    assert target is None
    assert [one.rule for one in found] == ["value", "value"]
    assert files(bank) == before


def test_a_question_that_its_own_demonstration_refutes_is_not_added(bank: Bank, draft: Path) -> None:
    text = changed(WITHOUT_ID, 'rests_on = ["gap"]', 'params = { tilt = 1.0 }\nrests_on = ["gap"]')
    draft.write_text(text, encoding="utf-8")
    target, found = add_question(bank, draft)
    assert target is None
    assert [(one.rule, one.line) for one in found] == [("claim-fails", line_of(text, "rests_on"))]


def test_an_id_that_another_question_has_is_refused(bank: Bank, draft: Path) -> None:
    draft.write_text(SPOKEN, encoding="utf-8")
    assert [(one.rule, one.line) for one in read_draft(bank, draft).diagnostics] == [("duplicate-id", 2)]


def test_a_topic_that_there_is_not_is_refused_with_those_that_there_are(bank: Bank, draft: Path) -> None:
    draft.write_text(changed(WITHOUT_ID, 'topic = "initialization"', 'topic = "initialisation"'), encoding="utf-8")
    (found,) = read_draft(bank, draft).diagnostics
    assert (found.rule, found.message) == (
        "topic",
        "no topic is called 'initialisation'; there are initialization (a new one goes into topics.toml)",
    )


@pytest.mark.parametrize("topic", ["initialization", "optimization"])
def test_a_name_that_is_taken_is_refused_in_every_topic(bank: Bank, tmp_path: Path, topic: str) -> None:
    (bank.root / topic).mkdir(exist_ok=True)
    (bank.root / topic / "sgd.md").write_text(
        changed(copy_of(CHOICE, 9), '"initialization"', f'"{topic}"'), encoding="utf-8"
    )
    bank, before = load(bank.root), files(bank)
    (tmp_path / "sgd.md").write_text(WITHOUT_ID, encoding="utf-8")
    with pytest.raises(NotAdded, match=r"a question is called 'sgd' already; nothing was written"):
        add_question(bank, tmp_path / "sgd.md")
    assert files(bank) == before


def test_a_file_that_appeared_meanwhile_is_never_overwritten(bank: Bank, draft: Path) -> None:
    target = bank.root / "initialization" / draft.name
    with pytest.raises(NotAdded, match="exists already"):
        write_new(_written(target, "theirs"), "ours")
    assert target.read_text(encoding="utf-8") == "theirs"
    assert not [name for name in files(bank) if Path(name).name.startswith(".")]


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def test_a_folder_that_cannot_be_written_is_told(bank: Bank, draft: Path) -> None:
    (bank.root / "initialization").rename(bank.root / "elsewhere")
    (bank.root / "initialization").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(NotAdded, match="nothing was changed"):
        add_question(bank, draft)


@pytest.mark.parametrize(
    ("content", "rule"), [(b"x" * 5_000_000, "too-large"), (b"\xff", "encoding"), (None, "unreadable"), (b"", "head")]
)
def test_a_draft_that_cannot_be_read_is_told(bank: Bank, draft: Path, content: bytes | None, rule: str) -> None:
    draft.unlink() if content is None else draft.write_bytes(content)
    target, found = add_question(bank, draft)
    assert target is None
    assert [(one.path, one.line, one.rule) for one in found] == [(str(draft), 1, rule)]


def test_an_id_is_added_once_and_only_to_a_head() -> None:
    made = with_id(WITHOUT_ID)
    assert with_id(made) == made
    assert made.startswith('+++\nid = "')
    assert with_id("no head") == "no head"


def test_a_new_draft_is_the_template_and_never_takes_the_place_of_a_file(bank: Bank, tmp_path: Path) -> None:
    (bank.root / "_template.md").write_text(WITHOUT_ID, encoding="utf-8")
    target = tmp_path / "new" / "why-relu.md"
    assert new_draft(bank, target) == target
    assert target.read_text(encoding="utf-8") == WITHOUT_ID
    with pytest.raises(NotAdded, match="exists already"):
        new_draft(bank, target)
    for name in ("Why.md", "why.txt", "a b.md", "-.md", ".md"):
        with pytest.raises(NotAdded, match="name it by its slug"):
            new_draft(bank, tmp_path / name)


def test_a_bank_without_a_template_says_so(bank: Bank, tmp_path: Path) -> None:
    with pytest.raises(NotAdded, match=r"_template\.md:1: unreadable"):
        new_draft(bank, tmp_path / "why-relu.md")


def test_a_question_of_the_bank_is_checked_by_its_slug(bank: Bank) -> None:
    assert check_slug(bank, "why-not-zero") == []
    with pytest.raises(NotAdded, match="no question is called 'nope'"):
        check_slug(bank, "nope")


def test_a_broken_question_of_the_bank_tells_its_own_diagnostics_only(bank: Bank) -> None:
    topic = bank.root / "initialization"
    (topic / "why-not-zero.md").write_text(changed(SPOKEN, "points = 3", "points = 9"), encoding="utf-8")
    (topic / "units-stay-alike.md").write_text("nothing", encoding="utf-8")
    assert [one.rule for one in check_slug(load(bank.root), "why-not-zero")] == ["value"]


def test_a_dead_link_does_not_hide_what_the_trial_finds(bank: Bank) -> None:
    text = changed(
        changed(SPOKEN, 'question = "units-stay-alike"', 'question = "gone"'), "The interviewer", "The <b> x"
    )
    (bank.root / "initialization" / "why-not-zero.md").write_text(text, encoding="utf-8")
    assert [one.rule for one in check_slug(load(bank.root), "why-not-zero")] == ["follow-up", "danger"]


def test_there_is_a_trial_for_every_file_and_a_sound_bank_passes(bank: Bank) -> None:
    named = trials(bank)
    assert [one.name for one in named] == [*sorted(IDS), "D1", "contradictions"]
    assert [one.diagnostics() for one in named] == [[]] * 5
