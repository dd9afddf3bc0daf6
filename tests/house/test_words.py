"""Names and words: the glossary bridges French law and English code; what is public says what it does."""

from __future__ import annotations

import ast
import re

from django.apps import apps

from tests.harness import inventory

DOCUMENTED = {"services", "selectors", "rules"}
ROW = re.compile(r"^\|(?!\s*-)(.+)\|\s*$", re.MULTILINE)
CODE = re.compile(r"`([A-Za-z_.]+)`")


def glossary() -> list[list[str]]:
    """The rows of the glossary's tables, cell by cell, without their headings."""
    text = (inventory.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in hit[1].split("|")] for hit in ROW.finditer(text)]
    return [row for row in rows if row[0] != "French term"]


def code_names() -> list[str]:
    """The names given in the second column."""
    return [name for row in glossary() for name in CODE.findall(row[1])]


def model_names() -> set[str]:
    """Our concrete models."""
    return {model.__name__ for model in apps.get_models() if model.__module__.startswith("brasdroit.")}


def is_public(function: ast.stmt) -> bool:
    """Whether a statement defines a function others may call."""
    return isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and not function.name.startswith("_")


def test_glossary_rows_are_whole() -> None:
    assert [row for row in glossary() if len(row) != 4 or not row[0] or not CODE.search(row[1])] == []


def test_each_model_has_its_row_in_the_glossary() -> None:
    assert sorted(model_names() - set(code_names())) == []


def test_the_glossary_names_no_lost_class() -> None:
    classes = {
        node.name
        for path in inventory.python_files("brasdroit")
        for node in ast.walk(inventory.tree(path))
        if isinstance(node, ast.ClassDef)
    }
    capitalised = {name for name in code_names() if name[0].isupper() and "_" not in name and "." not in name}
    assert sorted(capitalised - classes) == []


def test_public_functions_of_the_domain_are_documented() -> None:
    silent = [
        f"{inventory.name(path)}:{node.lineno} {node.name}"
        for path in inventory.python_files("brasdroit")
        if DOCUMENTED & set(path.with_suffix("").parts)
        for node in inventory.tree(path).body
        if is_public(node)
        and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node) is None
    ]
    assert silent == []
