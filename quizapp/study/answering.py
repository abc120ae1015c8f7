"""Opening a question, answering it, and seeing the answer prove itself.

Nothing that gives the answer away is read before an attempt is stored; see `pages` for what is shown.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from engine import Lang, catalogue
from quizapp.bank import prose, quoting, slots
from quizapp.bank.bank import Bank
from quizapp.bank.question import ChoiceAsk, Citation, Question
from quizapp.errors import QuizError
from quizapp.runs.errors import RunFailed, TooManyRuns
from quizapp.store.bind import writing
from quizapp.store.models import Attempt
from quizapp.study import attempts, grading
from quizapp.study.attempts import Answered
from quizapp.study.cards import card_of
from quizapp.study.grading import Fields, Grade
from quizapp.study.pages import AnswerPage, AskOption, AskPage, AttemptView, OptionView, SourceView
from quizapp.study.progress import latest_attempt, rubric_of
from quizapp.study.running import Executor, Run, open_run
from quizapp.study.schedule import preview

CONFIDENCE = (1, 2, 3, 4)  # a guess, unsure, fairly sure, certain


class UnknownQuestion(QuizError):
    """The bank has no question of that name, or its file is broken."""

    def __init__(self, slug: str) -> None:
        """Name what was asked for."""
        super().__init__(f"no question is called {slug!r}")
        self.slug = slug


class NotAnsweredYet(QuizError):
    """The answer is shown after an attempt, and there is none."""

    def __init__(self, slug: str) -> None:
        """Name the question to answer first."""
        super().__init__(f"{slug}: answer the question first; then its answer opens")
        self.slug = slug


def question_of(bank: Bank, slug: str) -> Question:
    """The question of that slug, or `UnknownQuestion`."""
    if slug not in bank.questions:
        raise UnknownQuestion(slug)
    return bank.questions[slug]


def open_question(  # noqa: PLR0913 - explicit arguments
    session: Session, bank: Bank, learner_id: int, slug: str, *, lang: Lang, now: datetime
) -> AskPage:
    """A question as it is asked: at its own parameters, with nothing that reveals the answer."""
    question = question_of(bank, slug)
    card = card_of(session, learner_id, question.id, now)
    options = question.ask.options if isinstance(question.ask, ChoiceAsk) else ()
    return AskPage(
        question=question,
        prompt=prompt_html(question, lang),
        options=tuple(
            AskOption(option.key, prose.inline(option.zh if lang == "zh" else option.en)) for option in options
        ),
        event_key=secrets.token_urlsafe(16),
        version=card.version,
        waits=card.open_attempt_id is not None,
    )


def submit_answer(  # noqa: PLR0913 - explicit arguments, all by name
    bind: Engine,
    bank: Bank,
    executor: Executor,
    learner_id: int,
    slug: str,
    *,
    fields: Fields,
    event_key: str,
    version: int,
    confidence: int | None,
    now: datetime,
) -> Attempt:
    """Read an answer, run the question's own evidence, grade, and keep the attempt.

    Raises:
        AnswerNotUnderstood: nothing was stored and nothing is counted.
        RunFailed: there is no evidence to grade against; nothing was stored.
        StaleCard, EventKeyReused, BadEventKey: see `record_attempt`.
    """
    question = question_of(bank, slug)
    response = grading.read(question.ask, fields)
    values = own_values(question)
    evidence = executor.evidence(question.demonstration, values)
    answered = Answered(
        question_id=question.id,
        question_slug=question.slug,
        question_revision=question.revision,
        demonstration=question.demonstration,
        parameters=values,
        kind=question.ask.kind,
        response=response,
        confidence=confidence,
        grade=grading.grade(question.ask, response, evidence).to_dict(),
        evidence_digest=evidence.digest,
    )
    with writing(bind) as session:
        return attempts.record_attempt(
            session, learner_id=learner_id, event_key=event_key, expected_version=version, answered=answered, now=now
        )


def open_answer(  # noqa: PLR0913 - explicit arguments
    session: Session,
    bank: Bank,
    executor: Executor,
    learner_id: int,
    slug: str,
    *,
    raw: Mapping[str, Any],
    lang: Lang,
    now: datetime,
) -> AnswerPage:
    """The answer as a learner sees it who has answered.

    Raises:
        NotAnsweredYet: nothing that gives the answer away may be shown.
    """
    question = question_of(bank, slug)
    attempt = latest_attempt(session, learner_id, question.id)
    if attempt is None or attempt.kind != question.ask.kind:  # the file was edited: what was answered is asked no more
        raise NotAnsweredYet(slug)
    card = card_of(session, learner_id, question.id, now)
    grade = Grade.from_dict(attempt.grade)
    view = AttemptView(
        attempt.id, attempt.question_revision, attempt.response, grade, attempt.confidence, attempt.created_at
    )
    return answer_page(
        bank, executor, question, raw, lang, attempt=view, card=card,
        intervals=preview(card.memory, now), rubric=rubric_of(session, attempt.id), event_key=secrets.token_urlsafe(16),
    )  # fmt: skip


def answer_page(
    bank: Bank, executor: Executor, question: Question, raw: Mapping[str, Any], lang: Lang, **learner: Any
) -> AnswerPage:
    """The answer with the evidence of one run; `learner` holds what is known of who asks, or nothing."""
    run = open_run(executor, question.demonstration, question.params, raw)
    rendered = prose.rendered(question.answer.to(lang))
    quotes = _quotes(rendered, run, lang)
    return AnswerPage(
        question=question,
        run=run,
        prompt=prompt_html(question, lang),
        answer=slots.fill_with(rendered, quotes),
        quotes=quotes,
        options=_options(question, executor, lang, learner.get("attempt")),
        sources=tuple(_source(bank, citation) for citation in question.sources),
        **learner,
    )


def _quotes(rendered: slots.Rendered, run: Run, lang: Lang) -> dict[str, str]:
    """Every slot of the prose as text; a dash where there is no evidence."""
    if run.evidence is None:
        return {str(slot): "—" for slot in rendered.slots}
    return slots.fill_texts(rendered.slots, quoting.quotes(run.demonstration, run.evidence, lang))


def prompt_html(question: Question, lang: Lang) -> str:
    """The prompt at the question's own parameters."""
    demonstration = catalogue.get(question.demonstration)
    said = quoting.parameters(demonstration, own_values(question), lang)
    return slots.fill(prose.rendered(question.prompt.to(lang)), said)


