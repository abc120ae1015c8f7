"""Trials: what only drawing and running can show is shown before a learner sees it."""

import pytest

from engine import Evidence, catalogue
from quizapp.bank import reader, trial
from quizapp.bank.condition import Condition, Decision
from quizapp.bank.diagnostic import Diagnostic
from quizapp.bank.question import NumberAsk
from tests.samples import CHOICE, CONTRADICTIONS, DOCUMENT, NUMBER, SPOKEN, changed, line_of


def trials(text: str) -> list[Diagnostic]:
    question, found = reader.read_question(text, slug="q", path="initialization/q.md")
    assert question is not None, found
    return list(trial.try_question(question, seeds=2))


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    demonstration = catalogue.get("zero-init-symmetry")
    return demonstration.run(demonstration.parse({"steps": 50}))


@pytest.mark.parametrize("text", [CHOICE, NUMBER, SPOKEN])
def test_a_sound_question_passes(text: str) -> None:
    assert trials(text) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "place", "words"),
    [
        ("The interviewer asks:", "The <script>alert(1)</script> asks:", "danger", "The <script>", "script is HTML"),
        (
            "The interviewer asks:",
            "The [interviewer](javascript:alert(1)) asks:",
            "danger",
            "javascript:",
            "javascript: is taken away",
        ),
        ("Because equal units", r"Because $\frac{1}{$ equal units", "formula", "Because", "expected '}'"),
        ("Because equal units", r"Because $\notacommand$ equal units", "formula", "Because", r"\notacommand"),
        (
            "Because equal units",
            "Because ![x](http://a/b.png) equal units",
            "danger",
            "Because",
            "images are not shown",
        ),
        ("Because equal units", "Because `{{ gap }}` equal units", "slot-place", "Because", "{{ gap }}"),
        ("Because equal units", "Because {{ Gap! }} equal units", "slot-syntax", "Because", "is no slot"),
        ("gap is still {{ gap }}", "gap is still {{ gap:.99f }}", "slot-syntax", "Because", ".99f"),
        ('en = "Says that nothing', 'en = "Says that <b>nothing', "danger", 'en = "Says', "<b is HTML"),
        ('en = "Says that nothing', r"""en = 'Says $\frac$ that nothing""", "formula", "en = 'Says", "frac"),
        ('en = "Knows', 'en = "{{ gap }} Knows', "slot-place", 'en = "{{ gap }} Knows', "nothing fills it"),
        (
            'en = "What does an all-zero',
            'en = "[x](javascript:1) What does an all-zero',
            "danger",
            'en = "[x]',
            "javascript:",
        ),
    ],
)
def test_what_the_page_would_not_show_is_told_at_its_line(
    old: str, new: str, rule: str, place: str, words: str
) -> None:
    text = changed(SPOKEN, old, new)
    text = text.replace('breaks the symmetry"', "breaks the symmetry'") if "en = 'Says" in text else text
    found = [one for one in trials(text) if one.rule != "slot-format"]
    assert found, text
    assert {(one.path, one.rule, one.line) for one in found} == {("initialization/q.md", rule, line_of(text, place))}
    assert words in found[0].message


def test_a_claim_that_does_not_hold_is_told_with_measurement_bound_and_setting() -> None:
    text = changed(CHOICE, "hidden = 4", "hidden = 4, tilt = 1.0")
    found = {one.rule: one for one in trials(text)}
    assert set(found) == {"claim-fails"}
    assert found["claim-fails"].line == line_of(text, "rests_on")
    assert "gap fails in 1 of 1 runs: measured " in found["claim-fails"].message
    assert "bound 0 at {" in found["claim-fails"].message
    assert "'tilt': 1.0" in found["claim-fails"].message


