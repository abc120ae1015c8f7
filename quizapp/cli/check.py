"""`quizapp check`: every file, every rule, every run."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from quizapp import outcomes
from quizapp.bank.diagnostic import Diagnostic
from quizapp.cli.settings import Settings
from quizapp.study import authoring


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the diagnostics as JSON.")
@click.pass_obj
def check(settings: Settings, as_json: bool) -> None:
    """Check the whole bank: syntax, rules, formulas, and the run behind every claim over many seeds."""
    bank = settings.bank()
    found = list(bank.diagnostics)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with settings.executor() as executor, ThreadPoolExecutor(settings.config.workers or 1) as threads:
        trials = authoring.trials(bank, executor.evidence)
        with Progress(*columns, console=settings.note, transient=True) as progress:
            done = threads.map(authoring.NamedTrial.diagnostics, trials)
            for diagnostics in progress.track(done, total=len(trials), description="checking"):
                found += diagnostics
    report(found, as_json=as_json)
    if not as_json:
        counts = f"{len(bank.questions)} questions, {len(bank.documents)} documents"
        settings.note.print(f"{counts}: {len(found)} diagnostics")
    if found:
        raise click.exceptions.Exit(outcomes.DIAGNOSTICS)


def report(found: Sequence[Diagnostic], *, as_json: bool) -> None:
    """Print diagnostics, a line each, or as one JSON list."""
    if as_json:
        click.echo(json.dumps([one.to_dict() for one in sorted(found)], ensure_ascii=False, indent=2))
        return
    for one in sorted(found):
        click.echo(str(one))
