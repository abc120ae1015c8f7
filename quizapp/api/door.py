"""Opening the JSON door: /api/v1, and the two addresses that watch over the server."""

from flask import Flask

from quizapp.api import demonstrations, health, questions, schema


def install(app: Flask) -> None:
    """Register everything that answers with JSON."""
    for noun in (questions, demonstrations, schema, health):
        app.register_blueprint(noun.bp)
