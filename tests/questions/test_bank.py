"""The contract of the real bank: adding a file adds its test.

`quizapp check` runs more seeds; here one more beside a question's own shows that nothing hangs on a single seed.
"""

from functools import cache
from pathlib import Path

import pytest

from quizapp.bank import prose, trial
from quizapp.bank.bank import Bank, document_files, load, question_files
from quizapp.runs.cache import CachedRunner
from quizapp.runs.inline import InlineRunner
from quizapp.study import answering
from quizapp.study.running import Executor

ROOT = Path(__file__).resolve().parents[2] / "questions"
QUESTIONS = {file.stem: file for file in question_files(ROOT)}
DOCUMENTS = {file.stem: file for file in document_files(ROOT)}
EXECUTOR = Executor(CachedRunner(InlineRunner()), 3.0)
SEEDS = 2


@cache
def bank() -> Bank:
    return load(ROOT)


def told(path: Path) -> list[str]:
    return [str(one) for one in bank().diagnostics if one.path == path.relative_to(ROOT).as_posix()]


@pytest.mark.parametrize("slug", QUESTIONS)
def test_a_question_breaks_no_rule_and_its_own_demonstration_confirms_it(slug: str) -> None:
    assert told(QUESTIONS[slug]) == []
    assert [str(one) for one in trial.try_question(bank().authored[slug], EXECUTOR.evidence, SEEDS)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("slug", QUESTIONS)
def test_a_question_is_whole_in_each_language(slug: str, lang: str) -> None:
    question = bank().questions[slug]
    page = answering.answer_page(bank(), EXECUTOR, question, {}, lang)  # type: ignore[arg-type]  # a Lang
    assert page.run.evidence is not None
    for html in (page.prompt, page.answer):
        assert html
        assert "{{" not in html
        assert "math-error" not in html
    assert "—" not in page.quotes.values()
    assert all(option.text for option in page.options)
    assert all(source.document is not None for source in page.sources)


@pytest.mark.parametrize("slug", QUESTIONS)
def test_a_question_asks_for_nothing_that_its_prompt_tells(slug: str) -> None:
    question = bank().questions[slug]
    if question.ask.kind == "number":
        values = answering.own_values(question)
        expected = trial.expected_number(question.ask, EXECUTOR.evidence(question.demonstration, values))
        html = answering.prompt_html(question, "en")
        assert f">{expected:.6g}<" not in html or expected in values.values()


@pytest.mark.parametrize("key", DOCUMENTS)
def test_the_verdicts_of_a_document_are_what_its_runs_show(key: str) -> None:
    assert told(DOCUMENTS[key]) == []
    assert [str(one) for one in trial.try_document(bank().documents_authored[key], EXECUTOR.evidence)] == []


def test_the_contradictions_are_settled_by_their_runs() -> None:
    assert told(ROOT / "contradictions.toml") == []
    assert [str(one) for one in trial.try_contradictions(bank().contradictions, EXECUTOR.evidence)] == []


def test_the_topics_name_what_there_is() -> None:
    assert told(ROOT / "topics.toml") == []
    assert [str(one) for one in bank().diagnostics] == []


def test_published_ids_are_unique_for_ever() -> None:
    questions = [question.id for question in bank().questions.values()]
    statements = [statement.id for document in bank().documents.values() for statement in document.statements]
    errata = [
        one for document in bank().documents.values() for statement in document.statements for one in statement.errata
    ]
    contradictions = [one.id for one in bank().contradictions]
    for ids in (questions, statements, errata, contradictions):
        assert len(ids) == len(set(ids))
    replaced = [question.replaces for question in bank().questions.values() if question.replaces]
    assert not set(replaced) & set(questions)


def test_no_place_among_the_options_gives_the_answer_away() -> None:
    """Whoever always takes the first option must not do better than one who guesses."""
    places = []
    for question in bank().questions.values():
        if question.ask.kind == "choice":
            evidence = EXECUTOR.evidence(question.demonstration, answering.own_values(question))
            places.append([option.is_met(evidence) for option in question.ask.options].index(True))
    assert max(places.count(place) for place in set(places)) <= 0.6 * len(places), sorted(places)


def test_the_template_needs_nothing_but_filling_in() -> None:
    text = (ROOT / "_template.md").read_text(encoding="utf-8")
    assert prose.faults(text.split("+++")[2]) == []
