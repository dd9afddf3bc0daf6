"""Waiting for one's turn: rivals who would write about the same thing look one after the other."""

from __future__ import annotations

from hashlib import blake2b

from django.db import connection


def wait_for(*names: str) -> None:
    """Wait until no rival holds one of these names; all are held until the transaction ends. One statement at most.

    SQLite lets one writer in at a time from the beginning of the transaction (BEGIN IMMEDIATE): it has already waited.
    PostgreSQL is asked for an advisory lock per name, always in the same order.
    """
    if connection.vendor != "postgresql" or not names:
        return
    keys = sorted({int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True) for name in names})
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["pg_advisory_xact_lock(%s)"] * len(keys)), keys)
