"""Let the database itself refuse to change or remove an entry of the trail, whatever program asks.

On PostgreSQL a superuser can still lift the triggers; the chain of hashes then shows what was done
(`samverkan verify-trail`).
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CLOSE = {
    "sqlite": (
        """CREATE TRIGGER trail_is_not_changed BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'an entry of the trail cannot be changed'); END""",
        """CREATE TRIGGER trail_is_not_shortened BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, 'an entry of the trail cannot be removed'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION trail_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'an entry of the trail cannot be changed or removed'; END $$""",
        """CREATE TRIGGER trail_is_not_changed BEFORE UPDATE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION trail_is_closed()""",
        """CREATE TRIGGER trail_is_not_shortened BEFORE DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION trail_is_closed()""",
    ),
}
OPEN = {
    "sqlite": ("DROP TRIGGER trail_is_not_changed", "DROP TRIGGER trail_is_not_shortened"),
    "postgresql": (
        "DROP TRIGGER trail_is_not_changed ON audit_entry",
        "DROP TRIGGER trail_is_not_shortened ON audit_entry",
        "DROP FUNCTION trail_is_closed()",
    ),
}


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers."""
    for statement in CLOSE[editor.connection.vendor]:
        editor.execute(statement)


def reopen(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    for statement in OPEN[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first")]
    operations = [migrations.RunPython(close, reopen, elidable=False)]
