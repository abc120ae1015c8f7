"""A bank that follows its folder while the server runs."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quizapp.bank import folder as module
from quizapp.bank.folder import Folder, scan
from tests.samples import IDS, SPOKEN, changed, copy_of


@pytest.fixture(autouse=True)
def _every_look_is_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FRESH", -1.0)


def test_a_file_that_is_added_edited_and_removed_is_seen(bank_folder: Path) -> None:
    folder, file = Folder(bank_folder), bank_folder / "initialization" / "new-one.md"
    assert set(folder.bank().questions) == set(IDS)
    file.write_text(copy_of(SPOKEN, 7), encoding="utf-8")
    assert "new-one" in folder.bank().questions
    before = folder.bank().questions["new-one"].revision
    file.write_text(changed(copy_of(SPOKEN, 7), "Why not start", "Why never start"), encoding="utf-8")
    assert folder.bank().questions["new-one"].title.en == "Why never start from zero?"
    assert folder.bank().questions["new-one"].revision != before
    file.write_text("broken", encoding="utf-8")
    assert "new-one" not in folder.bank().questions
    assert [one.path for one in folder.bank().diagnostics] == ["initialization/new-one.md"]
    file.unlink()
    assert folder.bank().diagnostics == ()


def test_a_document_and_the_contradictions_are_followed_too(bank_folder: Path) -> None:
    folder = Folder(bank_folder)
    assert set(folder.bank().documents) == {"D1"}
    (bank_folder / "contradictions.toml").unlink()
    (bank_folder / "sources" / "D1.toml").unlink()
    assert folder.bank().documents == {}
    assert folder.bank().contradictions == ()


def test_nothing_is_parsed_again_while_nothing_changes(bank_folder: Path) -> None:
    folder = Folder(bank_folder)
    assert folder.bank() is folder.bank()


def test_a_fresh_look_is_believed(bank_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(bank_folder)
    bank = folder.bank()
    (bank_folder / "initialization" / "why-not-zero.md").unlink()
    monkeypatch.setattr(module, "FRESH", 3600.0)
    assert folder.bank() is bank


def test_an_edit_of_the_same_length_is_seen_by_its_time(bank_folder: Path) -> None:
    file = bank_folder / "initialization" / "why-not-zero.md"
    before = scan(bank_folder)
    os.utime(file, ns=(1, 1))
    assert scan(bank_folder) != before


def test_a_file_that_cannot_be_looked_at_is_left_out_of_the_scan(bank_folder: Path) -> None:
    (bank_folder / "initialization" / "loop.md").symlink_to(bank_folder / "initialization" / "loop.md")
    (bank_folder / "initialization" / "gone.md").symlink_to(bank_folder / "nowhere")
    names = {Path(name).name for name, _, _ in scan(bank_folder)}
    assert names == {*(f"{slug}.md" for slug in IDS), "D1.toml", "contradictions.toml", "topics.toml"}
    assert set(Folder(bank_folder).bank().questions) == set(IDS)


def test_many_readers_see_whole_banks(bank_folder: Path) -> None:
    folder, file = Folder(bank_folder), bank_folder / "initialization" / "new-one.md"

    def look(turn: int) -> int:
        if turn % 4 == 0:
            file.write_text(copy_of(SPOKEN, turn + 1), encoding="utf-8")
        return len(folder.bank().questions)

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(look, range(24))) <= {3, 4}
