"""Inserting many rows in few statements, for loads where building the objects costs more than storing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections
from django.db.models import Model

# ruff: noqa: S608 - the statement is made of names of our own tables; every value is bound
BATCH = 500
MOST_PARAMETERS = 30_000


def insert_many(
    model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]], using: str = "default"
) -> None:
    """Insert rows given as the values of the named fields, in order; what is not named must be nullable or absent.

    Inside a service only, as any write. Identifiers, tenant and times are the caller's to give.
    """
    connection = connections[using]
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    prepare = [field.get_db_prep_save for field in fields]
    place = f"({', '.join(['%s'] * len(fields))})"
    waiting, step = list(rows), min(BATCH, MOST_PARAMETERS // len(fields))
    with connection.cursor() as cursor:
        for start in range(0, len(waiting), step):
            part = waiting[start : start + step]
            values = [do(value, connection) for row in part for do, value in zip(prepare, row, strict=True)]
            places = ", ".join([place] * len(part))
            cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {places}', values)
