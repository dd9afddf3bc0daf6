"""``brasdroit migrate``: bring the database to the present version."""

from __future__ import annotations

import argparse

NAME, HELP = "migrate", "met la base de données à jour"


def add(parser: argparse.ArgumentParser) -> None:
    """No option."""


def run(options: argparse.Namespace) -> None:
    """Apply the migrations; quick when there are none."""
    from django.core.management import call_command

    from brasdroit.foundation.tenancy.context import platform_scope

    with platform_scope():
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
