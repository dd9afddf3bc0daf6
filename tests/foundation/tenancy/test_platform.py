"""Nobody passes the border between practices unnoticed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3] / "brasdroit"
LISTED = Path(__file__).with_name("platform.yaml")


def passages(path: Path) -> Iterator[str]:
    """The functions of a module that open the platform's scope."""
    name = path.relative_to(ROOT).as_posix().removeprefix("foundation/")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and opens(node):
            yield f"{name} {node.name}"


def opens(node: ast.AST) -> bool:
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return any(isinstance(each, ast.Name) and each.id == "platform_scope" for each in calls)


def test_the_passages_are_those_listed_with_their_reason() -> None:
    found = [each for path in ROOT.rglob("*.py") for each in passages(path)]
    assert sorted(found) == sorted(yaml.safe_load(LISTED.read_text(encoding="utf-8")))
