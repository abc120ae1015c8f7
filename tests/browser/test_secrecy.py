"""Before the answer is given, nothing that reveals it reaches the browser."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Response

from quizapp.bank.folder import Folder
from quizapp.bank.question import ChoiceAsk, Question
from tests.browser.visits import Visits

pytestmark = pytest.mark.browser

TRACES = ('class="claim', "<svg", 'class="figure', "data-quotes", "is_right", "digest", "because")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_word_of_an_answer_reaches_a_browser_before_its_question_was_answered(
    lang: str, site: str, visit: Visits, spare: Callable[[str], str], questions: Path
) -> None:
    page, bank = visit(site, lang), Folder(questions).bank()
    received: list[Response] = []
    page.on("response", lambda response: received.append(response))  # noqa: PLW0108 - a builtin cannot be a handler
    for slug in (spare("choice"), spare("spoken"), "base-rate-loss"):
        received.clear()
        page.goto(f"/questions/{slug}", wait_until="networkidle")
        document, *rest = [one.text() for one in received if one.request.resource_type != "font"]
        assert bank.questions[slug].title.to(lang) in document
        assert [trace for trace in TRACES if trace in document] == []
        for secret in _secrets(bank.questions[slug]):
            assert not any(secret in text for text in (document, *rest)), secret


def _secrets(question: Question) -> Iterator[str]:
    """Every stretch of the answer, the rubric, the follow-ups and the reasons that holds no slot and no formula."""
    said = [question.answer, *question.rubric, *question.follow_ups]
    if isinstance(question.ask, ChoiceAsk):
        said += [option.because for option in question.ask.options if option.because]
    for text in said:
        for words in (text.zh, text.en):
            yield from (piece.strip() for piece in re.split(r"\{\{.*?\}\}|\$+.*?\$+|\n|\*\*", words) if len(piece) > 5)
