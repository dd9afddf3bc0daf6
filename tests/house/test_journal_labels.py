"""Every line of the journal reads in French."""

from __future__ import annotations

import ast
from pathlib import Path

from django.urls import get_resolver

from brasdroit.foundation.audit.labels import known_actions

ROOT = Path(__file__).resolve().parents[2] / "brasdroit"
PLACES = {"trace": 0, "record_read": 1}
"""Which argument of the two writers of the journal is the code."""


def codes(source: str) -> set[str]:
    """The codes that a module gives to the journal in so many letters."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    given = [
        call.args[PLACES[call.func.id]] for call in calls if isinstance(call.func, ast.Name) and call.func.id in PLACES
    ]
    return {str(node.value) for node in given if isinstance(node, ast.Constant)}


def test_every_code_of_the_journal_has_its_french_label() -> None:
    get_resolver().url_patterns  # noqa: B018 - loads every capability that a page reaches
    told = {code for code, _ in known_actions()}
    written = {code for path in ROOT.rglob("*.py") for code in codes(path.read_text("utf-8"))}
    assert written - told == set()
