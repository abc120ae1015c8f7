"""Trials: what only drawing and running can show, before a learner sees it.

Every formula must be drawn by the page's KaTeX, and nothing may be written that the page would not show.
The claims that an answer rests on must hold at the question's own parameters and under many other seeds;
exactly one option must be right; every slot must fill; the number asked for must be finite.
"""

import math
from collections.abc import Iterator, Sequence

from engine import Evidence, catalogue
from engine.errors import BrokenFinding
from engine.sweep import over_seeds, sweep
from quizapp.bank import prose, quoting, slots
from quizapp.bank.condition import Decision
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.question import ChoiceAsk, NumberAsk, Question
from quizapp.bank.reader import Authored
from quizapp.bank.rules import LANGS
from quizapp.bank.source import Contradiction, Document

SEEDS = 5  # unlike seeds a trial; where a run batches 64 seeds that is 320


def try_question(question: Authored[Question], seeds: int = SEEDS) -> Iterator[Diagnostic]:
    """Run a question that passed the rules."""
    yield from _prose_shows(question)
    demonstration = catalogue.get(question.value.demonstration)
    values = demonstration.parse(question.value.params)
    try:
        evidence = demonstration.run(values)
    except (ArithmeticError, BrokenFinding, ValueError, MemoryError) as error:
        yield question.at("run", f"{type(error).__name__}: {error}", "params")
        return
    yield from _claims_hold(question, evidence, seeds)
    yield from _options_decide(question, evidence)
    yield from _number_is_finite(question, evidence)
    yield from _slots_fill(question, evidence)


def _prose_shows(question: Authored[Question]) -> Iterator[Diagnostic]:
    """Whatever the page would not show as it is written; formulas are drawn with the page's KaTeX."""
    for part in ("prompt", "answer"):
        for lang in LANGS:
            for line, rule, message in prose.faults(getattr(question.value, part).to(lang)):
                start = question.at(rule, message, part, lang)
                yield Diagnostic(start.path, start.line + line, rule, message)


def _claims_hold(question: Authored[Question], evidence: Evidence, seeds: int) -> Iterator[Diagnostic]:
    demonstration = catalogue.get(question.value.demonstration)
    others = over_seeds(demonstration, evidence.parameters, seeds)
    for result in sweep(demonstration, others):
        if result.claim not in question.value.rests_on or result.held == result.total:
            continue
        bound = demonstration.claims[result.claim].bound
        worst = demonstration.run(result.failures[0]).verdicts[result.claim].worst
        message = (
            f"{result.claim} fails in {result.total - result.held} of {result.total} runs: "
            f"measured {worst:g}, bound {bound:g} at {dict(result.failures[0])}"
        )
        yield question.at("claim-fails", message, "rests_on")


def _options_decide(question: Authored[Question], evidence: Evidence) -> Iterator[Diagnostic]:
    ask = question.value.ask
    if not isinstance(ask, ChoiceAsk):
        return
    right = [number for number, option in enumerate(ask.options) if option.is_met(evidence)]
    if not right or (len(right) > 1 and not ask.several):
        message = f"{len(right)} options are right in this run ({right}); the verdicts must leave exactly one"
        yield question.at("options", message, "ask")


def _number_is_finite(question: Authored[Question], evidence: Evidence) -> Iterator[Diagnostic]:
    ask = question.value.ask
    if isinstance(ask, NumberAsk):
        expected = expected_number(ask, evidence)
        if not math.isfinite(expected):
            yield question.at("finding", f"{ask.finding} is {expected} at these parameters", "ask", "finding")


def _slots_fill(question: Authored[Question], evidence: Evidence) -> Iterator[Diagnostic]:
    demonstration = catalogue.get(question.value.demonstration)
    for part in ("prompt", "answer"):
        for lang in LANGS:
            quotes = quoting.quotes(demonstration, evidence, lang)
            try:
                slots.fill(prose.rendered(getattr(question.value, part).to(lang)), quotes)
            except slots.BadSlot as error:
                yield question.at("slot-format", str(error), part, lang)


def expected_number(ask: NumberAsk, evidence: Evidence) -> float:
    """The number that a question asks for, in one run; of a claim over seeds, the one furthest from holding."""
    if ask.finding in evidence.verdicts:
        return evidence.verdicts[ask.finding].worst
    return float(evidence.findings[ask.finding])


def try_document(document: Authored[Document]) -> Iterator[Diagnostic]:
    """Run everything that decides a document's statements."""
    for number, statement in enumerate(document.value.statements):
        for which, decision in enumerate(statement.decided_by):
            for message in unmet(decision):
                yield document.at("verdict", f"{statement.id}: {message}", "statements", number, "decided_by", which)


def try_contradictions(contradictions: Sequence[Contradiction]) -> Iterator[Diagnostic]:
    """Run everything that settles a contradiction."""
    for one in contradictions:
        for message in (message for decision in one.decided_by for message in unmet(decision)):
            yield Diagnostic("contradictions.toml", 1, "verdict", f"{one.id}: {message}")


def unmet(decision: Decision) -> Iterator[str]:
    """What the run of a decision shows that the decision does not say."""
    demonstration = catalogue.get(decision.demonstration)
    evidence = demonstration.run(demonstration.parse(decision.params))
    for name in decision.holds:
        if not evidence.verdicts[name].holds:
            yield f"{demonstration.slug}: {name} should hold and fails, measured {evidence.verdicts[name].worst:g}"
    for name in decision.fails:
        if evidence.verdicts[name].holds:
            yield f"{demonstration.slug}: {name} should fail and holds, measured {evidence.verdicts[name].worst:g}"
