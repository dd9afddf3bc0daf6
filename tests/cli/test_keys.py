"""``brasdroit keys``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from brasdroit.cli.__main__ import main
from brasdroit.foundation.files import vault
from brasdroit.foundation.keys.codes import draw_code, shown_code
from brasdroit.foundation.keys.kept import backup_ring, files_ring, renew_backup_code


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.KEYS_DIR, settings.FILES_KEY = tmp_path / "data", tmp_path / "keys", ""
    settings.DATA_DIR.mkdir()


def answer(capsys: Any, *words: str) -> Any:
    assert main(["keys", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_code_is_shown(capsys) -> None:
    assert answer(capsys, "show") == {"recovery_code": shown_code(backup_ring()[0].text)}


def test_a_noted_code_is_checked(capsys) -> None:
    former = shown_code(backup_ring()[0].text)
    present = shown_code(renew_backup_code().text)
    assert [answer(capsys, "check", code) for code in (present, former, draw_code())] == [
        {"known": True, "present": True},
        {"known": True, "present": False},
        {"known": False, "present": False},
    ]


@pytest.mark.parametrize("words", [("check", "7K2M"), ("rotate", "serrures")])
def test_what_cannot_be_done_is_one_sentence(capsys, words: tuple[str, ...]) -> None:
    assert main(["keys", *words]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_documents_key_is_renewed(capsys) -> None:
    file_id, former = vault.store([b"un"])[0], files_ring()
    assert answer(capsys, "rotate") == {"rewritten": 1, "unreadable": [], "former_keys": 0}
    assert (b"".join(vault.read(file_id)), set(former) & set(files_ring())) == (b"un", set())


def test_the_recovery_code_is_renewed(capsys) -> None:
    former = backup_ring()
    shown = answer(capsys, "rotate", "backups")["recovery_code"]
    assert (shown_code(backup_ring()[0].text), backup_ring()[1:]) == (shown, former)
