"""Why a run gave no evidence, as one tree, each in both languages.

::

    QuizError
    └── RunFailed
        ├── RunTimedOut      it was still computing at its deadline, and was stopped
        ├── RunOutOfMemory   it asked for more memory than a run may have
        ├── RunCrashed       its process died under it
        ├── RunRaised        the demonstration raised, or returned what it may not
        ├── TooManyRuns      not started: too many others are waiting
        └── RunnerClosed     not finished: the server is shutting down

A run changes nothing, so nothing is ever lost by one of these.
"""

import signal

from engine.text import Text
from quizapp.errors import QuizError

_MIB = 1 << 20


class RunFailed(QuizError):
    """A run that gave no evidence; `text` says what happened, why, and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling, which would otherwise call the constructor with the message."""
        return (_again, (type(self), self.args, self.__dict__))


class RunTimedOut(RunFailed):
    """It was still computing after `seconds`, and was stopped."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            Text(
                f"这次运行 {seconds:g} 秒后还没有算完，已被终止：这组参数太费时。请把步数、规模或种子数调小再运行。",
                f"This run was still computing after {seconds:g} s and was stopped: these parameters take too long. "
                "Choose fewer steps, smaller sizes or fewer seeds, and run it again.",
            )
        )
        self.seconds = seconds


class RunOutOfMemory(RunFailed):
    """It asked for more memory than a run may have; `limit` is in bytes, None where only the machine sets it."""

    def __init__(self, limit: int | None = None) -> None:
        mib = "" if limit is None else f"{limit // _MIB} MiB"
        super().__init__(
            Text(
                f"这次运行需要的内存超过了上限{mib and f'（{mib}）'}，已被终止。请把规模或种子数调小再运行。",
                f"This run asked for more memory than it may have{mib and f' ({mib})'}, and was stopped. "
                "Choose smaller sizes or fewer seeds, and run it again.",
            )
        )
        self.limit = limit


class RunCrashed(RunFailed):
    """Its process died under it; `code` is the exit code, minus the signal where a signal ended it, None if unknown."""

    def __init__(self, code: int | None = None) -> None:
        how = _how(code)
        super().__init__(
            Text(
                f"执行这次运行的进程意外终止（{how.zh}），没有得到结果；进程已重新启动。"
                "请再运行一次；如果总是这样，请把这组参数报告给管理员。",
                f"The process that computed this run died ({how.en}), so there is no result; it has been replaced. "
                "Run it once more; if it happens again, report these parameters to whoever runs this server.",
            )
        )
        self.code = code


class RunRaised(RunFailed):
    """The demonstration raised `type`, or returned what it may not; `message` says more."""

    def __init__(self, type: str, message: str | Text) -> None:  # noqa: A002 - the word for it, as in (type, value, traceback)
        said = message if isinstance(message, Text) else Text(message, message)
        super().__init__(
            Text(
                f"演示程序出错，没有得到结果：{type}: {said.zh}。请换一组参数再运行，并把这条信息报告给作者。",
                f"The demonstration failed, so there is no result: {type}: {said.en}. "
                "Try other parameters, and report this message to its author.",
            )
        )
        self.type = type
        self.message = said


class TooManyRuns(RunFailed):
    """Not started, because too many others are waiting; try again after `retry_after` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            Text(
                f"同时运行的演示太多，这次没有运行。请在 {retry_after} 秒后再试。",
                f"Too many demonstrations are running, so this one was not started. Try again in {retry_after} s.",
            )
        )
        self.retry_after = retry_after


class RunnerClosed(RunFailed):
    """Not finished, because the server is shutting down."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "服务正在关闭，这次运行没有完成。请在服务重新启动后再试。",
                "The server is shutting down, so this run was not finished. Try again when it is back.",
            )
        )


def _how(code: int | None) -> Text:
    if code is None:
        return Text("原因不明", "nothing says why")
    if code >= 0:
        return Text(f"退出码 {code}", f"exit code {code}")
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    return Text(f"信号 {name}", f"signal {name}")


def _again(kind: type[RunFailed], args: tuple[object, ...], state: dict[str, object]) -> RunFailed:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error
