"""The group of all commands, its language, and how a failure ends."""

import os
import sys
from typing import Any

import click
from rich.console import Console

from engine.errors import EngineError
from quizapp import outcomes
from quizapp.cli.check import check
from quizapp.cli.database import db
from quizapp.cli.demo import demo
from quizapp.cli.question import question
from quizapp.cli.run import run
from quizapp.cli.settings import Settings
from quizapp.config import BadSettings, from_environment
from quizapp.errors import QuizError


class Quizapp(click.Group):
    """A group that tells a person what went wrong instead of showing a stack trace."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command and return its exit code."""
        try:
            return super().main(*args, **kwargs) or 0
        except click.exceptions.Exit as done:
            return done.exit_code
        except click.ClickException as error:
            error.show()
            return outcomes.USAGE
        except click.Abort:
            return outcomes.DIAGNOSTICS
        except BadSettings as error:
            return _failed(str(error), outcomes.USAGE)
        except (QuizError, EngineError) as error:
            return _failed(_told(error), outcomes.outcome_of(error).exit_code)


@click.group(cls=Quizapp, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of what is printed; else as LANG says.")
@click.version_option(package_name="quizapp")
@click.pass_context
def quizapp(context: click.Context, lang: str | None) -> None:
    """Interview questions whose answers prove themselves."""
    spoken = "zh" if os.environ.get("LANG", "").startswith("zh") else "en"
    context.obj = Settings(
        config=from_environment(os.environ),
        lang="zh" if (lang or spoken) == "zh" else "en",
        out=Console(),
        note=Console(stderr=True),
    )


for command in (run, check, question, demo, db):
    quizapp.add_command(command)


def _told(error: Exception) -> str:
    said = [detail.en for detail in outcomes.details(error)]
    return "\n".join([str(error) if not said else outcomes.outcome_of(error).words.en, *said])


def _failed(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code


if sys.platform == "win32":  # pragma: no cover - a Windows console speaks UTF-8 only when asked
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a real stream has it
