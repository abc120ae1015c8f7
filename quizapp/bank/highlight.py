"""Code in color: classes in the HTML, the colors in `static/code.css`, which `code_css` writes.

Six colors and nothing loud: on a textbook's page the code is read, not decorated.
"""

import html
from collections.abc import Mapping

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.style import Style
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    String,
    Token,
)

# Each is at least 4.5:1 (WCAG 2.2 AA) on every background from #f0f0f0 to white, and from black to #22272e.
LIGHT = {
    "comment": "#5a6270",
    "keyword": "#8b2252",
    "string": "#2f6327",
    "number": "#0b5e8a",
    "name": "#5b3fa0",
    "builtin": "#7a4a00",
}
DARK = {
    "comment": "#9aa5b4",
    "keyword": "#f0a0c0",
    "string": "#a5d494",
    "number": "#8ec7f0",
    "name": "#c8b1ff",
    "builtin": "#e6b673",
}

# A short list, because each lexer is code whose cost on hostile input somebody must know; the rest is shown plain.
_LANGUAGES = {
    "python": "python",
    "py": "python",
    "pycon": "pycon",
    "json": "json",
    "toml": "toml",
    "console": "console",
    "diff": "diff",
}


class _Quiet(Style):
    styles = {  # noqa: RUF012 - Pygments' own interface: its metaclass reads the dict
        Token: "",
        Comment: "italic " + LIGHT["comment"],
        Comment.Preproc: "noitalic " + LIGHT["keyword"],
        Keyword: LIGHT["keyword"],
        Keyword.Constant: LIGHT["builtin"],
        Operator.Word: LIGHT["keyword"],
        String: LIGHT["string"],
        String.Doc: "italic " + LIGHT["comment"],
        String.Escape: LIGHT["builtin"],
        String.Interpol: LIGHT["builtin"],
        Number: LIGHT["number"],
        Literal: LIGHT["number"],
        Name.Class: LIGHT["name"],
        Name.Function: LIGHT["name"],
        Name.Decorator: LIGHT["name"],
        Name.Tag: LIGHT["name"],
        Name.Builtin: LIGHT["builtin"],
        Name.Exception: LIGHT["builtin"],
        Generic.Prompt: LIGHT["comment"],
        Generic.Output: LIGHT["comment"],
        Generic.Deleted: LIGHT["keyword"],
        Generic.Inserted: LIGHT["string"],
        Generic.Heading: "bold",
    }


def highlight_python(source: str) -> str:
    """HTML of Python source: one `<pre>`, classes, no line numbers, no anchors."""
    return highlight_code(source, "python")


def highlight_code(source: str, language: str) -> str:
    """HTML of source in a language by its usual name; a language that is not on our short list is shown plain."""
    lexer = _LANGUAGES.get(language.lower())
    if lexer is None:
        body = html.escape(source, quote=False)
    else:
        body = highlight(source, get_lexer_by_name(lexer), HtmlFormatter(nowrap=True))
    # A wide listing scrolls, and whoever has only a keyboard must be able to put the focus there.
    return f'<pre class="highlight" tabindex="0"><code>{body}</code></pre>'


def code_css() -> str:
    """The style sheet `static/code.css`.

    After a change: `python -c 'from quizapp.bank.highlight import code_css as f; print(f(), end="")' >` that file.
    """
    rules = "\n".join(HtmlFormatter(style=_Quiet).get_token_style_defs(".highlight"))  # type: ignore[no-untyped-call]  # the stubs have none
    for role, color in LIGHT.items():
        rules = rules.replace(color, f"var(--code-{role})").replace(color.upper(), f"var(--code-{role})")
    dark = _variables(DARK)
    return (
        "/* Written by quizapp.bank.highlight.code_css; change the colors there. */\n"
        f":root, [data-theme=light] {{ {_variables(LIGHT)} }}\n"
        "@media (prefers-color-scheme: dark) {\n"
        f"  :root:not([data-theme=light]) {{ {dark} }}\n"
        "}\n"
        f"[data-theme=dark] {{ {dark} }}\n"
        f"{rules}\n"
    )


def _variables(colors: Mapping[str, str]) -> str:
    return " ".join(f"--code-{role}: {color};" for role, color in colors.items())
