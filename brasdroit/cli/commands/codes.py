"""``brasdroit codes check KIND``: are these numbers well formed?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from brasdroit.cli.output import UnusableInput, say
from brasdroit.foundation.codes.checks import CodeKind, check

NAME, HELP = "codes", "contrôle la forme et la clé des identifiants"
NEEDS_DJANGO = False


def add(parser: argparse.ArgumentParser) -> None:
    """``check KIND [VALUE …] [--file F]``."""
    parser.add_argument("action", choices=["check"])
    parser.add_argument("kind", choices=[kind.value for kind in CodeKind])
    parser.add_argument(
        "values", nargs="*", help="valeurs\u202f; aucune\u202f: lues sur l’entrée standard, une par ligne"
    )
    parser.add_argument("--file", type=Path, help="fichier texte, une valeur par ligne")


def run(options: argparse.Namespace) -> list[dict[str, Any]] | None:
    """``[{"value", "valid", "key", "reason"}]`` in the order given."""
    found = [check(CodeKind(options.kind), value) for value in _values(options)]
    if options.json:
        return [{"value": c.value, "valid": c.valid, "key": c.key, "reason": c.reason} for c in found]
    for one in found:
        say(f"{one.value} : {'valide' if one.valid else one.reason}")
    return None


def _values(options: argparse.Namespace) -> list[str]:
    if options.values:
        return list(options.values)
    try:
        text = options.file.read_text("utf-8") if options.file else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"Le fichier {options.file} est introuvable ou n’est pas du texte UTF-8.") from error
    return [line.strip() for line in text.splitlines() if line.strip()]