def test_the_verdicts_must_leave_exactly_one_option() -> None:
    none = changed(CHOICE, 'holds = ["gap"]\nfails = ["moved"]', 'fails = ["gap", "moved"]')
    two = changed(CHOICE, 'fails = ["gap"]\n', 'holds = ["gap"]\n')
    for text, count in ((none, 0), (two, 2)):
        (found,) = trials(text)
        assert (found.rule, found.line) == ("options", line_of(text, "[ask]"))
        assert found.message.startswith(f"{count} options are right")
    assert trials(changed(two, 'kind = "choice"', 'kind = "choice"\nseveral = true')) == []


def test_a_slot_that_does_not_suit_its_value_is_told() -> None:
    text = CHOICE.replace("{{ final:.4f }}", "{{ final:d }}")
    assert [(one.rule, one.line) for one in trials(text)] == [
        ("slot-format", line_of(text, "## answer.zh")),
        ("slot-format", line_of(text, "## answer.en")),
    ]


def test_the_expected_number_is_a_value_or_the_measurement_furthest_from_holding(evidence: Evidence) -> None:
    ask = NumberAsk.model_validate({"kind": "number", "finding": "prior", "label": {"zh": "x", "en": "x"}})
    assert trial.expected_number(ask, evidence) == evidence.findings["prior"]
    moved = ask.model_copy(update={"finding": "moved"})
    assert trial.expected_number(moved, evidence) == evidence.verdicts["moved"].worst


@pytest.mark.parametrize(
    ("holds", "fails", "is_met"),
    [
        (("gap",), ("moved",), True),
        (("gap",), (), True),
        ((), ("moved",), True),
        (("moved",), (), False),
        ((), ("gap",), False),
        (("gap", "moved"), (), False),
        ((), (), True),
    ],
)
def test_a_condition_is_met_where_all_hold_and_all_fail_as_it_says(
    evidence: Evidence, holds: tuple[str, ...], fails: tuple[str, ...], is_met: bool
) -> None:
    assert Condition(holds=holds, fails=fails).is_met(evidence) is is_met


def test_a_decision_that_the_run_does_not_show_is_told() -> None:
    decision = Decision(demonstration="zero-init-symmetry", params={"steps": 10}, holds=("moved",), fails=("gap",))
    told = list(trial.unmet(decision))
    assert told[0].startswith("zero-init-symmetry: moved should hold and fails, measured ")
    assert told[1] == "zero-init-symmetry: gap should fail and holds, measured 0"


@pytest.mark.parametrize(
    ("old", "new", "rule", "place"),
    [
        (
            'fails = ["moved"]',
            'holds = ["moved"]',
            "verdict",
            '[[statements.decided_by]]\ndemonstration = "zero-init-symmetry"\nparams',
        ),
        ("formula = '\\Delta w = 0'", "formula = '\\Delta w = \\oops'", "formula", "formula ="),
        ("From zero the units", "From <i>zero</i> the units", "danger", "says.en"),
        ('rights.zh = "只', 'rights.zh = "$\\\\oops$只', "formula", "rights.zh"),
    ],
)
def test_a_document_is_drawn_and_its_verdicts_are_run(old: str, new: str, rule: str, place: str) -> None:
    sound, _ = reader.read_document(DOCUMENT, path="sources/D1.toml")
    assert sound is not None
    assert list(trial.try_document(sound)) == []
    text = changed(DOCUMENT, old, new)
    document, found = reader.read_document(text, path="sources/D1.toml")
    assert document is not None, found
    told = list(trial.try_document(document))
    assert {(one.rule, one.line) for one in told} == {(rule, text[: text.index(place)].count("\n") + 1)}


def test_a_contradiction_is_drawn_and_run() -> None:
    sound, _ = reader.read_contradictions(CONTRADICTIONS, path="c.toml")
    assert list(trial.try_contradictions(sound)) == []
    text = changed(CONTRADICTIONS, 'holds = ["gap"]\nfails = ["moved"]', 'holds = ["gap", "moved"]')
    broken, _ = reader.read_contradictions(changed(text, "They move,", "They <move>,"), path="c.toml")
    assert [one.rule for one in trial.try_contradictions(broken)] == ["danger", "verdict"]
