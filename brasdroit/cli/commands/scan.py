"""``brasdroit scan decode``: what does this symbol say?"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

from brasdroit.cli.output import UnusableInput, say
from brasdroit.foundation.codes.gs1 import parse_gs1
from brasdroit.record.patients.rules.datamatrix import is_ins_payload, parse_datamatrix

NAME, HELP = "scan", "lit un DataMatrix INS ou un code GS1"
NEEDS_DJANGO = False
UNKNOWN = "Ce code n’est ni un DataMatrix INS ni un code GS1."


def add(parser: argparse.ArgumentParser) -> None:
    """``decode [--file IMAGE]``; without a file, the payload on standard input, control characters as they are."""
    parser.add_argument("action", choices=["decode"])
    parser.add_argument("--file", type=Path, help="image du code\u202f; sans elle, le texte lu sur l’entrée standard")


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """``{"kind": "ins|gs1|unknown", "fields": {…}, "problems": […]}``."""
    found = decode(_payload(options.file))
    if options.json:
        return found
    say("\n".join([f"{name}\u202f: {value}" for name, value in found["fields"].items() if value] + found["problems"]))
    return None


def decode(payload: str) -> dict[str, Any]:
    """The payload told apart; ``fields`` as INTERFACES.md names them, null when the symbol does not carry them."""
    if is_ins_payload(payload):
        return _answer("ins", parse_datamatrix(payload))
    read = parse_gs1(payload)
    if read.gtin or read.lot or read.expiry or read.serial:
        return _answer("gs1", read)
    return {"kind": "unknown", "fields": {}, "problems": [UNKNOWN]}


def _answer(kind: str, scan: Any) -> dict[str, Any]:
    fields = dataclasses.asdict(scan)
    problems = list(fields.pop("problems"))
    return {"kind": kind, "fields": {name: _plain(value) for name, value in fields.items()}, "problems": problems}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _payload(image: Path | None) -> str:
    if image is None:
        return sys.stdin.buffer.read().decode("utf-8", "replace").rstrip("\r\n")
    from brasdroit.foundation.codes.symbols import read_symbols

    try:
        found = read_symbols(image.read_bytes())
    except (OSError, ValueError) as error:
        raise UnusableInput(f"L’image {image} est introuvable ou illisible.") from error
    if not found:
        raise UnusableInput("Aucun code n’a été trouvé sur cette image. Photographiez-le de plus près, bien à plat.")
    return str(found[0])
