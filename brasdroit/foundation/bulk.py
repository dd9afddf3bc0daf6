"""Inserting many rows in few statements, for loads where building the objects costs more than storing them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import IntegrityError, connections, models
from django.db.models import Model

from brasdroit.foundation.tenancy.models import RowRefused

# ruff: noqa: S608 - the statement is made of names of our own tables; every value is bound
BATCH = 500
FEW = 20
"""So many rows are inserted by VALUES everywhere."""
MOST_PARAMETERS = 30_000


def insert_many(
    model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]], using: str = "default"
) -> None:
    """Insert rows given as the values of the named fields, in order; what is not named must be nullable or absent.

    Inside a service only, as any write. Identifiers, tenant and times are the caller's to give.
    """
    connection = connections[using]
    head, place, prepare = _statement(model, tuple(names))
    waiting = list(rows)
    prepared = [[do(value, connection) for do, value in zip(prepare, row, strict=True)] for row in waiting]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(waiting) > FEW:
            _insert_document(cursor, model, tuple(names), prepared)
            return
        step = min(BATCH, MOST_PARAMETERS // len(prepare))
        for start in range(0, len(waiting), step):
            part = prepared[start : start + step]
            values = [value for row in part for value in row]
            cursor.execute(head + " VALUES " + ", ".join([place] * len(part)), values)


def _insert_document(cursor: Any, model: type[Model], names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Rows as one JSON value: the driver spends longer on thousands of parameters than the server on the insertion.

    COPY would be faster still, and is refused under row-level security.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [field.column for field in fields]
    head, _, _ = _statement(model, names)
    shown = ", ".join(f'"{column}"' for column in columns)
    sql = f'{head} SELECT {shown} FROM json_populate_recordset(NULL::"{model._meta.db_table}", %s::json)'
    for start in range(0, len(rows), BATCH):
        part = [dict(zip(columns, row, strict=True)) for row in rows[start : start + BATCH]]
        cursor.execute(sql, [json.dumps(part, default=_in_json, ensure_ascii=False)])


def _in_json(value: Any) -> Any:
    """A value that JSON does not know, as PostgreSQL reads it: the object of a JSON column, the text of anything else."""
    return value.obj if hasattr(value, "obj") else str(value)


def insert_objects(objects: Sequence[Model], using: str = "default") -> None:
    """Insert unsaved objects of one class, every column as a save would; for the few rows that each act adds.

    Raises RowRefused when a constraint refuses one.
    """
    if objects:
        names, readers = _columns(type(objects[0]))
        rows = [[read(each, True) for read in readers] for each in objects]  # noqa: FBT003  (pre_save(object, add))
        try:
            insert_many(type(objects[0]), names, rows, using)
        except IntegrityError as error:
            raise RowRefused(*error.args, rows=objects) from error
        for each in objects:
            each._state.adding, each._state.db = False, using  # noqa: SLF001  (as save() leaves them)


@cache
def _columns(model: type[Model]) -> tuple[tuple[str, ...], tuple[Callable[[Any, bool], Any], ...]]:
    fields = model._meta.concrete_fields
    return tuple(field.name for field in fields), tuple(field.pre_save for field in fields)


@cache
def _statement(model: type[Model], names: tuple[str, ...]) -> tuple[str, str, tuple[Callable[[Any, Any], Any], ...]]:
    """The beginning of the statement, the places of one row, what prepares each value."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    head = f'INSERT INTO "{model._meta.db_table}" ({columns})'
    return head, f"({', '.join(['%s'] * len(fields))})", tuple(_preparer(field) for field in fields)


_AS_THEY_ARE: Mapping[type, type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.IntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
}
"""Values of these fields that both drivers take as they are; `get_db_prep_save` says the same in five calls."""


def _preparer(field: Any) -> Callable[[Any, Any], Any]:
    """What turns a value of the field into what the driver takes."""
    while field.is_relation:
        field = field.target_field
    full, plain = field.get_db_prep_save, _AS_THEY_ARE.get(type(field))
    if plain is None:
        return full  # type: ignore[no-any-return]
    return lambda value, connection: value if value.__class__ is plain else full(value, connection)
