"""Alembic's entry: use the connection that `quizapp.store.upgrade` hands over.

Run by hand (`alembic upgrade head`), take `DATABASE_URL` and the same guarded transaction, without the backup.
"""

import os

from alembic import context
from sqlalchemy import Connection

from quizapp.store.bind import make_bind
from quizapp.store.models import Base
from quizapp.store.upgrade import migrating


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,  # SQLite alters a table by copying it
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations look at the data they change: run them online, without --sql.")

given = context.config.attributes.get("connection")
if given is not None:
    run(given)
elif "DATABASE_URL" in os.environ:
    with migrating(make_bind(os.environ["DATABASE_URL"])) as own:
        run(own)
else:
    raise SystemExit("Set DATABASE_URL, or run `quizapp db upgrade`.")
