"""A broken file is left out and listed; everything else is served."""

from pathlib import Path

import pytest

from quizapp.bank.bank import Bank, document_files, load, question_files
from tests.samples import CHAPTER, CHOICE, CONTRADICTIONS, DOCUMENT, IDS, NUMBER, SPOKEN, TOPICS, changed, copy_of


@pytest.fixture
def folder(bank_folder: Path) -> Path:
    return bank_folder


@pytest.fixture
def topic(folder: Path) -> Path:
    return folder / "initialization"


def test_the_sound_bank_is_served_whole(folder: Path) -> None:
    bank = load(folder)
    assert bank.diagnostics == ()
    assert set(bank.questions) == set(IDS)
    assert set(bank.documents) == {"D1"}
    assert [one.id for one in bank.contradictions] == ["X1"]
    assert bank.topics == ("initialization",)


def test_questions_of_a_topic_come_from_warm_up_to_stretch(folder: Path) -> None:
    bank = load(folder)
    assert [one.level for one in bank.of_topic("initialization")] == ["warm-up", "core", "stretch"]
    assert bank.of_topic("nothing") == []


def test_what_belongs_together_is_found(folder: Path) -> None:
    bank = load(folder)
    assert {one.slug for one in bank.of_demonstration("zero-init-symmetry")} == set(IDS)
    assert [one.slug for one in bank.citing("D1-02")] == ["units-stay-alike"]
    assert bank.by_id()[IDS["why-not-zero"]].slug == "why-not-zero"
    found = bank.statement("D1-02")
    assert found is not None
    assert (found[0].key, found[1].verdict) == ("D1", "false")
    assert bank.statement("D1-99") is None


