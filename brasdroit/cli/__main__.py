"""The console script ``brasdroit``: finds the sub-command, sets Django up, runs it."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from brasdroit.cli import commands
from brasdroit.cli.output import UNUSABLE, UnusableInput, leave_the_pipe, print_json, say


def _modules() -> list[ModuleType]:
    names = [found.name for found in pkgutil.iter_modules(commands.__path__)]
    return [importlib.import_module(f"{commands.__name__}.{name}") for name in names]


def parser() -> argparse.ArgumentParser:
    """The parser of every sub-command; a command module declares ``NAME``, ``HELP``, ``add`` and ``run``."""
    root = argparse.ArgumentParser(prog="brasdroit", description="L’espace de travail de l’assistant médical.")
    root.add_argument("--data-dir", help="dossier de l’installation (défaut\u202f: BRASDROIT_DATA_DIR, sinon ./data)")
    subs = root.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    for module in _modules():
        sub = subs.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        sub.add_argument("--data-dir", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        sub.add_argument("--json", action="store_true", help="un document JSON sur la sortie standard")
        module.add(sub)
        sub.set_defaults(module=module)
    return root


def _set_up(options: argparse.Namespace) -> None:
    if options.data_dir:
        os.environ["BRASDROIT_DATA_DIR"] = str(Path(options.data_dir).resolve())
    if getattr(options.module, "NEEDS_DJANGO", True):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()


def main(arguments: list[str] | None = None) -> int:
    """Run one command; answers the exit code: 0 done, 2 unusable input (one sentence on standard error)."""
    options = parser().parse_args(arguments)
    try:
        _answer(options)
        sys.stdout.flush()
    except UnusableInput as error:
        say(str(error))
        return UNUSABLE
    except BrokenPipeError:
        leave_the_pipe()
    return 0


def _answer(options: argparse.Namespace) -> None:
    _set_up(options)
    result: Any = options.module.run(options)
    if result is not None:
        print_json(result)


if __name__ == "__main__":
    sys.exit(main())
