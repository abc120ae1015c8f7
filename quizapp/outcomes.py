"""The one table from what went wrong to what a person is told: HTTP status, exit code, words in both languages.

The doors look an exception up by its class, nearest ancestor first; a message that carries its own words in both
languages keeps them.
"""

from dataclasses import dataclass
from http import HTTPStatus

from engine import Text
from engine.errors import EngineError, InvalidParameters, UnknownDemonstration
from quizapp import errors
from quizapp.runs.errors import RunFailed, TooManyRuns
from quizapp.study.answering import NotAnsweredYet, UnknownQuestion
from quizapp.study.grading import AnswerNotUnderstood

DIAGNOSTICS, USAGE = 1, 2  # exit codes


@dataclass(frozen=True)
class Outcome:
    """How one kind of failure is answered."""

    status: HTTPStatus
    exit_code: int
    words: Text


OUTCOMES: dict[type[Exception], Outcome] = {
    UnknownQuestion: Outcome(
        HTTPStatus.NOT_FOUND,
        USAGE,
        Text(
            "题库里没有这道题，或者它的文件有错而没有上架。",
            "The bank has no such question, or its file is broken and not served.",
        ),
    ),
    UnknownDemonstration: Outcome(
        HTTPStatus.NOT_FOUND, USAGE, Text("没有这个演示。", "There is no such demonstration.")
    ),
    InvalidParameters: Outcome(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        USAGE,
        Text("有些参数不能用，见下。", "Some parameters cannot be used; see below."),
    ),
    NotAnsweredYet: Outcome(
        HTTPStatus.FORBIDDEN,
        DIAGNOSTICS,
        Text("请先作答，再看解答。", "Answer the question first; then its answer opens."),
    ),
    AnswerNotUnderstood: Outcome(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        USAGE,
        Text(
            "没有看懂这个回答；什么都没有存，也不计入成绩。",
            "This answer could not be read; nothing was stored and nothing is counted.",
        ),
    ),
    errors.StaleCard: Outcome(
        HTTPStatus.CONFLICT,
        DIAGNOSTICS,
        Text(
            "这道题已经在别的页面作答或评分，这张表单过期了。先前的记录保留不动，你刚才写的内容在下面。",
            "This question was answered or rated on another page, so this form is out of date. "
            "What was stored first is kept; what you sent is shown below.",
        ),
    ),
    errors.EventKeyReused: Outcome(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        DIAGNOSTICS,
        Text(
            "这张表单已经用别的内容提交过一次；第一次的内容已保存。请刷新页面后再交。",
            "This form was already sent with other contents, and the first were kept. Reload the page and send again.",
        ),
    ),
    errors.BadEventKey: Outcome(
        HTTPStatus.BAD_REQUEST,
        USAGE,
        Text(
            "表单缺少它的编号或版本，什么都没有存。请刷新页面后再交。",
            "The form came without its key or version; nothing was stored. Reload the page and send it again.",
        ),
    ),
    errors.AttemptNotOpen: Outcome(
        HTTPStatus.CONFLICT,
        DIAGNOSTICS,
        Text(
            "这次作答已经评过分，或者之后你又答了一次。要改评分，请先撤销。",
            "This attempt is rated already, or you answered again since. To rate it differently, undo the rating.",
        ),
    ),
    errors.UnknownAttempt: Outcome(
        HTTPStatus.NOT_FOUND, DIAGNOSTICS, Text("没有这次作答。", "There is no such attempt.")
    ),
    errors.NothingToUndo: Outcome(
        HTTPStatus.CONFLICT, DIAGNOSTICS, Text("没有可以撤销的评分。", "There is no rating to undo.")
    ),
    errors.DatabaseBusy: Outcome(
        HTTPStatus.SERVICE_UNAVAILABLE,
        DIAGNOSTICS,
        Text(
            "数据库正忙，什么都没有存。请用“后退”回到表单再交一次。",
            "The database is busy; nothing was stored. Go back and send the form again.",
        ),
    ),
    errors.DiskFull: Outcome(
        HTTPStatus.INSUFFICIENT_STORAGE,
        DIAGNOSTICS,
        Text(
            "磁盘满了，什么都没有存。腾出空间后再交一次。",
            "The disk is full; nothing was stored. Make room and send the form again.",
        ),
    ),
    errors.NotConfirmed: Outcome(
        HTTPStatus.SERVICE_UNAVAILABLE,
        DIAGNOSTICS,
        Text(
            "磁盘报告了错误，不能确定是否已保存。请把同一张表单再交一次：不会重复记录。",
            "The disk reported an error: it may or may not be stored. Send the same form again; it counts only once.",
        ),
    ),
    errors.StoreError: Outcome(
        HTTPStatus.INTERNAL_SERVER_ERROR, DIAGNOSTICS, Text("数据库出了问题。", "Something is wrong with the database.")
    ),
    TooManyRuns: Outcome(
        HTTPStatus.SERVICE_UNAVAILABLE,
        DIAGNOSTICS,
        Text("同时运行的演示太多，请稍候再试。", "Too many demonstrations are running; try again in a moment."),
    ),
    RunFailed: Outcome(
        HTTPStatus.UNPROCESSABLE_ENTITY, DIAGNOSTICS, Text("这次运行没有得出结果。", "This run gave no evidence.")
    ),
    errors.QuizError: Outcome(
        HTTPStatus.BAD_REQUEST, DIAGNOSTICS, Text("这个请求没有完成。", "This request was not completed.")
    ),
    EngineError: Outcome(
        HTTPStatus.INTERNAL_SERVER_ERROR, DIAGNOSTICS, Text("演示本身有错。", "The demonstration itself is broken.")
    ),
}


def outcome_of(error: Exception) -> Outcome:
    """The outcome of an exception's nearest listed ancestor."""
    return next(OUTCOMES[kind] for kind in type(error).__mro__ if kind in OUTCOMES)


def details(error: Exception) -> tuple[Text, ...]:
    """What only this exception knows, in both languages where it has them."""
    if isinstance(error, InvalidParameters):
        return tuple(
            Text(f"{one.name} = {one.value!r}：{one.message.zh}", f"{one.name} = {one.value!r}: {one.message.en}")
            for one in error.mistakes
        )
    if isinstance(error, RunFailed):
        return (error.text,)
    if isinstance(error, AnswerNotUnderstood):
        return (error.message,)
    return ()
