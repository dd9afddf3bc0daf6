"""``brasdroit identity duplicates``: its shape, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from brasdroit.cli.__main__ import main
from tests.factories.merging import known_patient
from tests.factories.practice import make_team

LIST = "id;nom;prenom;date_naissance\n1;Quéméneur;Solenn;14/03/1961\n2;Quemeneur;Solenn;14/03/1961\n3;Aubrac;Paul;02/02/1990\n"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["identity", "duplicates", *words, "--json"])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_shape(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding="cp1252")
    code, out, _ = run(capsys, str(tmp_path / "list.csv"))
    answer = json.loads(out)
    assert code == 0
    assert sorted(answer) == ["pairs", "records", "seconds"]
    assert answer["records"] == 3
    assert [(pair["a"], pair["b"], sorted(pair)) for pair in answer["pairs"]] == [
        ("1", "2", ["a", "b", "reasons", "score"])
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Ce fichier est vide."),
        (b"nom;prenom;date_naissance\nA;B;01/02/1990\n", "Ce fichier n\u2019a pas de colonne \u00ab\u202fid\u202f\u00bb qui nomme chaque fiche."),
        (b"id;nom;prenom\n1;A;B\n1;C;D\n", "L\u2019identifiant \u00ab\u202f1\u202f\u00bb désigne plusieurs fiches."),
        (b"id;nom;prenom\n;A;B\n", "Une fiche du fichier n\u2019a pas d\u2019identifiant."),
        (b"id;nom;prenom\n", "Ce fichier n\u2019a que des en-têtes\u202f: aucune fiche à comparer."),
        (b"\x89PNG\x00\x01\x02" * 50, "Ce fichier n\u2019est ni un CSV ni un XLSX. Exportez la liste dans l\u2019un de ces formats."),
        (b"id;couleur;taille\n1;bleu;2\n", "Ce fichier n\u2019a pas assez de colonnes reconnues\u202f: il faut au moins un nom et une date de naissance."),
    ],
    ids=["empty", "no id", "id twice", "id missing", "headers only", "binary", "unknown columns"],
)  # fmt: skip
def test_unusable_lists(capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    assert run(capsys, str(tmp_path / "list.csv")) == (2, "", f"{sentence}\n")


def test_a_file_or_the_practice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sentence = "Donnez un fichier, ou --practice pour les patients du cabinet.\n"
    assert run(capsys) == (2, "", sentence)
    assert run(capsys, str(tmp_path / "list.csv"), "--practice") == (2, "", sentence)


@pytest.mark.django_db
def test_the_practice_is_searched_and_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    team = make_team()
    first = known_patient(team.tenant_id, "LEFEVRE", phone="+33612345678")
    second = known_patient(team.tenant_id, "LEFEBVRE", phone="+33612345678")
    code, out, _ = run(capsys, "--practice")
    answer = json.loads(out)
    assert (code, answer["records"]) == (0, 2)
    assert [{pair["a"], pair["b"]} for pair in answer["pairs"]] == [{str(first.pk), str(second.pk)}]
