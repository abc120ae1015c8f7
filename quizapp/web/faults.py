"""Failures as pages: what happened, whether anything is lost, what to do. Never a stack trace."""

import logging
from http import HTTPStatus

from flask import Flask, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from engine import Text
from engine.errors import EngineError
from quizapp import outcomes
from quizapp.errors import QuizError, StaleCard
from quizapp.runs.errors import TooManyRuns
from quizapp.web.language import LANGUAGES, UnknownLanguage, current

_LOG = logging.getLogger("quizapp.web")

_HTTP = {
    400: Text("请求的格式不对。", "The request is malformed."),
    404: Text("没有这个页面。", "There is no such page."),
    405: Text("这个地址不接受这种请求。", "This address does not take that kind of request."),
    413: Text(
        "发送的内容太大，什么都没有存。请缩短后再交。",
        "What was sent is too large; nothing was stored. Shorten it and send again.",
    ),
    500: Text("服务器出错了；已保存的进度不受影响。", "The server made a mistake; stored progress is not affected."),
}


def install(app: Flask) -> None:
    """Register the pages of every failure."""
    app.register_error_handler(QuizError, _known)
    app.register_error_handler(EngineError, _known)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(UnknownLanguage, _language)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def page(words: Text, status: int, *, details: tuple[Text, ...] = (), kept: object = None) -> Response:
    """The page of a failure in the language of the request."""
    lang = current()
    body = render_template(
        "errors/error.html",
        status=status,
        words=words.to(lang),
        details=[detail.to(lang) for detail in details],
        kept=kept or _typed(),
    )
    return make_response(body, status)


def _typed() -> str:
    """What the learner wrote in the form that is refused, so that it is not lost; nothing where it was too large."""
    try:
        return request.form.get("text", "")
    except HTTPException:
        return ""


def _known(error: Exception) -> Response:
    outcome = outcomes.outcome_of(error)
    kept = error.sent if isinstance(error, StaleCard) else None
    response = page(outcome.words, outcome.status, details=outcomes.details(error), kept=kept)
    if isinstance(error, TooManyRuns):
        response.headers["Retry-After"] = str(error.retry_after)
    if outcome.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s %s: %s", request.method, request.path, error)
    return response


def _forged(_: CSRFError) -> Response:
    words = Text(
        "表单缺少安全标记或标记已过期，什么都没有存。请返回上一页，刷新后再交。",
        "The form's security token is missing or expired; nothing was stored. Go back, reload the page and send again.",
    )
    return page(words, HTTPStatus.BAD_REQUEST)


def _language(error: Exception) -> Response:
    listed = "、".join(f"{code}（{name}）" for code, name in LANGUAGES.items())
    spoken = ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
    asked = str(error)[:40]
    words = Text(f"没有语言 {asked!r}；可用的有 {listed}。", f"There is no language {asked!r}; there are {spoken}.")
    return page(words, HTTPStatus.UNPROCESSABLE_ENTITY)


def _foreign_host(_: SecurityError) -> Response:
    """The request names a host that is not ours: no address can be made for it, so the answer is plain text."""
    words = "这个地址不属于本机的 quizapp。 / This name does not belong to the quizapp of this machine.\n"
    response = make_response(words, HTTPStatus.BAD_REQUEST)
    response.mimetype = "text/plain"
    return response


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    words = _HTTP.get(status, Text(f"请求没有完成（{status}）。", f"The request was not completed ({status})."))
    response = page(words, status)
    if error.response is None and status == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or []))
    return response


def _unknown(error: Exception) -> Response:
    _LOG.exception("%s %s", request.method, request.path, exc_info=error)
    return page(_HTTP[500], HTTPStatus.INTERNAL_SERVER_ERROR)
