"""`quizapp run`: serve. The only command that knows the web application."""

import dataclasses
import os
import threading
import webbrowser

import click
import waitress
from flask import Flask

from quizapp import parts
from quizapp.app import create_app
from quizapp.config import Config, from_environment
from quizapp.study import answering

# Any page that a learner visits can send requests to this machine: long headers and idle connections are cut short.
LIMITS = {
    "max_request_header_size": 16 << 10,
    "max_request_body_size": 32 << 20,
    "channel_timeout": 20,
    "cleanup_interval": 5,
    "connection_limit": 400,
}


def _help(name: str) -> str:
    """A setting's purpose and where else it can be set, from its one declaration."""
    field = next(field for field in dataclasses.fields(Config) if field.name == name)
    return f"{field.metadata['purpose'].capitalize()} [{field.metadata['variable']}]."


def _warm(app: Flask) -> None:
    """Read the bank and load KaTeX while nobody waits for them yet."""
    bank = parts.of(app).bank
    for question in list(bank.questions.values())[:1]:
        answering.prompt_html(question, "zh")


@click.command()
@click.option("--host", help=_help("host"))
@click.option("--port", type=int, help=_help("port"))
@click.option("--open", "open_", is_flag=True, help="Open the first page in a browser.")
def run(host: str | None, port: int | None, open_: bool) -> None:
    """Serve the pages and print their address."""
    config = from_environment(os.environ, host=host, port=port)
    app = create_app(config)
    host = "127.0.0.1" if config.host == "localhost" else config.host  # one socket, whatever the name resolves to
    try:
        server = waitress.create_server(app, host=host, port=config.port, threads=config.threads, ident=None, **LIMITS)
    except OSError as error:
        place = f"{config.host}:{config.port}"
        raise click.ClickException(f"cannot listen on {place}: {error.strerror}; choose another --port") from error
    name = f"[{config.host}]" if ":" in config.host else config.host
    address = f"http://{name}:{server.effective_port}/"
    click.echo(f"quizapp is at {address}  (stop it with Ctrl-C; progress is kept in {config.data})")
    threading.Thread(target=_warm, args=(app,), daemon=True, name="warm-up").start()
    if open_:
        threading.Timer(0.3, webbrowser.open, [address]).start()
    try:
        server.run()
    finally:
        server.close()
