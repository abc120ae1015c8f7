"""Formulas, checked and drawn by the very KaTeX file that the page loads.

The page's script draws a formula from its TeX; a browser without JavaScript shows the MathML that is made here.
"""

import functools
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dukpy
import nh3

from quizapp.errors import QuizError

MAX_LENGTH = 2000
KATEX = Path(__file__).resolve().parents[1] / "static" / "vendor" / "katex" / "katex.min.js"

_CACHED = 8192  # formulas; about 1 KB each

# The page's script draws with the same settings. `trust` refuses whatever links, loads or styles, and notes it,
# because KaTeX itself would only print the command in red. The macros are fresh, so no formula sees another's.
_DRAW = r"""
globalThis.draw = function (tex, display) {
  const refused = [];
  try {
    const drawn = katex.renderToString(tex, {
      displayMode: display, output: "mathml", throwOnError: true, strict: "ignore",
      maxExpand: 1000, maxSize: 20, macros: {},
      trust: (context) => { refused.push(context.command); return false; },
    });
    return refused.length ? {refused: refused[0]} : {drawn: drawn};
  } catch (error) {
    if (error instanceof katex.ParseError) {
      return {message: error.rawMessage, position: error.position};
    }
    return {message: error instanceof RangeError ? "it is nested too deeply" : String(error)};
  }
};
null;
"""

# One definition can stand for a thousand symbols, and a formula of 2,000 characters for a million: three
# seconds and all of the interpreter's memory. A formula that is drawn alone has no use for definitions,
# and none for KaTeX's messages to the console.
_REFUSED = re.compile(
    r"\\(?:[egx]?def|(?:future)?let|(?:re)?newcommand|providecommand|global|long|show|(?:err)?message)(?![A-Za-z])"
)
_SURROGATE = re.compile("[\ud800-\udfff]")

_MATH_TAGS = """
    math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd
    mtext mtr munder munderover"""
_MATH_ATTRIBUTES = """
    accent accentunder columnalign columnlines columnspacing depth displaystyle fence height largeop linebreak
    linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize notation rowlines rowspacing
    rspace scriptlevel separator stretchy voffset width"""


class BadFormula(QuizError):
    """KaTeX cannot draw this formula."""


@dataclass(frozen=True)
class _Drawing:
    mathml: str
    fault: str | None


class Formulas:
    """One KaTeX, loaded when the first formula comes; its drawings are kept.

    dukpy's interpreter serves one thread at a time, so a lock guards it.
    """

    def __init__(self, katex: Path = KATEX) -> None:
        self._katex = katex
        self._interpreter: Any = None
        self._lock = threading.Lock()
        self._drawing = functools.lru_cache(maxsize=_CACHED)(self._draw)

    def check_formula(self, tex: str, *, display: bool) -> str | None:
        """Say what is wrong with a formula.

        Returns:
            None if KaTeX draws it, else KaTeX's message with the position, counted in characters from 1.
        """
        return self._drawing(tex, display).fault

    def to_mathml(self, tex: str, *, display: bool) -> str:
        """A `<math>` element: no style attribute, no link, no class.

        Raises:
            BadFormula: With the message of `check_formula`.
        """
        drawing = self._drawing(tex, display)
        if drawing.fault is not None:
            raise BadFormula(drawing.fault)
        return drawing.mathml

    def _draw(self, tex: str, display: bool) -> _Drawing:
        fault = _refusal(tex)
        if fault is not None:
            return _Drawing("", fault)
        answer = self._ask_katex(tex, display)
        fault = _fault(tex, answer)
        return _Drawing("" if fault is not None else _clean(answer["drawn"]), fault)

    def _ask_katex(self, tex: str, display: bool) -> dict[str, Any]:
        with self._lock:
            if self._interpreter is None:
                self._interpreter = _load(self._katex)
            try:
                answer: dict[str, Any] = self._interpreter.evaljs(
                    "draw(dukpy.tex, dukpy.display)", tex=tex, display=display
                )
            except dukpy.JSRuntimeError as error:  # out of memory: the next formula gets a new interpreter
                self._interpreter = None
                return {"message": f"KaTeX gave up ({str(error).splitlines()[0]})"}
            return answer


@functools.cache
def shared_formulas() -> Formulas:
    """The one that callers share when they have no reason for their own."""
    return Formulas()


def _load(katex: Path) -> Any:
    interpreter = dukpy.JSInterpreter()
    source = katex.read_text(encoding="utf-8")
    interpreter.evaljs(
        f"var module = {{exports: {{}}}}, exports = module.exports;\n{source};\n"
        f"globalThis.katex = module.exports;\n{_DRAW}"
    )
    return interpreter


def _refusal(tex: str) -> str | None:
    """What is refused before KaTeX reads it."""
    if len(tex) > MAX_LENGTH:
        return f"a formula has at most {MAX_LENGTH} characters; this one has {len(tex)}: split it"
    refused = _REFUSED.search(tex)
    if refused:
        return f"{refused[0]} is refused: formulas define and print nothing (character {refused.start() + 1})"
    if _SURROGATE.search(tex):
        return "it is not text: half of a surrogate pair"
    return None


def _fault(tex: str, answer: dict[str, Any]) -> str | None:
    if "drawn" in answer:
        return None
    if "refused" in answer:
        command = answer["refused"]
        return f"{command} is refused: formulas do not link, load or style (character {tex.find(command) + 1})"
    position = answer.get("position")
    return f"{answer['message']}" + ("" if position is None else f" (character {position + 1})")


def _clean(drawn: str) -> str:
    r"""Keep the mathematics of KaTeX's output.

    The policy of our pages forbids the `style` that `\pmb` and `\fcolorbox` get, and `data-tex` has the TeX.
    """
    return nh3.clean(
        drawn,
        tags=set(_MATH_TAGS.split()),
        clean_content_tags={"annotation", "script", "style"},
        attributes={"*": set(_MATH_ATTRIBUTES.split()), "math": {"display"}},
        link_rel=None,
    )
