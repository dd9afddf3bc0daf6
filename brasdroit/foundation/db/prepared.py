"""Queries built once and run many times: on a hot path the query builder costs ten times the query (ADR 0003)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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

    In: `build`, which gives the query set for keyword values, and the type of each value (UUID, str or date). Calling it
    with the values answers the rows, with what `select_related` and `annotate` ask for. A value that the query set
    does not pass to the database as it is (in a list, changed by a function) is refused at the first call.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], **kinds: type) -> None:
        self._build, self._kinds = build, {TENANT: UUID, **kinds}
        self._plans: dict[str, _Plan] = {}

    def __call__(self, **values: Any) -> list[M]:
        """The rows for these values."""
        plan = self._plans.get(connection.vendor) or self._prepare()
        given = {name: _adapted(value) for name, value in {TENANT: current_tenant_id(), **values}.items()}
        params = [given[name] if name else same for name, same in zip(plan.names, plan.params, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, params)
            rows: Any = cursor.fetchall()
        if plan.converters:
            rows = plan.compiler.apply_converters(rows, plan.converters)
        return [_object(plan, row) for row in rows]

    def _prepare(self) -> _Plan:
        marks = {name: _mark(kind, place) for place, (name, kind) in enumerate(self._kinds.items())}
        with tenant_scope(marks[TENANT]):
            query = self._build(**{name: mark for name, mark in marks.items() if name != TENANT}).query
        compiler: Any = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        adapted = {_adapted(mark): name for name, mark in marks.items()}
        names = tuple(adapted.get(each) if isinstance(each, (str, UUID, date)) else None for each in params)
        if set(marks) - set(names):
            raise ProgrammingError(f"values that do not reach the database as they are: {set(marks) - set(names)}")
        columns = [column for column, *_ in compiler.select]
        populate: Any = get_related_populators  # the stubs describe the next version of Django
        populators = populate(compiler.klass_info, compiler.select, connection.alias)
        plan = _Plan(sql, tuple(params), names, compiler, compiler.get_converters(columns), populators)
        self._plans[connection.vendor] = plan
        return plan


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


def _mark(kind: type, place: int) -> Any:
    """A value of that type that nothing else in the query can hold."""
    number = Random(f"prepared {place}").getrandbits(120)  # noqa: S311  # a mark, no secret
    if kind is UUID:
        return UUID(int=number)
    return date.fromordinal(number % 3_000_000 + 1) if kind is date else f"mark {number:x}"


def _adapted(value: Any) -> Any:
    """The value as this database's driver takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
