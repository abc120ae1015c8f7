"""`quizapp demo …`: list, show and run demonstrations; the options are generated from the declarations."""

import json
from typing import Any

import click
from rich.table import Table

from engine import Demonstration, catalogue
from engine.errors import UnknownDemonstration
from quizapp.cli.settings import Settings
from quizapp.figures.drawing import draw
from quizapp.figures.picture import Figure
from quizapp.runs.inline import InlineRunner
from quizapp.runs.runner import run as run_with
from quizapp.study import telling
from quizapp.study.running import Run


@click.group()
def demo() -> None:
    """List, show and run demonstrations."""


@demo.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def list_(settings: Settings, as_json: bool) -> None:
    """Every demonstration."""
    known = catalogue.discover()
    if as_json:
        titles = [{"slug": slug, "zh": one.title.zh, "en": one.title.en} for slug, one in known.items()]
        click.echo(json.dumps(titles, ensure_ascii=False, indent=2))
        return
    table = Table("slug", "title", "parameters", box=None)
    for slug, one in known.items():
        table.add_row(slug, one.title.to(settings.lang), ", ".join(one.parameters))
    settings.out.print(table)


@demo.command()
@click.argument("slug")
@click.pass_obj
def show(settings: Settings, slug: str) -> None:
    """What a demonstration asks and finds, and the lesson at the top of its file."""
    one = catalogue.get(slug)
    settings.out.rule(one.title.to(settings.lang))
    settings.out.print(one.page, markup=False, highlight=False)
    for title, rows in (("parameters", _parameters(one, settings)), ("findings", _findings(one, settings))):
        table = Table(title, "", "", box=None)
        for row in rows:
            table.add_row(*row)
        settings.out.print(table)


class Demonstrations(click.Group):
    """One command a demonstration, made when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every slug."""
        return list(catalogue.discover())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of a slug, with an option for each parameter."""
        try:
            one = catalogue.get(cmd_name)
        except UnknownDemonstration as error:
            raise click.UsageError(str(error)) from error
        options = [
            click.Option(
                [f"--{name.replace('_', '-')}", name],
                multiple=True,
                help=f"{parameter.label.en}: {parameter.rule().en} [default: {parameter.show(one.defaults[name])}]",
            )
            for name, parameter in one.parameters.items()
        ]
        as_json = click.Option(["--json", "as_json"], is_flag=True, help="Print the evidence as JSON.")
        return click.Command(cmd_name, params=[*options, as_json], callback=_runner(one), help=one.title.en)


demo.add_command(Demonstrations("run", help="Run a demonstration: quizapp demo run SLUG --parameter value …"))


def _runner(one: Demonstration) -> Any:
    @click.pass_obj
    def execute(settings: Settings, /, as_json: bool, **raw: tuple[str, ...]) -> None:
        values = one.parse({name: list(texts) for name, texts in raw.items() if texts})
        evidence = run_with(InlineRunner(), one.slug, values, deadline=settings.config.deadline)
        if as_json:
            told = evidence.to_dict() | {"digest": evidence.digest, "claims": telling.claims(one, evidence)}
            click.echo(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))
            return
        settings.out.print(telling.claims_text(Run(one, values, {}, evidence=evidence), settings.lang), markup=False)
        for figure in draw(evidence, one.findings, settings.lang):
            settings.out.print(_table(figure))

    return execute


def _table(figure: Figure) -> Table:
    table = Table(*figure.grid.headings, title=figure.title, caption=figure.sentence, title_justify="left")
    for row in figure.grid.rows:
        table.add_row(*row)
    return table


def _parameters(one: Demonstration, settings: Settings) -> list[tuple[str, str, str]]:
    return [
        (f"--{name.replace('_', '-')}", parameter.label.to(settings.lang), parameter.rule().to(settings.lang))
        for name, parameter in one.parameters.items()
    ]


def _findings(one: Demonstration, settings: Settings) -> list[tuple[str, str, str]]:
    return [(name, finding.label.to(settings.lang), finding.kind) for name, finding in one.findings.items()]
