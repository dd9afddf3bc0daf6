"""Sending a list, checking its columns, following the import, deciding."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brasdroit.foundation.files import vault
from brasdroit.foundation.tables.reading import open_table
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.imports.models import ImportRun
from brasdroit.record.imports.services import runs
from brasdroit.record.imports.services.jobs import run_import
from tests.factories.practice import Team, make_team, writing

pytestmark = pytest.mark.django_db
LIST = "Nom;Prénom;Né(e) le;Sexe;Ville\nLEFÈVRE;Élodie;14/03/1961;F;Le Mans\nLEFEBVRE;Élodie;14/03/1961;F;\nX;;;\n"


@pytest.fixture
def team() -> Team:
    return make_team()


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.membership.user)
    return client


def send(client: Client, content: bytes = LIST.encode("cp1252"), name: str = "liste.csv") -> Any:
    return client.post(reverse("import_upload"), {"file": SimpleUploadedFile(name, content)})


def the_run(team: Team) -> ImportRun:
    with tenant_scope(team.tenant_id):
        return ImportRun.objects.get()


def test_a_list_goes_from_file_to_patients(team: Team) -> None:
    client = signed_in(team.secretary)
    address = send(client)["Location"]
    assert "Élodie" in client.get(address).content.decode()
    run = the_run(team)
    chosen = {f"c{place}": run.columns[name] for place, name in enumerate(run.headers)}
    assert client.post(address, {**chosen, "action": "import"}).status_code == 302
    run_import.func(str(run.pk), str(team.secretary.membership_id))
    page = client.get(reverse("import_run", args=[run.pk])).content.decode()
    assert ("À décider" in page, "Le prénom manque" in page or "La date de naissance manque" in page) == (True, True)
    answer: Any = client.get(reverse("import_report", args=[run.pk]))
    report = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert [line.split(";")[1] for line in report.splitlines()[1:]] == ["Nouveau patient", "À décider", "Refusée"]


def started(client: Client, team: Team) -> tuple[str, dict[str, str]]:
    address = send(client)["Location"]
    run = the_run(team)
    chosen = {f"c{place}": run.columns[name] for place, name in enumerate(run.headers)} | {"action": "import"}
    client.post(address, chosen)
    return address, chosen


def test_an_import_that_stops_says_it_and_starts_again(team: Team) -> None:
    client = signed_in(team.secretary)
    address, chosen = started(client, team)
    run = the_run(team)
    assert run.file_id is not None
    kept = vault.vault_path(run.file_id)
    kept.rename(kept.with_suffix(".away"))
    kept.mkdir()
    with pytest.raises(IsADirectoryError):
        run_import.func(str(run.pk), str(team.secretary.membership_id))
    kept.rmdir()
    kept.with_suffix(".away").rename(kept)
    page = client.get(reverse("import_run", args=[run.pk])).content.decode()
    assert (the_run(team).status, "s’est arrêté avant la fin" in page, "Recommencer" in page) == ("failed", True, True)
    assert client.post(address, chosen)["Location"] == reverse("import_run", args=[run.pk])
    run_import.func(str(run.pk), str(team.secretary.membership_id))
    assert (the_run(team).status, the_run(team).accepted) == ("done", 1)


def test_an_import_whose_worker_is_gone_may_start_again(team: Team) -> None:
    client = signed_in(team.secretary)
    address, chosen = started(client, team)
    run = the_run(team)
    page = reverse("import_run", args=[run.pk])
    for minutes, again, status in ((9, False, 422), (11, True, 302)):
        with writing(team.tenant_id):
            since = timezone.now() - timedelta(minutes=minutes)
            ImportRun.objects.update(status="running", updated_at=since)
        assert ("Recommencer" in client.get(page).content.decode()) is again
        assert client.post(address, chosen).status_code == status
    assert the_run(team).status == "queued"


def test_the_list_is_read_before_the_write_begins(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    depth = len(connection.savepoint_ids)

    def noted(path: Path) -> Any:
        seen.append(len(connection.savepoint_ids))
        return open_table(path)

    monkeypatch.setattr(runs, "open_table", noted)
    send(signed_in(team.secretary))
    assert seen[0] == depth


def test_a_missing_column_is_one_sentence_and_the_choices_stay(team: Team) -> None:
    client = signed_in(team.secretary)
    address = send(client)["Location"]
    answer = client.post(address, {"c0": "birth_name", "action": "import"})
    text = answer.content.decode()
    assert (answer.status_code, "Il manque la colonne" in text) == (422, True)


@pytest.mark.parametrize("content", [b"MZ\x00\x01", b"", b"un seul titre\nx\n"])
def test_what_is_no_list_is_refused(team: Team, content: bytes) -> None:
    client = signed_in(team.secretary)
    assert send(client, content, "liste.csv").status_code in {302, 422}
    with tenant_scope(team.tenant_id):
        assert ImportRun.objects.count() == 0


def test_a_refused_list_does_not_stay_on_the_disk(team: Team) -> None:
    kept = Path(settings.DATA_DIR) / "files"
    before = sorted(kept.rglob("*"))
    assert send(signed_in(team.assistant)).status_code == 403
    assert [path for path in kept.rglob("*") if path.is_file() and path not in before] == []


def test_a_stranger_finds_nothing(team: Team) -> None:
    send(signed_in(team.secretary))
    run, stranger = the_run(team), signed_in(make_team("Autre cabinet").secretary)
    for name in ("import_run", "import_columns", "import_report"):
        assert stranger.get(reverse(name, args=[run.pk])).status_code == 404
