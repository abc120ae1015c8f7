"""Trials: what only drawing and running can show, before a learner sees it.

Every formula must be drawn by the page's KaTeX, and nothing may be written that the page would not show.
The claims that an answer rests on must hold at the question's own parameters and under many other seeds;
exactly one option must be right; every slot must fill; the number asked for must be finite.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from engine import Evidence, catalogue
from engine.errors import EngineError
from engine.sweep import over_seeds, sweep
from quizapp.bank import prose, quoting, slots, toml
from quizapp.bank.condition import Decision
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.question import ChoiceAsk, NumberAsk, Question
from quizapp.bank.reader import Authored
from quizapp.bank.rules import LANGS, asides
from quizapp.bank.source import Contradiction, Document
from quizapp.bank.words import Words
from quizapp.errors import QuizError

Runs = Callable[[str, Mapping[str, Any]], Evidence]  # a demonstration's slug and its parsed values → evidence

_FAILURES = (QuizError, EngineError, ArithmeticError, ValueError, MemoryError)  # what a run may end in

SEEDS = 5  # unlike seeds a trial; where a run batches 64 seeds that is 320


def run_here(slug: str, values: Mapping[str, Any]) -> Evidence:
    """Run in this process, without a deadline; `quizapp check` brings worker processes that have one."""
    return catalogue.get(slug).run(values)


def try_question(question: Authored[Question], run: Runs = run_here, seeds: int = SEEDS) -> Iterator[Diagnostic]:
    """Run a question that passed the rules."""
    yield from _prose_shows(question)
    demonstration = catalogue.get(question.value.demonstration)
    values = demonstration.parse(question.value.params)
    try:
        evidence = run(demonstration.slug, values)
        yield from _claims_hold(question, evidence, run, seeds)
    except _FAILURES as error:
        yield question.at("run", f"{type(error).__name__}: {error}", "params")
        return
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
    for loc, words in asides(question.value):
        for lang in LANGS:
            for rule, message in _aside_faults(getattr(words, lang)):
                yield question.at(rule, message, *loc, lang)


def _aside_faults(text: str) -> Iterator[tuple[str, str]]:
    """What the page would not show of a short text."""
    yield from ((rule, message) for _, rule, message in prose.faults(text))
    for slot in prose.slots(text):
        yield "slot-place", f"{{{{ {slot} }}}} stands where nothing fills it: quote it in the answer"


def _claims_hold(question: Authored[Question], evidence: Evidence, run: Runs, seeds: int) -> Iterator[Diagnostic]:
    demonstration = catalogue.get(question.value.demonstration)
    others = over_seeds(demonstration, evidence.parameters, seeds)
    for result in sweep(demonstration, others, partial(run, demonstration.slug)):
        if result.claim not in question.value.rests_on or result.held == result.total:
            continue
        bound = demonstration.claims[result.claim].bound
        worst = run(demonstration.slug, result.failures[0]).verdicts[result.claim].worst
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
    if not isinstance(ask, NumberAsk):
        return
    if ask.finding in evidence.verdicts and evidence.verdicts[ask.finding].total > 1:
        message = f"{ask.finding} is measured for each of many seeds; ask for one number, as a Value"
        yield question.at("finding", message, "ask", "finding")
        return
    found = evidence.findings[ask.finding]
    if isinstance(found, (bool, str)) or not math.isfinite(found):
        yield question.at("finding", f"{ask.finding} is {found!r}: no finite number to ask for", "ask", "finding")


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
    """The number that a question asks for, in one run."""
    return float(evidence.findings[ask.finding])


def try_document(document: Authored[Document], run: Runs = run_here) -> Iterator[Diagnostic]:
    """Draw everything that a document says, and run everything that decides its statements."""
    for loc, text in _passages(document.value):
        for rule, message in _aside_faults(text):
            yield document.at(rule, message, *loc)
    for number, statement in enumerate(document.value.statements):
        for which, decision in enumerate(statement.decided_by):
            for message in unmet(decision, run):
                yield document.at("verdict", f"{statement.id}: {message}", "statements", number, "decided_by", which)


def try_contradictions(contradictions: Sequence[Contradiction], run: Runs = run_here) -> Iterator[Diagnostic]:
    """Draw and run everything that settles a contradiction."""
    for one in contradictions:
        for _, text in _both(("settled",), one.settled):
            for rule, message in _aside_faults(text):
                yield Diagnostic("contradictions.toml", 1, rule, f"{one.id}: {message}")
        for message in (message for decision in one.decided_by for message in unmet(decision, run)):
            yield Diagnostic("contradictions.toml", 1, "verdict", f"{one.id}: {message}")


def _passages(document: Document) -> Iterator[tuple[toml.Path, str]]:
    """Everything of a document that is rendered, and where it stands."""
    for name in ("about", "rights"):
        yield from _both((name,), getattr(document, name))
    for number, statement in enumerate(document.statements):
        loc = ("statements", number)
        for name in ("says", "corrected", "undecided"):
            yield from _both((*loc, name), getattr(statement, name))
        for name in ("formula", "formula_corrected"):
            if tex := getattr(statement, name):
                yield (*loc, name), f"$$\n{tex}\n$$"


def _both(loc: toml.Path, words: Words | None) -> Iterator[tuple[toml.Path, str]]:
    for lang in LANGS if words else ():
        yield (*loc, lang), getattr(words, lang)


def unmet(decision: Decision, run: Runs = run_here) -> Iterator[str]:
    """What the run of a decision shows that the decision does not say."""
    demonstration = catalogue.get(decision.demonstration)
    try:
        evidence = run(demonstration.slug, demonstration.parse(decision.params))
    except _FAILURES as error:
        yield f"{demonstration.slug}: {type(error).__name__}: {error}"
        return
    for name in decision.holds:
        if not evidence.verdicts[name].holds:
            yield f"{demonstration.slug}: {name} should hold and fails, measured {evidence.verdicts[name].worst:g}"
    for name in decision.fails:
        if evidence.verdicts[name].holds:
            yield f"{demonstration.slug}: {name} should fail and holds, measured {evidence.verdicts[name].worst:g}"
