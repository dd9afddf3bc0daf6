"""A small run of the first fault, so that its script stays true; the others are run by hand (docs/operations/faults.md)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_acknowledged_is_lost_when_processes_are_killed() -> None:
    words = ["-m", "tests.faults.kill", "--writes", "200", "--every", "0.4", "--imports", "0"]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, check=False, capture_output=True, text=True)
    figures = json.loads(done.stdout)
    proof = figures["writes_proof"]
    assert (done.returncode, proof["lost"], proof["half"], proof["double"]) == (0, 0, 0, 0)
    assert proof["acknowledged"] >= 150
    assert sum(figures["killed"].values()) >= 1
