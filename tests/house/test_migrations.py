"""The migrations say what the models say, on both databases."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, interactive=False, stdout=said)
    assert said.getvalue().strip() == "No changes detected"
