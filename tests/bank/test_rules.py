"""What a question means must make sense before it is served: every rule speaks, at the right line."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.bank import reader, rules
from quizapp.bank.diagnostic import Diagnostic
from tests.samples import CHOICE, DOCUMENT, IDS, NUMBER, SPOKEN, changed

DOCUMENT_READ, _ = reader.read_document(DOCUMENT, path="sources/D1.toml")
assert DOCUMENT_READ is not None
SHELF = rules.Shelf(
    questions=frozenset(IDS),
    documents=frozenset({"D1", "D9"}),
    sound={"D1": DOCUMENT_READ.value},
    ids=tuple(IDS.values()),
)


def faults(text: str, shelf: rules.Shelf = SHELF) -> list[Diagnostic]:
    question, found = reader.read_question(text, slug="q", path="initialization/q.md")
    assert question is not None, found
    return list(rules.check(question, shelf))


@pytest.mark.parametrize("text", [CHOICE, NUMBER, SPOKEN])
def test_a_sound_question_breaks_no_rule(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "change", "rule", "place", "words"),
    [
        (
            CHOICE,
            ('"zero-init-symmetry"', '"zero-init-symetry"'),
            "demonstration",
            "demonstration =",
            "did you mean zero-init-symmetry",
        ),
        (CHOICE, ("hidden = 4", "hidden = 5"), "params", "params =", "hidden = 5: must be one of 2, 4, 8"),
        (CHOICE, ("hidden = 4", "width = 4"), "params", "params =", "no such parameter"),
        (CHOICE, ("steps = 200", "steps = 2.5"), "params", "params =", "steps = 2.5"),
        (
            CHOICE,
            ('rests_on = ["gap"]', 'rests_on = ["gaps"]'),
            "claim",
            "rests_on =",
            "claims no 'gaps'; it claims gap, moved",
        ),
        (
            CHOICE,
            ('fails = ["moved"]', 'fails = ["final"]'),
            "claim",
            '[[ask.options]]\nkey = "b"',
            "claims no 'final'",
        ),
        (CHOICE, ('fails = ["gap"]\n', ""), "option", '[[ask.options]]\nkey = "c"', "nothing decides this option"),
        (
            NUMBER,
            ('finding = "prior"', 'finding = "loss"'),
            "finding",
            "finding =",
            "finds no number 'loss'; it finds gap, moved, final, prior",
        ),
        (NUMBER, ("relative = 0.01", "relative = 0.0"), "tolerance", "[ask]", "above 0"),
        (CHOICE, ('document = "D1"', 'document = "D2"'), "source", "document =", "no document 'D2'; there are D1, D9"),
        (CHOICE, ('section = "1"', 'section = "2"'), "source", "section =", "has no section '2'; there are 1"),
        (CHOICE, ('"D1-02"]', '"D1-99"]'), "source", "statements =", "has no statement 'D1-99'"),
        (
            CHOICE,
            ('question = "base-rate-loss"', 'question = "nowhere"'),
            "follow-up",
            'question = "nowhere"',
            "'nowhere'",
        ),
    ],
)
def test_a_broken_rule_is_told_at_its_line(
    text: str, change: tuple[str, str], rule: str, place: str, words: str
) -> None:
    text = changed(text, *change)
    found = faults(text)
    assert [(one.rule, one.line) for one in found] == [(rule, text[: text.index(place)].count("\n") + 1)]
    assert words in found[0].message


def test_a_broken_document_is_not_the_fault_of_the_question_that_cites_it() -> None:
    assert faults(changed(CHOICE, 'document = "D1"', 'document = "D9"')) == []


def test_two_questions_may_not_share_an_id() -> None:
    twice = rules.Shelf(SHELF.questions, SHELF.documents, SHELF.sound, (*SHELF.ids, IDS["why-not-zero"]))
    assert [(one.rule, one.line) for one in faults(SPOKEN, twice)] == [("duplicate-id", 2)]


@pytest.mark.parametrize(
    ("old", "new", "section", "rule", "words"),
    [
        (
            "the largest gap is {{ gap }}",
            "the largest gap is {{ gab }}",
            "answer.en",
            "slot",
            "{{ gab }} is nothing that answer.en can quote",
        ),
        (
            "{{ hidden }} {{ activation }} units",
            "{{ gap }} {{ hidden }} {{ activation }} units",
            "prompt.en",
            "slot",
            "{{ gap }} is nothing that prompt.en can quote",
        ),
        ("最大差是 {{ gap }}，", "", "answer.zh", "slot-language", "answer.en quotes {{ gap }} and answer.zh does not"),
    ],
)
def test_a_slot_must_resolve_and_stand_in_both_languages(
    old: str, new: str, section: str, rule: str, words: str
) -> None:
    text = changed(CHOICE, old, new)
    told = {(one.rule, one.line, one.message) for one in faults(text)}
    line = text[: text.index(f"## {section}")].count("\n") + 1
    assert any(one[:2] == (rule, line) and words in one[2] for one in told), told


def test_every_unresolved_slot_is_told_at_once() -> None:
    text = changed(
        changed(CHOICE, "{{ gap }}，", "{{ a1 }} {{ b1 }}，"), "gap is {{ gap }}", "gap is {{ a1 }} {{ b1 }}"
    )
    assert [one.rule for one in faults(text)] == ["slot"] * 4


@pytest.mark.parametrize("old", ["面试官问：", "因为相同", "指出对称性", "全零的隐藏层学到了什么"])
def test_a_text_that_no_page_could_render_is_refused_with_its_place(old: str) -> None:
    text = changed(SPOKEN, old, "[" * 1000 + old)
    assert [one.rule for one in faults(text)] == ["prose-size"]


def test_a_link_that_leads_nowhere_does_not_take_its_question_down() -> None:
    for old, new in (('question = "units-stay-alike"', 'question = "gone"'), ('section = "1"', 'section = "9"')):
        assert all(rules.is_link(fault) for fault in faults(changed(SPOKEN, old, new)))
    assert not any(rules.is_link(fault) for fault in faults(changed(SPOKEN, '["gap"]', '["nope"]')))


def test_a_topic_must_be_one_that_the_bank_lists() -> None:
    listed = replace(SHELF, topics=frozenset({"optimization"}))
    text = changed(SPOKEN, 'level = "stretch"', 'level = "stretch" ')
    (told,) = faults(text, listed)
    assert (told.rule, told.line) == ("topic", text[: text.index("topic =")].count("\n") + 1)
    assert "no topic is called 'initialization'; there are optimization" in told.message
    assert faults(SPOKEN, replace(SHELF, topics=frozenset({"initialization"}))) == []


def test_every_rule_of_the_list_speaks_in_these_tests() -> None:
    spoken = {
        mark.args[1][i][2]
        for mark in test_a_broken_rule_is_told_at_its_line.pytestmark
        for i in range(len(mark.args[1]))
    }
    source = Path(rules.__file__).read_text(encoding="utf-8")
    written = {line.split('"')[1] for line in source.splitlines() if "question.at(" in line}
    assert written - spoken == {
        "duplicate-id",
        "prose-size",
        "slot",
        "slot-language",
        "topic",
    }  # told in tests of their own
