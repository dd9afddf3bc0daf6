"""The edition of French communes, made compact from the npm package `@etalab/decoupage-administratif` (MIT).

One gzipped table, tab separated, sorted by code and kind, first line a comment with the edition, second line the columns:

    code        INSEE code (five characters)
    name        official name
    kind        current | delegated | associated | district (municipal arrondissement)
    parent      INSEE code of the current commune a delegated, associated or district one belongs to, else empty
    department  department or collectivity code
    postal      postal codes, space separated
    former      former INSEE codes of the same commune, space separated
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

KINDS = {
    "commune-actuelle": "current",
    "commune-deleguee": "delegated",
    "commune-associee": "associated",
    "arrondissement-municipal": "district",
}
COLUMNS = ("code", "name", "kind", "parent", "department", "postal", "former")


def write_communes(package: Path, target: Path) -> None:
    """Write the table from the unpacked npm package; the same input gives the same bytes."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    communes = json.loads((package / "data" / "communes.json").read_text(encoding="utf-8"))
    lines = sorted(_line(commune) for commune in communes)
    text = "\n".join([f"# decoupage-administratif {version}", "\t".join(COLUMNS), *lines, ""])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def _line(commune: dict[str, Any]) -> str:
    parent = commune.get("commune") or commune.get("chefLieu") or ""
    fields = (
        commune["code"],
        commune["nom"],
        KINDS[commune["type"]],
        parent,
        commune["departement"],
        " ".join(commune.get("codesPostaux", [])),
        " ".join(commune.get("anciensCodes", [])),
    )
    return "\t".join(fields)
