"""A list comes in once: accepted, merged, doubtful, unchanged, refused; again changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.imports import selectors
from brasdroit.record.imports.services import choose_mapping, decide_row, execute, prepare_run, save_profile
from brasdroit.record.patients.models import Patient
from tests.factories.practice import Team, actor_of, make_team

pytestmark = pytest.mark.django_db
HEADER = "Nom;Prénom;Né(e) le;Sexe;Téléphone;Ville"
ROWS = [
    "LEFÈVRE;Élodie;14/03/1961;F;06 39 98 00 01;Le Mans",
    "PETIT;Bernard;02/01/1950;M;;",
    "ROUX;Camille;31/02/1990;F;;",
    "PETIT;Bernard;02/01/1950;M;;",
    "LEFEBVRE;Élodie;14/03/1961;F;06 39 98 00 01;",
    "DUR4ND;Jean;01/01/1970;M;;",
]


@pytest.fixture
def team() -> Team:
    return make_team()


def written(tmp_path: Path, rows: list[str] = ROWS) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="cp1252")
    return path


def bring_in(actor: Actor, path: Path, *, dry_run: bool = False) -> Any:
    with tenant_scope(actor.tenant_id):
        run = prepare_run(actor=actor, path=path, file_name=path.name, file_id=None)
        run = choose_mapping(actor=actor, run_id=run.pk, columns=run.columns, dry_run=dry_run)
        list(execute(actor=actor, run=run, path=path, on=timezone.localdate()))
        return selectors.run(actor, run.pk)


def counts(run: Any) -> dict[str, int]:
    return {name: getattr(run, name) for name in ("accepted", "merged", "unchanged", "doubtful", "refused")}


def test_each_row_gets_its_outcome_and_its_reason(team: Team, tmp_path: Path) -> None:
    actor = actor_of(team.secretary)
    run = bring_in(actor, written(tmp_path))
    assert counts(run) == {"accepted": 2, "merged": 0, "unchanged": 1, "doubtful": 1, "refused": 2}
    assert (run.rows_total, run.rows_done, run.status) == (6, 6, "done")
    with tenant_scope(team.tenant_id):
        refused = selectors.refused(actor, run.pk)
        assert [number for number, _ in refused] == [4, 7]
        assert "31/02/1990" in refused[0][1]
        assert Patient.objects.count() == 2


def test_the_same_file_again_changes_nothing(team: Team, tmp_path: Path) -> None:
    actor, path = actor_of(team.secretary), written(tmp_path)
    bring_in(actor, path)
    again = bring_in(actor, path)
    assert counts(again) == {"accepted": 0, "merged": 0, "unchanged": 3, "doubtful": 1, "refused": 2}
    with tenant_scope(team.tenant_id):
        assert Patient.objects.count() == 2


def test_a_known_patient_has_his_blanks_filled_and_nothing_overwritten(team: Team, tmp_path: Path) -> None:
    actor = actor_of(team.secretary)
    bring_in(actor, written(tmp_path, ["LEFÈVRE;Élodie;14/03/1961;F;06 39 98 00 01;"]))
    run = bring_in(actor, written(tmp_path, ["Lefevre;Elodie;1961-03-14;Mme;06 39 98 00 02;Le Mans"]))
    assert counts(run)["merged"] == 1
    with tenant_scope(team.tenant_id):
        patient = Patient.objects.get()
        assert (patient.phone, patient.city, patient.version) == (phone_e164("06 39 98 00 01"), "Le Mans", 2)


def test_a_dry_run_creates_nobody(team: Team, tmp_path: Path) -> None:
    run = bring_in(actor_of(team.secretary), written(tmp_path), dry_run=True)
    assert counts(run) == {"accepted": 2, "merged": 0, "unchanged": 1, "doubtful": 1, "refused": 2}
    with tenant_scope(team.tenant_id):
        assert Patient.objects.count() == 0


def test_a_person_decides_for_a_doubtful_row_once(team: Team, tmp_path: Path) -> None:
    actor = actor_of(team.secretary)
    run = bring_in(actor, written(tmp_path))
    with tenant_scope(team.tenant_id):
        row = selectors.undecided(actor, run.pk)[0]
    decide_row(actor=actor, row_id=row.pk, decision="create")
    with tenant_scope(team.tenant_id):
        assert Patient.objects.filter(birth_name="LEFEBVRE").count() == 1
    with pytest.raises(Conflict):
        decide_row(actor=actor, row_id=row.pk, decision="skip")


def test_a_crash_leaves_whole_batches_and_the_rest_follows(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("brasdroit.record.imports.services.runs.BATCH_ROWS", 2)
    actor, path = actor_of(team.secretary), written(tmp_path)
    with tenant_scope(team.tenant_id):
        run = prepare_run(actor=actor, path=path, file_name=path.name, file_id=None)
        steps = execute(actor=actor, run=run, path=path, on=timezone.localdate())
        assert next(steps) == 2
        steps.close()
        assert Patient.objects.count() == 2
    assert counts(bring_in(actor, path))["unchanged"] == 3


def test_a_mapping_is_kept_and_used_by_name(team: Team, tmp_path: Path) -> None:
    actor, path = actor_of(team.secretary), written(tmp_path)
    with tenant_scope(team.tenant_id):
        first = prepare_run(actor=actor, path=path, file_name=path.name, file_id=None)
        save_profile(actor=actor, name="Ancien logiciel", columns={**first.columns, "Ville": ""})
        again = prepare_run(actor=actor, path=path, file_name=path.name, file_id=None, mapping="Ancien logiciel")
        assert again.columns["Ville"] == ""
        with pytest.raises(Invalid):
            prepare_run(actor=actor, path=path, file_name=path.name, file_id=None, mapping="Inconnue")


def test_a_mapping_without_a_compulsory_column_is_refused(team: Team, tmp_path: Path) -> None:
    actor, path = actor_of(team.secretary), written(tmp_path)
    with tenant_scope(team.tenant_id):
        run = prepare_run(actor=actor, path=path, file_name=path.name, file_id=None)
        with pytest.raises(Invalid) as refused:
            choose_mapping(actor=actor, run_id=run.pk, columns={**run.columns, "Sexe": ""}, dry_run=False)
    assert refused.value.message == "Il manque la colonne\u202f: sexe ou civilité. Choisissez-la dans la liste."


def test_without_the_mission_an_assistant_imports_nothing(team: Team, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        bring_in(actor_of(team.assistant), written(tmp_path))


def test_a_stranger_finds_no_import(team: Team, tmp_path: Path) -> None:
    run = bring_in(actor_of(team.secretary), written(tmp_path))
    stranger = actor_of(make_team("Autre cabinet").secretary)
    with tenant_scope(stranger.tenant_id), pytest.raises(NotFound):
        selectors.run(stranger, run.pk)
