"""`quizapp db …`: upgrade, backup, check."""

from datetime import UTC, datetime
from pathlib import Path

import click

from quizapp import outcomes
from quizapp.cli.settings import Settings
from quizapp.store import integrity
from quizapp.store.backup import backup as back_up
from quizapp.store.bind import make_bind
from quizapp.store.upgrade import head_revision
from quizapp.store.upgrade import upgrade as bring_up_to_date


@click.group()
def db() -> None:
    """Upgrade, back up and check the database of progress."""


@db.command()
@click.pass_obj
def upgrade(settings: Settings) -> None:
    """Bring the database to the newest revision, with a backup first; the server does this at start, too."""
    config = settings.config
    config.data.mkdir(parents=True, exist_ok=True)
    done = bring_up_to_date(
        make_bind(config.database_url), migrations=config.migrations, data_dir=config.data, now=datetime.now(UTC)
    )
    kept = f"; backup: {done.backup}" if done.backup else ""
    click.echo(f"{done.before or 'empty'} → {done.after}{kept}" if done.is_change else f"already at {done.after}")


@db.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def backup(settings: Settings, folder: Path | None) -> None:
    """Write a checked copy of the database to FOLDER (the data folder's `backups` unless given)."""
    target = folder or settings.config.data / "backups"
    click.echo(str(back_up(make_bind(settings.config.database_url), target, datetime.now(UTC))))


@db.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Check the file, its links and that every card is what its records say."""
    bind = make_bind(settings.config.database_url)
    found = integrity.check(bind, head=head_revision(settings.config.migrations))
    for finding in found:
        click.echo(finding)
    click.echo(f"{len(found)} findings", err=True)
    if found:
        raise click.exceptions.Exit(outcomes.DIAGNOSTICS)
