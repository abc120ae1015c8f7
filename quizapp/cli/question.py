"""`quizapp question …`: list, show, new, add, check."""

import json
from pathlib import Path

import click
from rich.table import Table

from quizapp import outcomes
from quizapp.bank.diagnostic import Diagnostic
from quizapp.cli.check import report
from quizapp.cli.settings import Settings
from quizapp.runs.inline import InlineRunner
from quizapp.study import answering, authoring, telling
from quizapp.study.running import Executor


@click.group()
def question() -> None:
    """List, show, add and check questions."""


@question.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """Every question of the bank."""
    bank = settings.bank()
    rows = [one for topic in bank.topics for one in bank.of_topic(topic)]
    if as_json:
        click.echo(json.dumps([telling.question_line(one) for one in rows], ensure_ascii=False, indent=2))
        return
    table = Table("slug", "level", "kind", "title", box=None)
    for one in rows:
        table.add_row(one.slug, one.level, one.ask.kind, one.title.to(settings.lang))
    settings.out.print(table)


@question.command()
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def show(settings: Settings, slug: str, as_json: bool) -> None:
    """A question with its answer, computed just now."""
    bank, executor = settings.bank(), Executor(InlineRunner(), settings.config.deadline)
    one = answering.question_of(bank, slug)
    page = answering.answer_page(bank, executor, one, {}, settings.lang)
    if as_json:
        click.echo(json.dumps(telling.answer(page, settings.lang), ensure_ascii=False, indent=2))
        return
    settings.out.rule(one.title.to(settings.lang))
    settings.out.print(telling.prompt_markdown(page, settings.lang), markup=False, highlight=False)
    settings.out.rule()
    settings.out.print(telling.answer_markdown(page, settings.lang), markup=False, highlight=False)
    settings.out.print(telling.claims_text(page.run, settings.lang), markup=False, highlight=False)


@question.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def new(settings: Settings, file: Path) -> None:
    """Write a draft to fill in, at FILE (its name is the slug)."""
    written = authoring.new_draft(settings.bank(), file)
    click.echo(f"{written}: fill it in, then `quizapp question add {written}`")


@question.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics as JSON.")
@click.pass_obj
def add(settings: Settings, file: Path, as_json: bool) -> None:
    """Check the draft FILE, run it, and put it into the bank; on any diagnostic nothing is written."""
    if settings.config.is_packaged:
        raise authoring.NotAdded(
            f"{settings.config.questions} belongs to the installed package, and the next upgrade would take the "
            "question away; copy that folder, set QUIZAPP_QUESTIONS to the copy, and add it there"
        )
    with settings.executor() as executor:
        target, found = authoring.add_question(settings.bank(), file, executor.evidence)
    if target is None:
        report(found, as_json=as_json)
        raise click.exceptions.Exit(outcomes.DIAGNOSTICS)
    click.echo(f"{target}: added; it is served at /questions/{target.stem}")


@question.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics as JSON.")
@click.pass_obj
def check(settings: Settings, names: tuple[str, ...], as_json: bool) -> None:
    """Check questions by slug, or drafts by path."""
    bank = settings.bank()
    found: list[Diagnostic] = []
    with settings.executor() as executor:
        for name in names:
            file = Path(name)
            if file.suffix == ".md" or file.exists():
                found += authoring.read_draft(bank, file, executor.evidence).diagnostics
            else:
                found += authoring.check_slug(bank, name, executor.evidence)
    report(found, as_json=as_json)
    if found:
        raise click.exceptions.Exit(outcomes.DIAGNOSTICS)
