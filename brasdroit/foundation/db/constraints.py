"""Constraints that Django does not offer on every database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model

_TRIGGER = """\
CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s FOR EACH ROW WHEN NEW.%(holds)s
BEGIN
  SELECT RAISE(ABORT, '%(label)s') WHERE NEW.%(end)s > datetime(NEW.%(start)s, '+%(longest)s seconds') OR EXISTS (
    SELECT 1 FROM %(table)s AS other WHERE %(same)s
    AND other.%(start)s < NEW.%(end)s AND other.%(end)s > NEW.%(start)s
    AND other.%(start)s > datetime(NEW.%(start)s, '-%(longest)s seconds')
    AND other.%(holds)s AND other.%(key)s <> NEW.%(key)s);
END"""
_EXCLUSION = (
    "CONSTRAINT %(name)s EXCLUDE USING gist (%(same)s, tstzrange(%(start)s, %(end)s) WITH &&) WHERE (%(holds)s)"
)


class NoOverlap(BaseConstraint):
    """No two rows of the same `same` fields hold overlapping times [start, end).

    PostgreSQL: an exclusion constraint (extension btree_gist, trusted since version 13). SQLite: triggers before insert
    and update. Both answer a breach with IntegrityError, whichever program writes.

    In: `same`, the fields that name the resource (a null among them never clashes); `start` and `end`, aware datetimes;
    `holds`, a boolean field, true on the rows that occupy their time; `longest`, the longest time one row may occupy: it
    bounds the search of the SQLite trigger, which refuses longer rows.
    """

    def __init__(
        self, *, name: str, same: Sequence[str], start: str = "start", end: str = "end", holds: str = "occupying",
        longest: timedelta = timedelta(days=1), violation_error_message: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.same, self.start, self.end, self.holds, self.longest = tuple(same), start, end, holds, longest

    def constraint_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """The clause inside CREATE TABLE; on SQLite nothing, the triggers follow the table."""
        assert model is not None  # Django always gives both
        assert schema_editor is not None
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            return self._exclusion(model, schema_editor)
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return ""

    def create_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """What adds the constraint to an existing table (SQLite rebuilds the table instead)."""
        assert model is not None  # Django always gives both
        assert schema_editor is not None
        clause = self.constraint_sql(model, schema_editor)
        return clause and f"ALTER TABLE {schema_editor.quote_name(model._meta.db_table)} ADD {clause}"

    def remove_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """What takes the constraint away (SQLite rebuilds the table instead)."""
        assert model is not None  # Django always gives both
        assert schema_editor is not None
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(
        self, model: type[Model], instance: Model, exclude: Iterable[str] | None = None, using: str = DEFAULT_DB_ALIAS
    ) -> None:
        """Raise ValidationError when the instance would overlap a stored row."""
        same = {name: getattr(instance, _field(model, name).attname) for name in self.same}
        if not getattr(instance, self.holds) or None in same.values():
            return
        times = {f"{self.start}__lt": getattr(instance, self.end), f"{self.end}__gt": getattr(instance, self.start)}
        rows = model._default_manager.using(using).filter(**same, **times, **{self.holds: True})
        if rows.exclude(pk=instance.pk).exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """For migrations."""
        path, args, kwargs = super().deconstruct()
        kwargs.update(same=self.same, start=self.start, end=self.end, holds=self.holds, longest=self.longest)
        return path, args, kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)

    def _exclusion(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> str:
        same = ", ".join(f"{_column(model, name, editor)} WITH =" for name in self.same)
        return _EXCLUSION % {**self._names(model, editor), "name": editor.quote_name(self.name), "same": same}

    def _triggers(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        columns = [_column(model, name, editor) for name in self.same]
        parts = self._names(model, editor) | {
            "table": Table(model._meta.db_table, editor.quote_name),
            "same": " AND ".join(f"other.{column} = NEW.{column}" for column in columns),
            "key": _column(model, "pk", editor),
            "label": self.name,
            "longest": int(self.longest.total_seconds()),
        }
        events = ("insert", "update")
        named = [(event, editor.quote_name(f"{self.name}_{event}")) for event in events]
        return [Statement(_TRIGGER, **parts, name=name, event=event.upper()) for event, name in named]

    def _names(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> dict[str, Any]:
        fields = {"start": self.start, "end": self.end, "holds": self.holds}
        return {part: _column(model, name, editor) for part, name in fields.items()}


def _field(model: type[Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


def _column(model: type[Model], name: str, editor: BaseDatabaseSchemaEditor) -> str:
    return editor.quote_name(str(_field(model, name).column))
