"""The first words of a text, plain, for lists and for the descriptions of pages."""

import html
import re

from quizapp.bank.marks import TOKEN, Formula
from quizapp.bank.parsed import Parsed, parse

_LISTING = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_INLINE_TAG = re.compile(r"</?(?:a|code|em|span|strong)\b(?:[^<>\"]|\"[^\"]*\")*>")
_TAG = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")

_LONGEST = 24
_SIGNS = """
    alpha=α beta=β gamma=γ delta=δ epsilon=ε varepsilon=ε eta=η theta=θ lambda=λ mu=μ pi=π rho=ρ sigma=σ tau=τ phi=φ
    varphi=φ omega=ω Delta=Δ Sigma=Σ nabla=∇ partial=∂ infty=∞ sum=∑ prod=∏ times=× cdot=· pm=± le=≤ leq=≤ ge=≥ geq=≥
    ne=≠ neq=≠ approx=≈ sim=∼ to=→ in=∈ ldots=… dots=… ell=ℓ"""
_WORDS = {
    **dict(sign.split("=") for sign in _SIGNS.split()),
    **{word: f" {word} " for word in ("log", "ln", "exp", "max", "min", "tanh", "sin", "cos")},
    **dict.fromkeys((",", ";", ":", "!", "left", "right", "mathrm", "text", "mathbf", "operatorname"), ""),
}
_COMMAND = re.compile(r"\\([A-Za-z]+|[,;:!])\s*")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|([^\s{}\\]))")
_RELATION = re.compile(r"([=≠≤≥≈<>∼∈→])")
_LOW = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_HIGH = dict(zip("0123456789+-=()niT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ", strict=True))


def excerpt(markdown_text: str, limit: int) -> str:
    """At most `limit` characters: no markup, no listing, a formula in letters if it is simple, else "…".

    Raises:
        ProseTooLarge: As `quizapp.bank.parsed.parse`.
    """
    words = _plain(parse(markdown_text))
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    if cut[-1:].isascii() and words[limit - 1 : limit].isascii() and " " in cut:
        cut = cut.rsplit(" ", 1)[0]  # inside an English word
    return cut.rstrip(" ,.;:，。；：、") + "…"


def plain_formula(tex: str) -> str:
    r"""`w_1 \le 0` as w₁ ≤ 0; "…" for what letters in a row cannot say."""
    said = _COMMAND.sub(lambda command: _WORDS.get(command[1], "\\"), tex)
    said = _SCRIPT.sub(_script, said).replace("{", "").replace("}", "")
    said = " ".join(_RELATION.sub(r" \1 ", said).split())
    return "…" if re.search(r"[\\_^&$%~]", said) or len(said) > _LONGEST else said.replace("-", "−")


def _plain(parsed: Parsed) -> str:
    body = _LISTING.sub(" ", parsed.markup.html)
    body = _TAG.sub(" ", _INLINE_TAG.sub("", body))
    body = TOKEN.sub(lambda token: _said(parsed, token[0]), html.unescape(body))
    return re.sub(r"…(?:\s*…)+", "…", " ".join(body.split()))


def _said(parsed: Parsed, token: str) -> str:
    meaning = parsed.marked.meaning_of(token)
    return plain_formula(meaning.tex) if isinstance(meaning, Formula) else "…"


def _script(match: re.Match[str]) -> str:
    letters = _LOW if match[1] == "_" else _HIGH
    written = match[2] if match[2] is not None else match[3]
    return "".join(letters.get(letter, "\\") for letter in written)
