"""Is the database's schema the one that the models describe?

Alembic compares tables, columns, types, indexes, keys; it does not look at CHECK constraints and triggers, which a
copied table can lose, so those are compared here by name.
"""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect, text

from quizapp.store.models import APPEND_ONLY, Base

_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def schema_differences(connection: Connection) -> list[str]:
    """In what the database differs from the models, one line each; empty when it does not."""
    context = MigrationContext.configure(connection)
    found = [f"differs from the models: {difference}" for difference in compare_metadata(context, Base.metadata)]
    missing = _expected_checks() - _checks(connection) | _expected_triggers() - _triggers(connection)
    return found + [f"missing: {name}" for name in sorted(missing)]


def _expected_checks() -> set[str]:
    return {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }


def _checks(connection: Connection) -> set[str]:
    inspector = inspect(connection)
    return {
        str(check["name"]) for table in inspector.get_table_names() for check in inspector.get_check_constraints(table)
    }


def _expected_triggers() -> set[str]:
    return {f"{table}_refuse_{change}" for table in APPEND_ONLY for change in ("update", "delete")}


def _triggers(connection: Connection) -> set[str]:
    return set(connection.scalars(text(_TRIGGERS[connection.dialect.name])))
