"""Opening the HTML door: languages, headers, filters, failures, and one blueprint a noun."""

from flask import Flask, current_app, request
from flask_wtf.csrf import CSRFProtect

from engine import Text
from quizapp import parts
from quizapp.bank import prose
from quizapp.study.running import Run
from quizapp.web import (
    addresses,
    demonstrations,
    documents,
    faults,
    headers,
    home,
    language,
    progress,
    questions,
    settings,
    values,
    wording,
)
from quizapp.web.assets import asset

NOUNS = (home, questions, demonstrations, documents, progress, settings)


def install(app: Flask) -> None:
    """Register everything that answers with a page."""
    app.before_request(language.choose)  # first, so that every refusal speaks the reader's language
    CSRFProtect(app)
    app.before_request(_refuse_unknown_language)
    app.after_request(language.keep)
    app.after_request(headers.protect)
    faults.install(app)
    for noun in NOUNS:
        app.register_blueprint(noun.bp)
    _prepare_templates(app)


def _prepare_templates(app: Flask) -> None:
    app.jinja_env.add_extension("jinja2.ext.i18n")
    install_words = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]  # the extension adds it
    install_words(language.translate, language.translate_plural, newstyle=True)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for name in ("number", "interval", "day", "clock", "bound", "milliseconds"):
        app.jinja_env.filters[name] = getattr(values, name)
    app.jinja_env.filters["in_lang"] = _in_lang
    app.context_processor(
        lambda: {
            "lang": language.current(),
            "html_lang": language.HTML_LANG[language.current()],
            "languages": language.LANGUAGES,
            "theme": settings.theme(),
            "here": addresses.here(),
            "asset": asset,
            "wording": wording,
            "topic_words": _topic_words,
            "inline": prose.inline,
            "formula": _formula,
            "in_language": addresses.in_language,
            "with_query": addresses.with_query,
            "messages": _messages,
        }
    )


def _refuse_unknown_language() -> None:
    """Pages only: the JSON door refuses a language in its own way."""
    if request.blueprint in {noun.bp.name for noun in NOUNS}:
        language.refuse_unknown()


def _topic_words(key: str) -> str:
    """A topic in the reader's language."""
    return parts.of(current_app).bank.shelf(key).to(language.current())


def _messages(run: Run) -> dict[str, str]:
    """What was refused of each parameter, in the reader's language."""
    return {mistake.name: mistake.message.to(language.current()) for mistake in run.mistakes}


def _in_lang(text: Text) -> str:
    return text.to(language.current())


def _formula(tex: str) -> str:
    """A formula that stands alone, as safe HTML."""
    return prose.rendered(f"$$\n{tex}\n$$").html
