"""Precision and recall of the search for duplicates, printed as JSON: ``python -m tests.record.identity_matching.measure``.

``--febrl FILE`` measures a FEBRL list (the truth is in its identifiers); without it a French list is drawn.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import tempfile
import time
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from pathlib import Path

from brasdroit.record.identity_matching.types import Match
from tests.record.identity_matching.french import POOR, RICH, FrenchList, demo_names, insee_names, write_list

Pairs = set[tuple[str, str]]


def quality(found: Iterable[Match], truth: Pairs) -> dict[str, float]:
    """Pairs found, precision, recall and F1 against the true pairs."""
    pairs = {(match.a, match.b) if match.a < match.b else (match.b, match.a) for match in found}
    right = len(pairs & truth)
    precision, recall = right / max(len(pairs), 1), right / max(len(truth), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {
        "true_pairs": len(truth),
        "found": len(pairs),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
    }


def febrl_truth(identifiers: Iterable[str]) -> Pairs:
    """rec-N-org, rec-N-dup-0 … are one person."""
    persons: dict[str, list[str]] = {}
    for identifier in identifiers:
        persons.setdefault(identifier.split("-")[1], []).append(identifier.strip())
    return {(a, b) for same in persons.values() for a, b in combinations(sorted(same), 2)}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--columns", choices=["rich", "poor"], default="rich")
    parser.add_argument(
        "--names", type=Path, help="folder of the public name lists (default: the demonstration's names)"
    )
    parser.add_argument("--febrl", type=Path)
    return parser.parse_args()


def main() -> None:
    """Write or take a list, search it as the command does, print the figures."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        path, truth = _list(options, Path(folder))
        began = time.monotonic()
        from brasdroit.record.identity_matching.selectors.files import read_entries  # noqa: PLC0415 - after the set-up
        from brasdroit.record.identity_matching.selectors.matching import find_matches  # noqa: PLC0415

        entries = read_entries(path, date(2026, 11, 23))
        found = find_matches(entries, lambda *_: None)
        seconds = round(time.monotonic() - began, 1)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"records": len(entries), **quality(found, truth), "seconds": seconds, "max_rss_mb": memory}))  # noqa: T201


def _list(options: argparse.Namespace, folder: Path) -> tuple[Path, Pairs]:
    if options.febrl:
        with options.febrl.open(encoding="utf-8") as lines:
            return options.febrl, febrl_truth(row["rec_id"] for row in csv.DictReader(lines))
    names = insee_names(options.names) if options.names else demo_names()
    columns = RICH if options.columns == "rich" else POOR
    path = folder / "list.csv"
    return path, write_list(path, FrenchList(options.seed, names), options.records, columns)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