BROKEN = {
    "head": changed(CHOICE, "+++\nid", "id"),
    "toml": changed(CHOICE, 'level = "core"', "level = core"),
    "unknown-key": changed(CHOICE, 'level = "core"', 'level = "core"\nauthor = "me"'),
    "missing-section": CHOICE.split("## answer.en")[0],
    "slot": CHOICE.replace("{{ gap }}", "{{ gab }}"),
    "too-large": CHOICE + "x" * 5_000_000,
    "prose-size": CHOICE + "x" * 30_000,
    "claim": changed(CHOICE, 'rests_on = ["gap"]', 'rests_on = ["nope"]'),
    "demonstration": changed(CHOICE, "zero-init-symmetry", "nope"),
    "params": changed(CHOICE, "hidden = 4", "hidden = 5"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_question_is_listed_and_the_others_are_served(topic: Path, rule: str) -> None:
    (topic / "broken.md").write_text(
        copy_of(BROKEN[rule], 7) if "\nid = " in BROKEN[rule] else BROKEN[rule], encoding="utf-8"
    )
    bank = load(topic.parent)
    assert set(bank.questions) == set(IDS)
    assert {(one.path, one.rule) for one in bank.diagnostics} == {("initialization/broken.md", rule)}
    path, line, told, message = str(bank.diagnostics[0]).split(":", 3)
    assert (path, told.strip()) == ("initialization/broken.md", rule)
    assert int(line) >= 1
    assert message.strip()


def test_files_that_are_not_text_take_nothing_down(topic: Path) -> None:
    (topic / "binary.md").write_bytes(bytes(range(256)))
    (topic / "folder.md").mkdir()
    (topic / "dangling.md").symlink_to(topic / "nowhere.md")
    (topic / "empty.md").write_text("")
    bank = load(topic.parent)
    assert set(bank.questions) == set(IDS)
    found = {(one.path.rpartition("/")[2], one.rule) for one in bank.diagnostics}
    assert found == {
        ("binary.md", "encoding"),
        ("folder.md", "unreadable"),
        ("dangling.md", "unreadable"),
        ("empty.md", "head"),
    }


@pytest.mark.parametrize("name", ["Upper.md", "with space.md", "under_score.md", "-.md", "中文.md", "a" * 90 + ".md"])
def test_a_name_that_is_no_slug_is_told(topic: Path, name: str) -> None:
    (topic / name).write_text(copy_of(SPOKEN, 7), encoding="utf-8")
    bank = load(topic.parent)
    assert set(bank.questions) == set(IDS)
    assert [one.path for one in bank.diagnostics] == [f"initialization/{name}"]


def test_a_question_in_the_wrong_folder_is_told(folder: Path) -> None:
    (folder / "optimization").mkdir()
    (folder / "optimization" / "stray.md").write_text(copy_of(SPOKEN, 7), encoding="utf-8")
    bank = load(folder)
    assert "stray" not in bank.questions
    assert [(one.path, one.rule, one.line) for one in bank.diagnostics] == [("optimization/stray.md", "topic", 5)]


def test_two_files_of_one_name_are_not_one_question(folder: Path) -> None:
    (folder / "optimization").mkdir()
    text = changed(copy_of(SPOKEN, 7), 'topic = "initialization"', 'topic = "optimization"')
    (folder / "optimization" / "why-not-zero.md").write_text(text, encoding="utf-8")
    bank = load(folder)
    assert bank.questions["why-not-zero"].topic == "initialization"
    assert [(one.path, one.rule) for one in bank.diagnostics] == [("optimization/why-not-zero.md", "duplicate-slug")]
    assert "initialization/why-not-zero.md" in bank.diagnostics[0].message


def test_a_copied_id_takes_both_files_down_because_history_hangs_on_it(topic: Path) -> None:
    (topic / "copy.md").write_text(NUMBER, encoding="utf-8")
    bank = load(topic.parent)
    assert set(bank.questions) == {"units-stay-alike", "why-not-zero"}
    assert {(one.path, one.rule) for one in bank.diagnostics} == {
        ("initialization/copy.md", "duplicate-id"),
        ("initialization/base-rate-loss.md", "duplicate-id"),
    }


def test_a_question_stays_when_the_one_it_leads_to_is_removed(topic: Path) -> None:
    (topic / "base-rate-loss.md").unlink()
    bank = load(topic.parent)
    assert set(bank.questions) == {"units-stay-alike", "why-not-zero"}
    assert [(one.path, one.rule) for one in bank.diagnostics] == [("initialization/units-stay-alike.md", "follow-up")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (changed(DOCUMENT, 'holds = ["gap"]', 'holds = ["nope"]'), "decision"),
        (changed(DOCUMENT, "zero-init-symmetry", "nope"), "decision"),
        (changed(DOCUMENT, "year = 2019", "pages = 3"), "unknown-key"),
        (changed(DOCUMENT, 'key = "D1"', 'key = "D7"'), "key"),
        (DOCUMENT + "x" * 300_000, "too-large"),
    ],
)
def test_a_broken_document_is_listed_and_nothing_that_decides_it_is_run(folder: Path, text: str, rule: str) -> None:
    (folder / "sources" / "D1.toml").write_text(text, encoding="utf-8")
    bank = load(folder)
    assert bank.documents == {}
    assert bank.documents_authored == {}
    assert set(bank.questions) == set(IDS)
    assert ("sources/D1.toml", rule) in {(one.path, one.rule) for one in bank.diagnostics}


def test_a_broken_contradiction_is_listed_and_the_others_are_served(folder: Path) -> None:
    second = changed(changed(CONTRADICTIONS, '"X1"', '"X2"'), 'holds = ["gap"]', 'holds = ["nope"]')
    (folder / "contradictions.toml").write_text(CONTRADICTIONS + second, encoding="utf-8")
    bank = load(folder)
    assert [one.id for one in bank.contradictions] == ["X1"]
    assert [one.rule for one in bank.diagnostics] == ["decision"]


@pytest.mark.parametrize("text", ["[[contradictions]]\n", "=", "x" * 300_000])
def test_contradictions_that_cannot_be_read_are_listed(folder: Path, text: str) -> None:
    (folder / "contradictions.toml").write_text(text, encoding="utf-8")
    bank = load(folder)
    assert bank.contradictions == ()
    assert {one.path for one in bank.diagnostics} == {"contradictions.toml"}
    assert set(bank.questions) == set(IDS)


def test_chapters_give_the_order_in_which_a_topic_is_read(folder: Path) -> None:
    (folder / "topics.toml").write_text(TOPICS + CHAPTER, encoding="utf-8")
    bank = load(folder)
    assert bank.diagnostics == ()
    assert [one.slug for one in bank.of_topic("initialization")] == [
        "why-not-zero",
        "base-rate-loss",
        "units-stay-alike",
    ]
    assert bank.shelf("initialization").en == "Initialization"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (TOPICS + changed(CHAPTER, "base-rate-loss", "gone"), "chapter", 1),
        (changed(TOPICS, "zh =", "cn ="), "missing-key", 1),
        (TOPICS + "color = 1", "unknown-key", 5),
        ("= 1", "toml", 1),
        ("", "missing-key", 1),
    ],
)
def test_a_mistake_in_the_list_of_topics_takes_no_question_down(folder: Path, text: str, rule: str, line: int) -> None:
    (folder / "topics.toml").write_text(text, encoding="utf-8")
    bank = load(folder)
    assert set(bank.questions) == set(IDS)
    assert ("topics.toml", rule, line) in {(one.path, one.rule, one.line) for one in bank.diagnostics}
    assert bank.topics == ("initialization",)


def test_without_a_list_topics_are_called_as_their_folders_are(folder: Path) -> None:
    (folder / "topics.toml").unlink()
    bank = load(folder)
    assert bank.diagnostics == ()
    assert bank.shelf("initialization").to("en") == "initialization"


def test_diagnostics_are_sorted_by_place(topic: Path) -> None:
    for name in ("b", "a"):
        (topic / f"{name}.md").write_text("nothing", encoding="utf-8")
    assert [one.path for one in load(topic.parent).diagnostics] == ["initialization/a.md", "initialization/b.md"]


def test_an_empty_folder_is_an_empty_bank(tmp_path: Path) -> None:
    bank = load(tmp_path)
    assert bank == Bank(tmp_path, {}, {})
    assert (question_files(tmp_path), document_files(tmp_path)) == ([], [])
