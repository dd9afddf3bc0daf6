"""The files of the checkout, as git sees them: tracked, or new and not ignored."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, sorted; none that git ignores."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in sorted(set(listing.stdout.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


def python_files(*folders: str) -> list[Path]:
    """Python sources below some top-level folders, without migrations."""
    return [path for path in under(".py", *folders) if "migrations" not in path.parts]


def templates() -> list[Path]:
    """Our HTML templates."""
    return [path for path in under(".html", "brasdroit") if "templates" in path.parts]


def under(suffix: str, *folders: str) -> list[Path]:
    """Files with a suffix below some top-level folders."""
    return [path for path in files() if path.suffix == suffix and path.relative_to(ROOT).parts[0] in folders]


def name(path: Path) -> str:
    """A path as a person would write it."""
    return path.relative_to(ROOT).as_posix()


def template_name(path: Path) -> str:
    """The name Django loads a template under: what follows its `templates` folder."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[parts.index("templates") + 1 :])


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, nested ones and methods included."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
