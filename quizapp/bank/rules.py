"""Rules for questions: what a file means must make sense, before anything of it is run or served.

A rule is a function from a question and the shelf it stands on to diagnostics; `RULES` is the list.
What only a run can show is in `trial.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from engine import Demonstration, Lang, Value, catalogue
from engine.errors import InvalidParameters, UnknownDemonstration
from quizapp.bank import prose, quoting, toml
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.limits import MAX_OPENERS, ProseTooLarge
from quizapp.bank.parsed import parse
from quizapp.bank.question import ChoiceAsk, NumberAsk, Option, Question
from quizapp.bank.reader import Authored
from quizapp.bank.source import Document
from quizapp.bank.words import Words

LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True)
class Shelf:
    """What stands beside a question: names of every file, sound or broken, and the sound documents.

    A link to a broken file is not the fault of the file that links.
    """

    questions: frozenset[str]
    documents: frozenset[str]
    sound: Mapping[str, Document]
    ids: tuple[str, ...]
    topics: frozenset[str] = frozenset()  # empty where no file lists them


Rule = Callable[[Authored[Question], Shelf], Iterator[Diagnostic]]
Bilingual = Words | Option


def check(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    """Every diagnostic of every rule."""
    for rule in RULES:
        yield from rule(question, shelf)


def is_link(fault: Diagnostic) -> bool:
    """Whether a fault is only a link that leads nowhere: reported, but the question is still served.

    Else the removal of one file would take down every question that leads to it.
    """
    return fault.rule in ("follow-up", "source", "question")


def _stands_on_a_shelf(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    if shelf.topics and question.value.topic not in shelf.topics:
        listed = ", ".join(sorted(shelf.topics))
        message = f"no topic is called {question.value.topic!r}; there are {listed} (a new one goes into topics.toml)"
        yield question.at("topic", message, "topic")


def _has_an_id_of_its_own(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    if shelf.ids.count(question.value.id) > 1:
        yield question.at("duplicate-id", f"another file has id {question.value.id}; a copy needs a new one", "id")


def _can_be_rendered(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    for loc, words in (*_parts(question.value), *asides(question.value)):
        for lang in LANGS:
            if excess := _excess(getattr(words, lang)):
                yield question.at("prose-size", str(excess), *loc, lang)


def _excess(text: str) -> ProseTooLarge | None:
    """Why no page could render a text."""
    try:
        parse(text if len(text) > MAX_OPENERS else "")  # a shorter one is within every limit
    except ProseTooLarge as error:
        return error
    return None


def _parts(question: Question) -> list[tuple[toml.Path, Words]]:
    return [(("prompt",), question.prompt), (("answer",), question.answer)]


def asides(question: Question) -> Iterator[tuple[toml.Path, Bilingual]]:
    """The short texts of the head: nothing fills slots in them."""
    options = question.ask.options if isinstance(question.ask, ChoiceAsk) else ()
    for number, option in enumerate(options):
        yield ("ask", "options", number), option
        if option.because:
            yield ("ask", "options", number, "because"), option.because
    for number, point in enumerate(question.rubric):
        yield ("rubric", number), point
    for number, follow_up in enumerate(question.follow_ups):
        yield ("follow_ups", number), follow_up


def _names_a_demonstration(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    try:
        demonstration = catalogue.get(question.value.demonstration)
    except UnknownDemonstration as error:
        yield question.at("demonstration", str(error), "demonstration")
        return
    try:
        demonstration.parse(question.value.params)
    except InvalidParameters as error:
        for mistake in error.mistakes:
            yield question.at("params", str(mistake), "params", mistake.name)


def _rests_on_claims(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    demonstration = demonstration_of(question.value)
    if demonstration is None:
        return
    claims = ", ".join(demonstration.claims) or "nothing"
    named: list[tuple[str, toml.Path]] = [(name, ("rests_on",)) for name in question.value.rests_on]
    if isinstance(question.value.ask, ChoiceAsk):
        for number, option in enumerate(question.value.ask.options):
            named += [(name, ("ask", "options", number)) for name in option.claims]
            if not option.claims:
                message = "nothing decides this option; bind it with `holds` or `fails`"
                yield question.at("option", message, "ask", "options", number)
    for name, loc in named:
        if name not in demonstration.claims:
            yield question.at("claim", f"{demonstration.slug} claims no {name!r}; it claims {claims}", *loc)


def _asks_for_a_finding(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    demonstration, ask = demonstration_of(question.value), question.value.ask
    if demonstration is None or not isinstance(ask, NumberAsk):
        return
    numbers = [*demonstration.claims, *(n for n, f in demonstration.findings.items() if isinstance(f, Value))]
    if ask.finding not in numbers:
        message = f"{demonstration.slug} finds no number {ask.finding!r}; it finds {', '.join(numbers)}"
        yield question.at("finding", message, "ask", "finding")
    if ask.relative == 0 and ask.absolute == 0:
        yield question.at("tolerance", "give a relative or an absolute tolerance above 0", "ask")


def _fills_its_slots(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    demonstration = demonstration_of(question.value)
    if demonstration is None:
        return
    allowed = {"prompt": quoting.parameter_names(demonstration), "answer": quoting.names(demonstration)}
    for (part,), words in _parts(question.value):
        known = allowed[str(part)]
        if any(_excess(words.to(lang)) for lang in LANGS):
            continue
        used: dict[str, list[str]] = {lang: [slot.key for slot in prose.slots(words.to(lang))] for lang in LANGS}
        for lang, other in (("zh", "en"), ("en", "zh")):
            for key in dict.fromkeys(used[lang]):
                if key not in known:
                    listed = ", ".join(sorted(known))
                    message = f"{{{{ {key} }}}} is nothing that {part}.{lang} can quote; there are {listed}"
                    yield question.at("slot", message, part, lang)
                if key not in used[other]:
                    message = f"{part}.{lang} quotes {{{{ {key} }}}} and {part}.{other} does not; quote it in both"
                    yield question.at("slot-language", message, part, other)


def _cites_what_exists(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    for number, citation in enumerate(question.value.sources):
        loc = ("sources", number)
        if citation.document not in shelf.documents:
            listed = ", ".join(sorted(shelf.documents))
            yield question.at("source", f"no document {citation.document!r}; there are {listed}", *loc, "document")
        document = shelf.sound.get(citation.document)
        if document is None:
            continue
        if citation.section not in {section.id for section in document.sections}:
            listed = ", ".join(section.id for section in document.sections)
            message = f"document {citation.document} has no section {citation.section!r}; there are {listed}"
            yield question.at("source", message, *loc, "section")
        for statement in citation.statements:
            if statement not in document.by_id:
                message = f"document {citation.document} has no statement {statement!r}"
                yield question.at("source", message, *loc, "statements")


def _leads_somewhere(question: Authored[Question], shelf: Shelf) -> Iterator[Diagnostic]:
    for number, follow_up in enumerate(question.value.follow_ups):
        if follow_up.question and follow_up.question not in shelf.questions:
            message = f"no question is called {follow_up.question!r}"
            yield question.at("follow-up", message, "follow_ups", number, "question")


RULES: tuple[Rule, ...] = (
    _stands_on_a_shelf,
    _has_an_id_of_its_own,
    _can_be_rendered,
    _names_a_demonstration,
    _rests_on_claims,
    _asks_for_a_finding,
    _fills_its_slots,
    _cites_what_exists,
    _leads_somewhere,
)


def demonstration_of(question: Question) -> Demonstration | None:
    """The demonstration that a question names, or nothing where another rule has already said so."""
    return catalogue.discover().get(question.demonstration)
