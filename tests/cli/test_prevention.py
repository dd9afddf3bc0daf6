"""``brasdroit prevention forecast``: one document out, one French sentence on what cannot be used."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from brasdroit.cli.__main__ import main

INFANT = {
    "birth_date": "2026-02-01",
    "sex": "F",
    "on": "2026-11-23",
    "doses": [
        {"date": "2026-04-02", "brand": "HEXYON"},
        {"date": "2026-06-03", "cip13": "3400930079775"},
        {"date": "2026-01-01", "nuva": "VAC0510"},
    ],
}
FHIR = {
    "resourceType": "Bundle",
    "entry": [
        {"resource": {"resourceType": "Patient", "birthDate": "2026-02-01", "gender": "female"}},
        {
            "resource": {
                "resourceType": "Immunization",
                "status": "completed",
                "occurrenceDateTime": "2026-04-02T10:00:00+02:00",
                "vaccineCode": {"coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "146"}]},
            }
        },
        {
            "resource": {
                "resourceType": "Immunization",
                "status": "not-done",
                "occurrenceDateTime": "2026-06-02",
                "vaccineCode": {"coding": [{"code": "VAC0510"}]},
            }
        },
        {"resource": {"resourceType": "Condition", "code": {"coding": [{"code": "asplenia"}]}}},
    ],
}


class Typed:
    """Standard input, as bytes."""

    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BytesIO(raw)


def run(monkeypatch: pytest.MonkeyPatch, raw: bytes, *words: str) -> int:
    monkeypatch.setattr("sys.stdin", Typed(raw))
    return main(["prevention", "forecast", "-", *words])


def answer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, document: Any, *words: str) -> Any:
    assert run(monkeypatch, json.dumps(document).encode(), "--json", *words) == 0
    return json.loads(capsys.readouterr().out)


def item(said: Any, target: str) -> Any:
    return next(one for one in said["items"] if one["target"] == target)


def test_the_document_has_the_promised_shape(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = answer(capsys, monkeypatch, INFANT)
    assert (said["on"], said["edition"]) == ("2026-11-23", "2026")
    assert {
        key: item(said, "mmr")[key] for key in ("kind", "status", "dose", "earliest", "recommended", "obligation")
    } == {
        "kind": "immunisation",
        "status": "not_yet",
        "dose": 1,
        "earliest": "2027-02-01",
        "recommended": "2027-02-01",
        "obligation": "in_progress",
    }
    assert [one for one in said["doses"] if one["index"] == 2 and one["target"] == "dtp"] == [
        {
            "index": 2,
            "target": "dtp",
            "valid": False,
            "code": "before_birth",
            "explanation": "Cette dose est datée d’avant la naissance\u202f: à corriger d’après le carnet.",
        }
    ]


def test_the_day_of_the_command_wins(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said = answer(capsys, monkeypatch, INFANT, "--on", "2027-02-01")
    assert (said["on"], item(said, "mmr")["status"]) == ("2027-02-01", "due")


def test_fhir_is_read(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said = answer(capsys, monkeypatch, FHIR, "--on", "2026-06-01")
    assert [one["target"] for one in said["doses"]] == ["dtp", "pertussis", "hib", "hepatitis-b"]
    assert (item(said, "dtp")["status"], item(said, "men-acwy")["dose"]) == ("due", 1)


def test_a_condition_nobody_knows_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said = answer(capsys, monkeypatch, {**INFANT, "conditions": ["asplenia", "sadness"]})
    assert said["unknown_conditions"] == ["sadness"]


def test_examinations_set_aside_are_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = [
        {"target": "colorectal", "date": "2025-01-10", "test": "FIT", "result": "negative"},
        {"target": "colorectal", "date": "2027-01-10", "test": "FIT", "result": "negative"},
        {"target": "breast", "date": "1900-01-10", "test": "mammography", "result": "negative"},
        {"target": "nothing", "date": "2025-01-10"},
        {"target": "breast", "date": "2025-02-30"},
        3,
        {"target": "colorectal", "date": "2026-10-01", "test": "mammography", "result": "negative"},
    ]
    said = answer(
        capsys, monkeypatch, {"birth_date": "1966-01-01", "sex": "F", "screenings": recorded}, "--on", "2026-11-23"
    )
    assert [(one["index"], one["code"]) for one in said["screenings"]] == [
        (0, None),
        (1, "examination_in_future"),
        (2, "examination_before_birth"),
        (3, "examination_unknown"),
        (4, "examination_unreadable"),
        (5, "examination_unreadable"),
        (6, "examination_of_another_programme"),
    ]
    assert (item(said, "colorectal")["recommended"], item(said, "breast")["status"]) == ("2027-01-10", "due")


def test_without_json_the_sentences_are_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, json.dumps(INFANT).encode()) == 0
    assert (
        capsys.readouterr().err.splitlines()[0].startswith("Diphtérie-tétanos-poliomyélite\u202f: 3e dose recommandée")
    )


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"{", "Le document n’est pas du JSON en UTF-8."),
        (b"\xff\xfe", "Le document n’est pas du JSON en UTF-8."),
        (b"[]", "Le patient attendu est un objet JSON."),
        (b"{}", "La date « birth_date » manque ou n’est pas une date ISO (AAAA-MM-JJ)."),
        (
            b'{"birth_date": "2026-02-30", "sex": "F"}',
            "La date « birth_date » manque ou n’est pas une date ISO (AAAA-MM-JJ).",
        ),
        (b'{"birth_date": "2026-02-01"}', "Le sexe (« sex » : F, M ou U) manque."),
        (b'{"birth_date": "2099-02-01", "sex": "F"}', "La date de naissance est postérieure au jour de l’évaluation."),
        (b'{"birth_date": "2026-02-01", "sex": "F", "doses": 3}', "« doses » doit être une liste."),
        (b'{"birth_date": "2026-02-01", "sex": 1}', "Le sexe (« sex ») s’écrit F, M ou U."),
        (b'{"birth_date": "2026-02-01", "sex": "F", "conditions": "asplenia"}', "« conditions » doit être une liste."),
        (b'{"birth_date": "2026-02-01", "sex": "F", "conditions": [3]}', "« conditions » doit être une liste de mots."),
        (
            b'{"birth_date": "1996-02-01", "sex": "F", "pregnancy": {"gestational_weeks": "24"}}',
            "« gestational_weeks » doit être un nombre de semaines d’aménorrhée, de 0 à 45.",
        ),
        (
            b'{"birth_date": "1996-02-01", "sex": "F", "pregnancy": 24}',
            "« pregnancy » doit être un objet avec « gestational_weeks », ou vrai ou faux.",
        ),
        (
            b'{"birth_date": "2026-02-01", "sex": "F", "preterm_weeks": NaN}',
            "« preterm_weeks » doit être un nombre de semaines d’aménorrhée, de 20 à 45.",
        ),
        (
            b'{"birth_date": "2026-02-01", "sex": "F", "history_known": "false"}',
            "« history_known » doit être vrai ou faux (true, false).",
        ),
    ],
)
def test_unusable_input_is_one_sentence(
    raw: bytes, sentence: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(monkeypatch, raw, "--json") == 2
    said = capsys.readouterr()
    assert (said.out, said.err.replace("\u202f", " ").strip()) == ("", sentence)
