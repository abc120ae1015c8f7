"""What prose may quote: the names a slot can use, and their values in one run.

hidden          a parameter (a choice is said in the reader's language)
final           a Value
gap             a claim: the measurement that is furthest from holding
gap.bound       its bound
gap.median      the median over the seeds
gap.held        in how many seeds it holds; gap.total of how many; gap.low and gap.high the interval of the share
"""

from typing import Any

from engine import Claim, Demonstration, Evidence, Lang, Value

CLAIM_PARTS = ("bound", "median", "held", "total", "low", "high")


def parameter_names(demonstration: Demonstration) -> frozenset[str]:
    """What a prompt may quote: it is read before anything is computed."""
    return frozenset(demonstration.parameters)


def names(demonstration: Demonstration) -> frozenset[str]:
    """What an answer may quote."""
    values = {name for name, finding in demonstration.findings.items() if isinstance(finding, Value)}
    parts = {f"{name}.{part}" for name in demonstration.claims for part in CLAIM_PARTS}
    return parameter_names(demonstration) | values | set(demonstration.claims) | parts


def parameters(demonstration: Demonstration, values: Any, lang: Lang) -> dict[str, Any]:
    """The parameters as prose says them: numbers stay numbers, a choice becomes its word."""
    said: dict[str, Any] = {}
    for name, parameter in demonstration.parameters.items():
        value = values[name]
        plain = isinstance(value, (int, float)) and not isinstance(value, bool)
        said[name] = value if plain else parameter.word(value).to(lang)
    return said


def quotes(demonstration: Demonstration, evidence: Evidence, lang: Lang) -> dict[str, Any]:
    """Every quotable name with its value in this run."""
    said = parameters(demonstration, evidence.parameters, lang)
    for name, finding in demonstration.findings.items():
        if isinstance(finding, Value):
            said[name] = evidence.findings[name]
        elif isinstance(finding, Claim):
            verdict = evidence.verdicts[name]
            low, high = verdict.interval
            parts = (finding.bound, verdict.median, verdict.held, verdict.total, low, high)
            said[name] = verdict.worst
            said.update({f"{name}.{part}": value for part, value in zip(CLAIM_PARTS, parts, strict=True)})
    return said