def own_values(question: Question) -> dict[str, Any]:
    """The parameters of the run that the answer quotes."""
    return catalogue.get(question.demonstration).parse(question.params)


def _options(question: Question, executor: Executor, lang: Lang, attempt: AttemptView | None) -> tuple[OptionView, ...]:
    """What the question's own run says of each option (cached: it was run when the answer was graded)."""
    if not isinstance(question.ask, ChoiceAsk):
        return ()
    right = _right(question.ask, question, executor, attempt)
    chosen = attempt.grade.chosen if attempt else ()
    return tuple(
        OptionView(
            text=prose.inline(option.zh if lang == "zh" else option.en),
            is_right=option.key in right,
            is_chosen=option.key in chosen,
            because=prose.inline(option.because.to(lang)) if option.because else "",
        )
        for option in question.ask.options
    )


def _right(ask: ChoiceAsk, question: Question, executor: Executor, attempt: AttemptView | None) -> Collection[str]:
    """The options that are right; as they were graded, where the run that decides them fails this time."""
    try:
        return grading.right_options(ask, executor.evidence(question.demonstration, own_values(question)))
    except TooManyRuns:
        raise
    except RunFailed:
        if attempt is None:
            raise
        return attempt.grade.right


def _source(bank: Bank, citation: Citation) -> SourceView:
    document = bank.documents.get(citation.document)
    named = [document.by_id[key] for key in citation.statements if key in document.by_id] if document else []
    return SourceView(citation, document, tuple(named))
