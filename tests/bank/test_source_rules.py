"""A verdict is computed, or the document says why it cannot be."""

import pytest

from quizapp.bank import reader, source_rules
from quizapp.bank.diagnostic import Diagnostic
from tests.samples import DOCUMENT, changed

RUN = '[[statements.decided_by]]\ndemonstration = "zero-init-symmetry"\nholds = ["gap"]\n'
REASON = 'undecided = { zh = "只是记号。", en = "Notation only." }\n'


def faults(text: str) -> list[Diagnostic]:
    document, found = reader.read_document(text, path="sources/D1.toml")
    assert document is not None, found
    return list(source_rules.check(document))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (changed(DOCUMENT, RUN, ""), "D1-01: no run decides it"),
        (changed(DOCUMENT, RUN, REASON + RUN), "keep one of the two"),
    ],
)
def test_a_statement_is_decided_by_a_run_or_says_why_it_is_not(text: str, words: str) -> None:
    (told,) = faults(text)
    assert (told.rule, told.line) == ("undecided", text[: text.index("[[statements]]")].count("\n") + 1)
    assert words in told.message


@pytest.mark.parametrize(
    "text",
    [
        changed(DOCUMENT, RUN, REASON),
        changed(changed(DOCUMENT, RUN, ""), 'verdict = "true"', 'verdict = "lost"'),
    ],
)
def test_a_statement_with_a_reason_or_one_that_is_lost_needs_no_run(text: str) -> None:
    assert faults(text) == []
