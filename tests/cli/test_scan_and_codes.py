"""The commands other programs rely on, by their shape."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from brasdroit.cli.__main__ import main

INS = (
    "IS010000000000000000000000S1277010115400329S21.2.250.1.213.1.4.8\x1dS3SARAH-LOU ANNA\x1d"
    "S4GARCIA-HAMMADI\x1dS5FS621-01-1977S763220"
)


class Typed:
    """Standard input, as bytes."""

    def __init__(self, text: str) -> None:
        self.buffer = io.BytesIO(text.encode())

    def read(self) -> str:
        return self.buffer.read().decode()


def answer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, typed: str, *words: str) -> Any:
    monkeypatch.setattr("sys.stdin", Typed(typed))
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_ins_symbol_is_told_field_by_field(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = answer(capsys, monkeypatch, INS + "\n", "scan", "decode")
    assert said == {
        "kind": "ins",
        "fields": {
            "matricule": "277010115400329",
            "oid": "1.2.250.1.213.1.4.8",
            "birth_name": "GARCIA-HAMMADI",
            "birth_given_names": "SARAH-LOU ANNA",
            "sex": "F",
            "birth_date": "1977-01-21",
            "birth_place": "63220",
        },
        "problems": [],
    }


def test_a_box_of_medicine_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said = answer(capsys, monkeypatch, "0103400949497294172705311023A\x1d21SERIAL", "scan", "decode")
    assert (said["kind"], said["fields"]["cip13"], said["fields"]["lot"]) == ("gs1", "3400949497294", "23A")
    assert said["fields"]["expiry"] == "2027-05-31"


def test_anything_else_is_unknown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said = answer(capsys, monkeypatch, "bonjour", "scan", "decode")
    assert (said["kind"], said["fields"]) == ("unknown", {})


def test_codes_are_checked_in_the_order_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = answer(capsys, monkeypatch, "279035121518989\n\n2790351215189\n", "codes", "check", "nir")
    assert [(line["valid"], line["key"], line["reason"]) for line in said] == [(True, "89", None)] * 2


def test_a_file_that_is_not_there_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes", "check", "nir", "--file", "nowhere.txt"]) == 2
    assert capsys.readouterr().err == "Le fichier nowhere.txt est introuvable ou n’est pas du texte UTF-8.\n"
