"""Documents and contradictions: what they cite and what decides them must exist."""

import pytest

from quizapp.bank import reader, rules, source_rules
from tests.samples import CONTRADICTIONS, DOCUMENT, IDS, changed

SECOND = DOCUMENT.index('[[statements]]\nid = "D1-02"')


@pytest.mark.parametrize(
    ("old", "new", "rule", "place", "words"),
    [
        (
            'id = "D1-01"\nsection = "1"',
            'id = "D1-01"\nsection = "7"',
            "section",
            "[[statements]]",
            "no section '7'; there are 1",
        ),
        ('id = "D1-02"', 'id = "D2-02"', "id", 'id = "D2-02"', "an id is D1-<number>"),
        (
            'demonstration = "zero-init-symmetry"',
            'demonstration = "nope"',
            "decision",
            "[[statements.decided_by]]",
            "no demonstration is called 'nope'",
        ),
        (
            'holds = ["gap"]',
            'holds = ["gab"]',
            "decision",
            "[[statements.decided_by]]",
            "claims no 'gab'; it claims gap, moved",
        ),
        ('holds = ["gap"]\n', "\n", "decision", "[[statements.decided_by]]", "it names no claim"),
        (
            'holds = ["gap"]',
            'holds = ["gap"]\nparams = { hidden = 3 }',
            "decision",
            "[[statements.decided_by]]",
            "hidden = 3",
        ),
    ],
)
def test_a_broken_rule_is_told_at_its_line(old: str, new: str, rule: str, place: str, words: str) -> None:
    text = changed(DOCUMENT, old, new)
    document, found = reader.read_document(text, path="sources/D1.toml")
    assert document is not None, found
    told = list(source_rules.check(document))
    assert [(one.path, one.rule, one.line) for one in told] == [
        ("sources/D1.toml", rule, text[: text.index(place)].count("\n") + 1)
    ]
    assert words in told[0].message


def test_a_statement_that_stands_twice_is_told_twice() -> None:
    document, _ = reader.read_document(changed(DOCUMENT, '"D1-02"', '"D1-01"'), path="sources/D1.toml")
    assert document is not None
    assert [one.rule for one in source_rules.check(document)] == ["duplicate", "duplicate"]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"D1-02"]', '"D1-77"]', "statement"),
        ('question = "units-stay-alike"', 'question = "gone"', "question"),
        ('holds = ["gap"]', 'holds = ["gone"]', "decision"),
        ('"zero-init-symmetry"', '"gone"', "decision"),
    ],
)
def test_a_contradiction_names_what_exists(old: str, new: str, rule: str) -> None:
    document, _ = reader.read_document(DOCUMENT, path="sources/D1.toml")
    assert document is not None
    shelf = rules.Shelf(frozenset(IDS), frozenset({"D1"}), {"D1": document.value}, ())
    sound, _ = reader.read_contradictions(CONTRADICTIONS, path="c.toml")
    assert list(source_rules.check_contradictions(sound, shelf, "c.toml")) == []
    broken, _ = reader.read_contradictions(changed(CONTRADICTIONS, old, new), path="c.toml")
    told = list(source_rules.check_contradictions(broken, shelf, "c.toml"))
    assert [one.rule for one in told] == [rule]
    assert told[0].message.startswith("X1: ")


def test_a_broken_document_is_reported_once_and_not_by_every_contradiction() -> None:
    contradictions, _ = reader.read_contradictions(CONTRADICTIONS, path="c.toml")
    shelf = rules.Shelf(frozenset(IDS), frozenset({"D1"}), {}, ())
    assert list(source_rules.check_contradictions(contradictions, shelf, "c.toml")) == []
