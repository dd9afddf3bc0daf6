"""Columns of the tenant's rows under a condition written by hand, for queries whose shape is never twice the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from brasdroit.foundation.tenancy.context import current_tenant_id

# ruff: noqa: S608 - the statements are made of names of our own tables; every value is bound


def tenant_rows(
    model: type[Model], names: tuple[str, ...], clause: str, values: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """The named columns, as the model's fields read them, of the tenant's rows that `clause` keeps. One query.

    `clause` is SQL about the columns of the table, with %s for each of `values`, given as the driver takes them.
    """
    head, compiler, converters = _reading(model, names, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(head + clause, [bound(model, "tenant", current_tenant_id()), *values])
        rows: Any = cursor.fetchall()
    if converters:
        rows = compiler.apply_converters(rows, converters)
    return [tuple(row) for row in rows]


def bound(model: type[Model], name: str, value: Any) -> Any:
    """A value of that field as the driver takes it."""
    field: Any = model._meta.get_field(name)
    return field.get_db_prep_value(value, connection)


@cache
def _reading(model: type[Model], names: tuple[str, ...], _vendor: str) -> tuple[str, Any, Mapping[int, Any]]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [field.get_col(model._meta.db_table) for field in fields]
    compiler = QuerySet(model).query.get_compiler(connection=connection)
    shown = ", ".join(f'"{field.column}"' for field in fields)
    head = f'SELECT {shown} FROM "{model._meta.db_table}" WHERE tenant_id = %s AND '
    return head, compiler, compiler.get_converters(columns)
