"""Authored Markdown → safe HTML whose slots can be filled quickly, and what the rules ask about it.

Rendering is cached by content and takes milliseconds; filling takes microseconds and happens at every move of a
slider. Whatever is asked about a text (its slots, its formulas) is answered by the pass that renders it.
"""

import functools
import html
import re
from collections.abc import Iterator

from quizapp.bank import hazards
from quizapp.bank.formulas import BadFormula, Formulas, shared_formulas
from quizapp.bank.limits import ProseTooLarge
from quizapp.bank.marks import TOKEN, Formula
from quizapp.bank.parsed import Parsed, parse
from quizapp.bank.slots import Rendered, Slot

Fault = tuple[int, str, str]

_GAP = re.compile(f'<p>(?P<alone>{TOKEN.pattern})</p>|<(?:[^<>"]|"[^"]*")*>|(?P<token>{TOKEN.pattern})')
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>", re.DOTALL)


@functools.lru_cache(maxsize=2048)
def render(markdown_text: str, *, formulas: Formulas) -> Rendered:
    """Turn Markdown into safe HTML with gaps for its slots.

    A formula is `<span class="math" data-tex="…">`, or a `div` of class `math display`, around MathML; one that
    KaTeX cannot draw is its TeX in `<code class="math-error">`. A slot is `<span class="slot" data-slot="…">`.

    Raises:
        ProseTooLarge: It is longer, more crowded or more deeply nested than what is rendered.
    """
    parsed = parse(markdown_text)
    pieces, end = [""], 0
    for gap, meaning in _gaps(parsed):
        pieces[-1] += parsed.markup.html[end : gap.start()]
        end = gap.end()
        if isinstance(meaning, Formula):
            pieces[-1] += _draw(meaning, gap, formulas)
        else:
            before, after = ("<p>", "</p>") if gap["alone"] else ("", "")
            pieces[-1] += f'{before}<span class="slot" data-slot="{html.escape(str(meaning))}">'
            pieces.append(f"</span>{after}")
    pieces[-1] += parsed.markup.html[end:]
    return Rendered(tuple(pieces), parsed.slots)


def rendered(markdown_text: str) -> Rendered:
    """`render` with the formulas that callers share."""
    return render(markdown_text, formulas=shared_formulas())


def inline(markdown_text: str) -> str:
    """A text of one paragraph (an option, a rubric point) as HTML without the paragraph; its slots stay empty."""
    body = rendered(markdown_text).html
    paragraph = _ONE_PARAGRAPH.fullmatch(body.strip())
    return paragraph[1] if paragraph else body


def slots(markdown_text: str) -> tuple[Slot, ...]:
    """The slots that `render` leaves open, in the order of the text; none in a text that it refuses."""
    parsed = _parse(markdown_text)
    return parsed.slots if parsed else ()


def formulas_in(markdown_text: str) -> tuple[Formula, ...]:
    """The formulas that `render` draws, each `(tex, display, line)`; none in a text that it refuses."""
    parsed = _parse(markdown_text)
    return parsed.formulas if parsed else ()


def slots_in_wrong_place(markdown_text: str) -> tuple[Slot, ...]:
    """Slots in code, in formulas and in addresses, where nothing fills them."""
    parsed = _parse(markdown_text)
    return parsed.misplaced_slots if parsed else ()


def faults(markdown_text: str, *, formulas: Formulas | None = None) -> list[Fault]:
    """Everything that the page would not show as it is written: line from 1, rule, message."""
    try:
        parsed = parse(markdown_text)
    except ProseTooLarge as error:
        return [(1, "prose-size", str(error))]
    place = "stands in code, in a formula or in an address, where nothing fills it: move it into the text"
    found = [(slot.line, "slot-place", f"{{{{ {slot} }}}} {place}") for slot in parsed.misplaced_slots]
    found += [(line, "slot-syntax", message) for line, message in parsed.marked.malformed]
    found += _bad_formulas(parsed, formulas or shared_formulas())
    for rule, look in hazards.RULES.items():
        found += [(line, rule, message) for line, message in look(markdown_text)]
    return sorted(found)


def _parse(markdown_text: str) -> Parsed | None:
    try:
        return parse(markdown_text)
    except ProseTooLarge:
        return None


def _bad_formulas(parsed: Parsed, formulas: Formulas) -> Iterator[Fault]:
    for tex, display, line in parsed.formulas:
        fault = formulas.check_formula(tex, display=display)
        if fault is not None:
            yield line, "formula", f"${tex}$: {fault}"


def _gaps(parsed: Parsed) -> Iterator[tuple[re.Match[str], Formula | Slot]]:
    for match in _GAP.finditer(parsed.markup.html):
        token = match["alone"] or match["token"]
        meaning = parsed.marked.meaning_of(token) if token else None
        if meaning is not None:
            yield match, meaning


def _draw(formula: Formula, gap: re.Match[str], formulas: Formulas) -> str:
    tex, alone = html.escape(formula.tex), bool(gap["alone"])
    try:
        mathml = formulas.to_mathml(formula.tex, display=formula.display)
    except BadFormula:
        drawn = f'<code class="math-error">{tex}</code>'
    else:
        tag = "div" if formula.display and alone else "span"
        name = "math display" if formula.display else "math"
        drawn = f'<{tag} class="{name}" data-tex="{tex}">{mathml}</{tag}>'
        if tag == "div":
            return drawn
    return f"<p>{drawn}</p>" if alone else drawn
