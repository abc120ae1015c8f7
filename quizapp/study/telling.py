"""Pages as plain data and as text: what the API returns and the terminal prints, from the same models."""

import re
from collections.abc import Mapping
from typing import Any

from engine import Demonstration, Evidence, Lang
from quizapp.bank import prose, quoting, slots
from quizapp.bank.question import ChoiceAsk, NumberAsk, Question
from quizapp.numbers import format_value
from quizapp.study.answering import own_values
from quizapp.study.pages import AnswerPage
from quizapp.study.running import Run

_SLOT = re.compile(r"\{\{\s*([^\s{}]+)\s*\}\}")


def question_line(question: Question) -> dict[str, Any]:
    """A question as a list shows it."""
    return {
        "slug": question.slug,
        "id": question.id,
        "title": question.title.model_dump(),
        "topic": question.topic,
        "level": question.level,
        "kind": question.ask.kind,
        "demonstration": question.demonstration,
    }


def asked(question: Question, prompt: str) -> dict[str, Any]:
    """What is asked, and nothing that gives the answer away: no demonstration's run, no truth of an option."""
    shown = question_line(question) | {"revision": question.revision, "prompt_html": prompt}
    if isinstance(question.ask, ChoiceAsk):
        shown["several"] = question.ask.several
        shown["options"] = [{"key": option.key, "zh": option.zh, "en": option.en} for option in question.ask.options]
    if isinstance(question.ask, NumberAsk):
        shown["label"] = question.ask.label.model_dump()
    return shown


def answer(page: AnswerPage, lang: Lang) -> dict[str, Any]:
    """The answer with its evidence, its sources and what an interviewer listens for."""
    question = page.question
    return {
        **question_line(question),
        "lang": lang,
        "prompt_html": page.prompt,
        "answer_html": page.answer,
        "options": [{"html": one.text, "is_right": one.is_right} for one in page.options],
        "evidence": page.run.evidence.to_dict() | {"digest": page.run.evidence.digest} if page.run.evidence else None,
        "failure": page.run.failure.to(lang) if page.run.failure else None,
        "claims": claims(page.run.demonstration, page.run.evidence) if page.run.evidence else [],
        "rubric": [point.model_dump() for point in question.rubric],
        "follow_ups": [one.model_dump() for one in question.follow_ups],
        "sources": [
            {
                **source.citation.model_dump(),
                "verdicts": {one.id: one.verdict for one in source.statements},
            }
            for source in page.sources
        ],
    }


def claims(demonstration: Demonstration, evidence: Evidence) -> list[dict[str, Any]]:
    """Every claim with its words, its bound and its verdict."""
    data: Mapping[str, Any] = evidence.to_dict()
    return [
        {
            "name": name,
            "kind": claim.kind,
            "zh": claim.zh,
            "en": claim.en,
            "bound": [None if abs(end) == float("inf") else end for end in claim.ends],
            **data["verdicts"][name],
        }
        for name, claim in demonstration.claims.items()
    ]


def prompt_markdown(page: AnswerPage, lang: Lang) -> str:
    """The prompt as Markdown with its slots filled, for a terminal."""
    question = page.question
    said = quoting.parameters(page.run.demonstration, own_values(question), lang)
    text = question.prompt.to(lang)
    return _filled(text, slots.fill_texts(prose.slots(text), said))


def answer_markdown(page: AnswerPage, lang: Lang) -> str:
    """The answer as Markdown with its slots filled, for a terminal."""
    return _filled(page.question.answer.to(lang), page.quotes)


def _filled(text: str, shown: Mapping[str, str]) -> str:
    """Markdown in which every slot, however it is spaced, shows its text."""
    return _SLOT.sub(lambda match: shown.get(match[1], match[0]), text)


def claims_text(run: Run, lang: Lang) -> str:
    """Claims, measurements, bounds and verdicts, a line each."""
    if run.evidence is None:
        return run.failure.to(lang) if run.failure else ""
    lines = []
    for name, claim in run.demonstration.claims.items():
        verdict = run.evidence.verdicts[name]
        words = ("✓ 成立", "✗ 不成立") if lang == "zh" else ("✓ holds", "✗ fails")
        seeds = f"  ({verdict.held}/{verdict.total})" if verdict.total > 1 else ""
        lines.append(
            f"{words[not verdict.holds]}  {claim.label.to(lang)}: {format_value(verdict.decisive, '.4g')}{seeds}"
        )
    return "\n".join(lines)
