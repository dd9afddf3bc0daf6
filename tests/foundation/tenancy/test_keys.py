"""The practice comes first in every key, so that a practice's rows lie together and tables can be spread by practice (ADR 0009)."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from brasdroit.foundation.tenancy.policies import tenant_tables

PLATFORM = {
    "audit_unsealed",  # the seal looks for the lines of every practice that wait
    "live_at",  # the outbox forgets by time, whoever it was for
}
WITHOUT = {
    "foundation_auditchain",  # one row per practice: the practice is its key
    "foundation_liveevent",  # read by number, forgotten after an hour
    "practice_assistantprofile",  # one row per assistant, read by his membership
    "record_patientsearchentry",  # its index on the practice is put in place beside the one on the tokens (search/tables.py)
}


def models() -> Iterator[type[Model]]:
    return (m for m in apps.get_models(include_auto_created=True) if m._meta.db_table in tenant_tables())


def keys(model: type[Model]) -> Iterator[tuple[str, str]]:
    """(name, first column) of each named index and constraint over columns."""
    for index in model._meta.indexes:
        yield index.name, (index.fields or [""])[0].removesuffix("_id")
    for each in model._meta.constraints:
        fields = getattr(each, "fields", None) or getattr(each, "same", None)
        if fields:
            yield each.name, fields[0].removesuffix("_id")


def test_every_named_key_begins_with_the_practice() -> None:
    others = {name for model in models() for name, first in keys(model) if first != "tenant"}
    assert others == PLATFORM


def test_every_table_has_a_key_that_begins_with_the_practice() -> None:
    without = {m._meta.db_table for m in models() if "tenant" not in {first for _, first in keys(m)}}
    assert without == WITHOUT
