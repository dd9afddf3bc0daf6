"""``brasdroit migrate``: bring the database to the present version."""

from __future__ import annotations

import argparse

NAME, HELP = "migrate", "met la base de données à jour"


def add(parser: argparse.ArgumentParser) -> None:
    """``--by-practice``: for a PostgreSQL that is to be spread over several machines (ADR 0009)."""
    parser.add_argument(
        "--by-practice",
        action="store_true",
        help="met le cabinet dans toutes les clés, pour une base répartie (PostgreSQL)",
    )


def run(options: argparse.Namespace) -> None:
    """Apply the migrations; quick when there are none."""
    from django.core.management import call_command

    from brasdroit.foundation.tenancy.context import platform_scope

    with platform_scope():
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if getattr(options, "by_practice", False):
        _by_practice()


def _by_practice() -> None:
    from django.db import connection, transaction

    from brasdroit.cli.output import UnusableInput
    from brasdroit.foundation.tenancy.sharding import statements

    if connection.vendor != "postgresql":
        raise UnusableInput("--by-practice ne concerne que PostgreSQL\u202f: cette base n’est pas répartie.")
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)
