"""What the console script does when nobody reads its answer to the end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from brasdroit.cli.__main__ import main


@pytest.mark.parametrize("command", [["codes", "check", "nir", "1"], ["prevention", "forecast"]])
def test_a_reader_that_leaves_is_no_fault(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patient = tmp_path / "patient.json"
    patient.write_text('{"birth_date": "2026-02-01", "sex": "F", "on": "2026-11-23"}', encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert main([*command, *([str(patient)] if command[0] == "prevention" else []), "--json"]) == 0
