"""Reading authored files: what is wrong is told with path, line, rule and advice, and nothing raises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank import reader
from quizapp.bank.diagnostic import Diagnostic
from tests.samples import CHOICE, CONTRADICTIONS, DOCUMENT, IDS, NUMBER, SPOKEN, changed, line_of

PATH = "initialization/q.md"


def found_in(text: str) -> list[Diagnostic]:
    question, found = reader.read_question(text, slug="q", path=PATH)
    assert question is None
    return found


def only(text: str) -> Diagnostic:
    found = found_in(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("text", [CHOICE, NUMBER, SPOKEN])
def test_a_sound_file_is_read_without_a_word(text: str) -> None:
    question, found = reader.read_question(text, slug="q", path=PATH)
    assert found == []
    assert question is not None
    assert question.value.id in IDS.values()
    assert question.value.slug == "q"
    assert question.value.revision == reader.fingerprint(text)


def test_sections_keep_their_text_and_their_lines() -> None:
    question, _ = reader.read_question(CHOICE, slug="q", path=PATH)
    assert question is not None
    assert (
        question.value.prompt.en
        == "A layer of {{ hidden }} {{ activation }} units starts from zero. What has training made of it?"
    )
    assert question.value.answer.zh.endswith("$$\\Delta w_i=\\Delta w_j .$$")
    assert question.at("r", "m", "answer", "en").line == line_of(CHOICE, "## answer.en")
    assert question.at("r", "m", "ask", "options", 1).line == line_of(CHOICE, 'holds = ["gap"]') - 2
    assert question.at("r", "m", "follow_ups", 0, "question").line == line_of(CHOICE, 'question = "base-rate-loss"')


@pytest.mark.parametrize(
    ("old", "new", "rule", "place", "words"),
    [
        ("+++\nid", "id", "head", "id =", "the first line must be +++"),
        ('"全零的隐藏层"', '"全零的隐藏层', "toml", "title.zh", ""),
        ('level = "core"', 'level = "hard"', "value", "level =", '"hard"'),
        ('level = "core"', 'level = "core"\nauthor = "me"', "unknown-key", "author =", "author is not a key"),
        ('level = "core"', 'level = "core"\nprompt = "hi"', "unknown-key", "+++", "prompt is not a key of the head"),
        ('rests_on = ["gap"]\n', "", "missing-key", "+++", "rests_on is missing"),
        ('rests_on = ["gap"]', "rests_on = []", "value", "rests_on", "at least 1 item"),
        ('rests_on = ["gap"]', 'rests_on = "gap"', "value", "rests_on", "rests_on"),
        ("points = 2", "points = 9", "value", "points = 9", "rubric.0.points = 9"),
        ("points = 2", "points = 2\ncolor = 1", "unknown-key", "color", "rubric.0.color"),
        (
            'en = "Rounding sets the units apart"\n',
            "",
            "missing-key",
            '[[ask.options]]\nkey = "c"',
            "ask.options.2.en is missing",
        ),
        ('kind = "choice"', 'kind = "essay"', "value", "[ask]", "essay"),
        ('section = "1"\n', "", "missing-key", "[[sources]]", "sources.0.section is missing"),
        (IDS["units-stay-alike"], "1", "value", "id =", 'id = "1"'),
        ('title.en = "An all-zero hidden layer"\n', "", "missing-key", "title.zh", "title.en is missing"),
    ],
)
def test_a_mistake_in_the_head_is_told_at_its_line(old: str, new: str, rule: str, place: str, words: str) -> None:
    text = changed(CHOICE, old, new)
    found = only(text)
    assert (found.path, found.rule, found.line) == (PATH, rule, text[: text.index(place)].count("\n") + 1)
    assert words in found.message


def test_a_missing_language_is_told_by_the_name_of_its_section() -> None:
    text = CHOICE.split("## answer.en")[0]
    found = only(text)
    assert (found.rule, found.line) == ("missing-section", len(text.rstrip("\n").split("\n")))
    assert "## answer.en is missing or empty" in found.message


def test_an_empty_section_is_a_missing_one() -> None:
    found = only(changed(SPOKEN, "面试官问：权重为什么不能全部初始化为零？\n", "\n"))
    assert found.rule == "missing-section"
    assert "prompt.zh" in found.message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("## answer.zh\n", "## answer.fr\nfoo\n## answer.zh\n", "## answer.fr is no section"),
        ("## answer.zh\n", "## prompt.en\nagain\n## answer.zh\n", "## prompt.en stands twice"),
        ("## prompt.zh\n", "a stray line\n## prompt.zh\n", "text before the first section"),
    ],
)
def test_a_mistake_in_the_sections_is_told_at_its_line(old: str, new: str, words: str) -> None:
    text = changed(CHOICE, old, new)
    found = only(text)
    assert (found.rule, found.line) == ("section", line_of(CHOICE, old.strip()))
    assert words in found.message


def test_a_head_that_is_not_closed_is_told() -> None:
    assert only(CHOICE.replace("\n+++\n", "\n")).message.startswith("the head is not closed")


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    text = changed(
        changed(changed(CHOICE, "points = 2", "points = 9"), '"core"', '"hard"'), "## answer.en", "## answer.xx"
    )
    rules = sorted(one.rule for one in found_in(text))
    assert rules == ["missing-section", "section", "value", "value"]


def test_numbers_beyond_everything_are_refused() -> None:
    assert only(changed(NUMBER, "relative = 0.01", "absolute = inf")).rule == "value"
    assert only(changed(NUMBER, "relative = 0.01", "relative = nan")).rule == "value"


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    for whole in (text, f"+++\n{text}", f"+++\n{text}\n+++\n{text}", changed(CHOICE, "level =", f"{text} level =")):
        question, found = reader.read_question(whole, slug="q", path=PATH)
        assert (question is None) == bool(found)
        assert all(1 <= one.line <= whole.count("\n") + 2 for one in found)


@given(st.text(max_size=200))
def test_no_text_makes_the_readers_of_documents_raise(text: str) -> None:
    document, found = reader.read_document(text, path="sources/D1.toml")
    assert document is None
    assert found
    assert isinstance(reader.read_contradictions(text, path="contradictions.toml")[0], tuple)


def test_line_ends_and_the_mark_of_windows_editors_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "q.md"
    file.write_bytes(b"\xef\xbb\xbf" + CHOICE.replace("\n", "\r\n").encode())
    assert reader.read_text(file, path="q.md") == CHOICE


def test_characters_that_only_python_takes_for_line_ends_do_not_move_the_lines() -> None:
    text = changed(changed(CHOICE, "全零的隐藏层", "全零\u2028的\u0085隐藏层"), "points = 2", "points = 9")
    assert only(text).line == line_of(CHOICE, "points = 2")


@pytest.mark.parametrize(
    ("content", "rule", "words"),
    [
        (b"x" * 5_000_000, "too-large", "5,000,000 bytes"),
        (b"+++\n\xff\xfe", "encoding", "byte 4 is not UTF-8"),
        (None, "unreadable", "No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None, rule: str, words: str) -> None:
    file = tmp_path / "q.md"
    if content is not None:
        file.write_bytes(content)
    found = reader.read_text(file, path="topic/q.md")
    assert isinstance(found, Diagnostic)
    assert (found.path, found.line, found.rule) == ("topic/q.md", 1, rule)
    assert words in found.message


def test_a_folder_with_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "q.md").mkdir()
    found = reader.read_text(tmp_path / "q.md", path="q.md")
    assert isinstance(found, Diagnostic)
    assert found.rule == "unreadable"


def test_a_document_is_read_with_its_statements_in_order() -> None:
    document, found = reader.read_document(DOCUMENT, path="sources/D1.toml")
    assert found == []
    assert document is not None
    assert list(document.value.by_id) == ["D1-01", "D1-02"]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (
            DOCUMENT[DOCUMENT.index("corrected.zh") : DOCUMENT.index("errata")],
            "",
            '[[statements]]\nid = "D1-02"',
            "say in `corrected`",
        ),
        ('verdict = "true"', 'verdict = "true"\nerrata = ["E1"]', "[[statements]]", "it cannot be both"),
        ('verdict = "true"', 'verdict = "right"', "verdict =", "right"),
        ("year = 2019", 'year = "2019"', "year =", "2019"),
        ("year = 2019", "pages = 3", "pages =", "pages is not a key"),
    ],
)
def test_a_mistake_in_a_document_is_told_at_its_line(old: str, new: str, place: str, words: str) -> None:
    text = changed(DOCUMENT, old, new)
    document, found = reader.read_document(text, path="sources/D1.toml")
    assert document is None
    assert [one.line for one in found] == [text[: text.index(place)].count("\n") + 1]
    assert words in found[0].message


def test_contradictions_are_read_and_an_empty_file_has_none() -> None:
    assert [one.id for one in reader.read_contradictions(CONTRADICTIONS, path="c")[0]] == ["X1"]
    assert reader.read_contradictions("", path="c") == ((), [])
    assert reader.read_contradictions(changed(CONTRADICTIONS, '"X1"', "1"), path="c")[1][0].line == 2
