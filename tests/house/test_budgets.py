"""Sizes that keep code readable (DESIGN §8). A file over its budget is split by use case, not squeezed."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.harness import inventory

FLOORS = sorted(path.name for path in (inventory.ROOT / "brasdroit").iterdir() if (path / "__init__.py").exists())
MEDIAN_FUNCTION, LONG_FUNCTION = 8, 30
ENOUGH = 20  # fewer functions have no distribution to speak of


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, docstring left out: explaining is free."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None and isinstance(first, ast.Expr):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def longest_functions(paths: list[Path]) -> list[tuple[int, str]]:
    """Every function as (lines, where), longest first."""
    found = [
        (length(f), f"{inventory.name(path)}:{f.lineno} {f.name}") for path in paths for f in inventory.functions(path)
    ]
    return sorted(found, reverse=True)


@pytest.mark.parametrize("floor", FLOORS)
def test_functions_are_short(floor: str) -> None:
    mine = [path for path in inventory.python_files("brasdroit") if path.relative_to(inventory.ROOT).parts[1] == floor]
    found = longest_functions(mine)
    lengths = [lines for lines, _ in found]
    if len(lengths) >= ENOUGH:
        worst = "\n".join(f"{lines:4} {where}" for lines, where in found[:15])
        assert median(lengths) <= MEDIAN_FUNCTION, worst
        assert quantiles(lengths, n=10)[-1] <= LONG_FUNCTION, worst


@pytest.mark.parametrize(
    ("suffix", "folders", "budget"),
    [
        (".py", ("brasdroit", "config", "scripts", "tests"), 400),
        (".js", ("brasdroit",), 400),
        (".html", ("brasdroit",), 120),
        (".css", ("brasdroit",), 200),
    ],
)
def test_files_are_small(suffix: str, folders: tuple[str, ...], budget: int) -> None:
    sizes = {
        inventory.name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in inventory.under(suffix, *folders)
    }
    too_long = {name: lines for name, lines in sizes.items() if lines > budget and "/migrations/" not in name}
    assert too_long == {}


def test_no_file_is_heavy() -> None:
    heavy = [inventory.name(path) for path in inventory.files() if path.stat().st_size > 1_000_000]
    assert heavy == []
