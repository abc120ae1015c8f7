"""Rules for documents and contradictions: what a statement cites and what decides it must exist."""

from collections import Counter
from collections.abc import Iterator, Sequence

from engine import catalogue
from engine.errors import InvalidParameters, UnknownDemonstration
from quizapp.bank.condition import Decision
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.reader import Authored
from quizapp.bank.rules import Shelf
from quizapp.bank.source import Contradiction, Document, Statement


def check(document: Authored[Document]) -> Iterator[Diagnostic]:
    """Every fault of a document that its syntax does not show."""
    sections = {section.id for section in document.value.sections}
    ids = Counter(statement.id for statement in document.value.statements)
    for number, statement in enumerate(document.value.statements):
        loc = ("statements", number)
        if statement.id.rpartition("-")[0] != document.value.key:
            yield document.at("id", f"statement {statement.id}: an id is {document.value.key}-<number>", *loc, "id")
        if statement.section not in sections:
            listed = ", ".join(sorted(sections))
            yield document.at("section", f"{statement.id}: no section {statement.section!r}; there are {listed}", *loc)
        if ids[statement.id] > 1:
            yield document.at("duplicate", f"statement {statement.id} stands {ids[statement.id]} times", *loc)
        for message in undecided_faults(statement):
            yield document.at("undecided", f"{statement.id}: {message}", *loc)
        for which, decision in enumerate(statement.decided_by):
            for message in decision_faults(decision):
                yield document.at("decision", f"{statement.id}: {message}", *loc, "decided_by", which)


def check_contradictions(contradictions: Sequence[Contradiction], shelf: Shelf, path: str) -> Iterator[Diagnostic]:
    """Every statement that a contradiction names must be one of a document, and its runs must exist."""
    known = {statement.id for document in shelf.sound.values() for statement in document.statements}
    whole = shelf.documents == frozenset(shelf.sound)  # a broken document is reported once, by itself
    for one in contradictions:
        for statement in one.statements:
            if whole and statement not in known:
                yield Diagnostic(path, 1, "statement", f"{one.id}: no document has a statement {statement!r}")
        for decision in one.decided_by:
            for message in decision_faults(decision):
                yield Diagnostic(path, 1, "decision", f"{one.id}: {message}")
        if one.question and one.question not in shelf.questions:
            yield Diagnostic(path, 1, "question", f"{one.id}: no question {one.question!r}")


def undecided_faults(statement: Statement) -> Iterator[str]:
    """A statement that is not lost is decided by a run, or says why nothing can be computed."""
    if statement.decided_by and statement.undecided:
        yield "it is decided by a run and says why nothing can be computed; keep one of the two"
    if not statement.decided_by and not statement.undecided and statement.verdict != "lost":
        yield "no run decides it; add a [[statements.decided_by]], or say in `undecided` why nothing can be computed"


def decision_faults(decision: Decision) -> Iterator[str]:
    """What keeps a decision from being run."""
    try:
        demonstration = catalogue.get(decision.demonstration)
        demonstration.parse(decision.params)
    except (UnknownDemonstration, InvalidParameters) as error:
        yield str(error)
        return
    for name in decision.claims:
        if name not in demonstration.claims:
            yield f"{decision.demonstration} claims no {name!r}; it claims {', '.join(demonstration.claims)}"
    if not decision.claims:
        yield "it names no claim; say in `holds` or `fails` which verdict decides"
