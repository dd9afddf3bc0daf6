"""Queries built once and run many times: on a hot path the query builder costs ten times the query (ADR 0003)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.query import QuerySet, get_related_populators

from brasdroit.foundation.errors import ProgrammingError
from brasdroit.foundation.tenancy.context import current_tenant_id, tenant_scope

M = TypeVar("M", bound=models.Model)
TENANT = "tenant"


@dataclass(frozen=True, slots=True)
class _Plan:
    """A compiled query: its text, its parameters, the name of the value that goes to each place (None: as it is)."""

    sql: str
    params: tuple[Any, ...]
    names: tuple[str | None, ...]
    compiler: Any
    converters: Mapping[int, Any]
    populators: Sequence[Any]


class Prepared(Generic[M]):
    """A query set of the tenant in force whose shape never changes: only the named values do.

    In: `build`, which gives the query set for keyword values, and the type of each value: UUID, str, date or datetime, in
    a tuple for a list of them (`codes=(str,)`). Calling it with the values answers the rows, with what `select_related`
    and `annotate` ask for; lists are not empty. `columns` answers the rows of a `values_list` as tuples. A value that does
    not reach the database as it is (changed by a function, compared in Python) is refused at the first call.
    """

    def __init__(self, build: Callable[..., QuerySet[M, Any]], **kinds: type | tuple[type]) -> None:
        self._build, self._kinds = build, kinds
        self._plans: dict[tuple[object, ...], _Plan] = {}

    def __call__(self, **values: Any) -> list[M]:
        """The rows for these values."""
        plan, rows = self._run(values)
        return [_object(plan, row) for row in rows]

    def columns(self, **values: Any) -> list[tuple[Any, ...]]:
        """The columns of the rows for these values; `build` gives a `values_list`."""
        _, rows = self._run(values)
        return [tuple(row) for row in rows]

    def _run(self, values: Mapping[str, Any]) -> tuple[_Plan, Iterable[Sequence[Any]]]:
        lists = {name: list(values[name]) for name, kind in self._kinds.items() if isinstance(kind, tuple)}
        shape = connection.vendor, *map(len, lists.values())
        plan = self._plans.get(shape) or self._prepare(shape, {name: len(each) for name, each in lists.items()})
        flat = {TENANT: current_tenant_id(), **values}
        flat |= {f"{name}.{place}": value for name, each in lists.items() for place, value in enumerate(each)}
        given = (_adapted(flat[name]) if name else same for name, same in zip(plan.names, plan.params, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, list(given))
            rows: Any = cursor.fetchall()
        if plan.converters:
            rows = plan.compiler.apply_converters(rows, plan.converters)
        return plan, rows

    def _prepare(self, shape: tuple[object, ...], lengths: Mapping[str, int]) -> _Plan:
        tenant, single, lists = _mark(UUID, TENANT), dict[str, Any](), dict[str, list[Any]]()
        for name, kind in self._kinds.items():
            if isinstance(kind, tuple):
                lists[name] = [_mark(kind[0], f"{name}.{place}") for place in range(lengths[name])]
            else:
                single[name] = _mark(kind, name)
        with tenant_scope(tenant):
            query = self._build(**single, **lists).query
        marks = {TENANT: tenant, **single}
        marks |= {f"{name}.{place}": mark for name, each in lists.items() for place, mark in enumerate(each)}
        plan = self._plans[shape] = _plan_of(query.get_compiler(connection=connection), marks)
        return plan


def _plan_of(compiler: Any, marks: Mapping[str, Any]) -> _Plan:
    sql, params = compiler.as_sql()
    adapted = {_adapted(mark): name for name, mark in marks.items()}
    names = tuple(adapted.get(each) if isinstance(each, (str, UUID, date)) else None for each in params)
    if set(marks) - set(names):
        raise ProgrammingError(f"values that do not reach the database as they are: {set(marks) - set(names)}")
    columns = [column for column, *_ in compiler.select]
    populate: Any = get_related_populators  # the stubs describe the next version of Django
    populators = populate(compiler.klass_info, compiler.select, connection.alias) if compiler.klass_info else ()
    return _Plan(sql, tuple(params), names, compiler, compiler.get_converters(columns), populators)


def _object(plan: _Plan, row: Sequence[Any]) -> Any:
    compiler = plan.compiler
    fields = compiler.klass_info["select_fields"]
    first, last = fields[0], fields[-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:last]]
    made = compiler.klass_info["model"].from_db(connection.alias, names, row[first:last])
    for populator in plan.populators:
        populator.populate(row, made)
    for name, place in compiler.annotation_col_map.items():
        setattr(made, name, row[place])
    return made


def _mark(kind: type, name: str) -> Any:
    """A value of that type that nothing else in the query can hold."""
    number = Random(f"prepared {name}").getrandbits(120)  # noqa: S311  # a mark, no secret
    if kind is UUID:
        return UUID(int=number)
    if kind is datetime:
        return datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=number % 10**15)
    return date.fromordinal(number % 3_000_000 + 1) if kind is date else f"mark {number:x}"


def _adapted(value: Any) -> Any:
    """The value as this database's driver takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
