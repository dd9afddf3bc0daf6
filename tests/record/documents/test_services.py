"""Documents are received, filed, replaced, removed and brought back; nothing is lost, and strangers see nothing."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from PIL import Image

from brasdroit.foundation.audit.log import reads
from brasdroit.foundation.audit.models import AuditEntry
from brasdroit.foundation.errors import Conflict, Forbidden, Invalid, NotFound
from brasdroit.foundation.files import vault
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.documents import selectors
from brasdroit.record.documents.models import Document
from brasdroit.record.documents.selectors import DocumentFilter
from brasdroit.record.documents.services import (
    attach_document,
    edit_document,
    remove_document,
    replace_document,
    restore_document,
    set_photo,
    store_document,
)
from brasdroit.record.documents.services.pictures import preview_of_pdf
from brasdroit.record.documents.services.previews import keep_preview
from brasdroit.record.documents.services.storing import Upload
from brasdroit.record.documents.types import DocumentFacts
from tests.factories.agenda import make_patient
from tests.factories.documents import PDF, image, make_document, upload
from tests.factories.practice import Team, actor_of, entrust, make_team, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def patient_id(team: Team) -> UUID:
    return make_patient(team.tenant_id).pk


def vault_path(file_id: UUID) -> Path:
    return Path(settings.DATA_DIR) / "files" / file_id.hex[-2:] / file_id.hex


def files_kept() -> int:
    return sum(1 for path in (Path(settings.DATA_DIR) / "files").rglob("*") if path.is_file())


def test_a_document_is_encrypted_named_and_traced(team: Team, patient_id: UUID) -> None:
    actor = actor_of(team.doctor)
    document = make_document(actor, patient_id, kind="report")
    opened = selectors.open_document(actor, document.pk)
    reads.flush()
    assert (document.title, document.mime, document.size) == ("CR cardio 2026", "application/pdf", len(PDF))
    assert b"".join(opened.chunks) == PDF
    assert PDF[:20] not in vault_path(document.file_id).read_bytes()
    actions = AuditEntry.objects.filter(about_id=patient_id).values_list("action", flat=True)
    assert sorted(actions) == ["document.read", "document.stored"]


def test_the_same_content_is_kept_once_in_a_record(team: Team, patient_id: UUID) -> None:
    actor, other = actor_of(team.secretary), make_patient(team.tenant_id, "DUPONT").pk
    first = store_document(actor=actor, upload=upload(PDF), patient_id=patient_id)
    before = files_kept()
    again = store_document(actor=actor, upload=upload(PDF, "autre.pdf"), patient_id=patient_id)
    elsewhere = store_document(actor=actor, upload=upload(PDF), patient_id=other)
    assert (again.document.pk, again.created) == (first.document.pk, False)
    assert (elsewhere.created, elsewhere.elsewhere, files_kept() - before) == (True, True, 1)


class Watched(io.BytesIO):
    """A file that tells in how many transactions it was read."""

    depths: set[int]

    def read(self, size: int | None = -1) -> bytes:
        self.depths.add(len(connection.savepoint_ids))
        return super().read(size)


def test_files_are_read_before_the_write_begins(team: Team, patient_id: UUID) -> None:
    actor, depth, content = actor_of(team.doctor), len(connection.savepoint_ids), image()

    def watched(data: bytes) -> Upload:
        stream = Watched(data)
        stream.depths = seen
        return Upload(stream, "piece", len(data))

    seen: set[int] = set()
    document = store_document(actor=actor, upload=watched(PDF), patient_id=patient_id).document
    replace_document(actor=actor, document_id=document.pk, upload=watched(content))
    set_photo(actor=actor, patient_id=patient_id, upload=watched(content), agreed=True, consent_id=uuid4())
    assert seen == {depth}


def test_what_the_service_refuses_is_erased(team: Team, patient_id: UUID) -> None:
    before, actor = files_kept(), actor_of(team.assistant)
    with pytest.raises(Forbidden):
        store_document(actor=actor, upload=upload(PDF), patient_id=patient_id)
    with pytest.raises(Forbidden):
        set_photo(actor=actor, patient_id=patient_id, upload=upload(image()), agreed=True, consent_id=uuid4())
    with pytest.raises(NotFound):
        store_document(actor=actor_of(team.doctor), upload=upload(PDF), patient_id=uuid4())
    assert files_kept() == before


def test_a_refused_file_leaves_nothing(team: Team, patient_id: UUID) -> None:
    before = files_kept()
    with pytest.raises(Invalid):
        make_document(actor_of(team.secretary), patient_id, b"MZ" + bytes(100))
    with pytest.raises(Invalid):
        make_document(actor_of(team.secretary), patient_id, kind="nonsense")
    assert files_kept() == before


def test_an_altered_or_shortened_file_is_refused(team: Team, patient_id: UUID) -> None:
    actor = actor_of(team.doctor)
    document = make_document(actor, patient_id)
    path = vault_path(document.file_id)
    whole = path.read_bytes()
    for damaged in (whole[:-1] + bytes([whole[-1] ^ 1]), whole[:10], whole[:4], whole[:-5]):
        path.write_bytes(damaged)
        with pytest.raises(vault.VaultError) as refused:
            selectors.open_document(actor, document.pk)
        assert refused.value.code == "file_altered"
    path.unlink()
    with pytest.raises(vault.VaultError) as missing:
        selectors.open_document(actor, document.pk)
    assert missing.value.code == "file_missing"


def test_a_document_to_file_is_filed_and_put_back(team: Team, patient_id: UUID) -> None:
    actor = actor_of(team.secretary)
    document = make_document(actor)
    assert [each.pk for each in selectors.to_file(actor)] == [document.pk]
    facts = DocumentFacts("insurance", "Mutuelle 2026")
    filed = attach_document(actor=actor, document_id=document.pk, patient_id=patient_id, facts=facts, version=1)
    assert (filed.patient_id, filed.kind, filed.title) == (patient_id, "insurance", "Mutuelle 2026")
    assert selectors.to_file_count(actor) == 0
    attach_document(actor=actor, document_id=document.pk, patient_id=None, facts=None, version=None)
    assert selectors.to_file_count(actor) == 1


def test_a_new_version_keeps_the_former_and_both_follow_the_record(team: Team, patient_id: UUID) -> None:
    actor, right = actor_of(team.doctor), make_patient(team.tenant_id, "DUPONT").pk
    former = make_document(actor, patient_id, kind="report", title="Échographie")
    newer = replace_document(actor=actor, document_id=former.pk, upload=upload(image()), version=1)
    moved = attach_document(actor=actor, document_id=newer.pk, patient_id=right, facts=None, version=None)
    shown = selectors.versions(actor, moved)
    assert [(each.pk, each.patient_id, each.title) for each in shown] == [
        (newer.pk, right, "Échographie"),
        (former.pk, right, "Échographie"),
    ]
    assert [each.pk for each in selectors.documents_of(actor, right)] == [newer.pk]
    with pytest.raises(Conflict):
        replace_document(actor=actor, document_id=newer.pk, upload=upload(image()))
    with pytest.raises(NotFound):
        replace_document(actor=actor, document_id=former.pk, upload=upload(b"Texte"))


def test_a_removed_document_says_why_and_comes_back(team: Team, patient_id: UUID) -> None:
    actor = actor_of(team.doctor)
    document = make_document(actor, patient_id)
    with pytest.raises(Invalid):
        remove_document(actor=actor, document_id=document.pk, reason="  ")
    remove_document(actor=actor, document_id=document.pk, reason="Mauvaise fiche")
    assert selectors.documents_of(actor, patient_id) == []
    removed = selectors.documents_of(actor, patient_id, DocumentFilter(removed=True))
    assert [(each.deleted_reason, each.deleted_by_name) for each in removed] == [("Mauvaise fiche", "Dr Claire Martin")]
    restore_document(actor=actor, document_id=document.pk)
    assert [each.pk for each in selectors.documents_of(actor, patient_id)] == [document.pk]


def test_two_people_editing_are_told(team: Team, patient_id: UUID) -> None:
    document = make_document(actor_of(team.secretary), patient_id)
    edit_document(
        actor=actor_of(team.doctor), document_id=document.pk, facts=DocumentFacts("unsorted", "Premier"), version=1
    )
    with pytest.raises(Conflict) as refused:
        edit_document(
            actor=actor_of(team.secretary),
            document_id=document.pk,
            facts=DocumentFacts("unsorted", "Second"),
            version=1,
        )
    assert refused.value.code == "stale"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (DocumentFacts("nonsense", "Titre"), "kind"),
        (DocumentFacts("report", "a\x07b"), "title"),
        (DocumentFacts("report", "x" * 300), "title"),
        (DocumentFacts("photo", "Photo"), "kind"),
        (DocumentFacts("report", "Titre", timezone.localdate() + timedelta(days=2)), "dated_on"),
    ],
)
def test_wrong_facts_are_named(team: Team, patient_id: UUID, facts: DocumentFacts, field: str) -> None:
    actor = actor_of(team.doctor)
    document = make_document(actor, patient_id)
    with pytest.raises(Invalid) as refused:
        edit_document(actor=actor, document_id=document.pk, facts=facts, version=None)
    assert list(refused.value.fields) == [field]


def test_the_secretary_files_medical_documents_without_reading_them(team: Team, patient_id: UUID) -> None:
    secretary, doctor = actor_of(team.secretary), actor_of(team.doctor)
    document = make_document(secretary)
    facts = DocumentFacts("laboratory", "Résultat")
    attach_document(actor=secretary, document_id=document.pk, patient_id=patient_id, facts=facts, version=None)
    assert selectors.documents_of(secretary, patient_id) == []
    assert selectors.hidden_count(secretary, patient_id) == 1
    for read in (selectors.document_detail, selectors.open_document):
        with pytest.raises(NotFound):
            read(secretary, document.pk)
    assert [each.title for each in selectors.documents_of(doctor, patient_id)] == ["Résultat"]
    with tenant_scope(team.tenant_id):
        shown = [entry.title for entry in selectors.document_timeline(secretary, patient_id, 10)]
    assert shown == []


def test_former_clinical_versions_stay_hidden_from_the_secretary(team: Team, patient_id: UUID) -> None:
    secretary, doctor = actor_of(team.secretary), actor_of(team.doctor)
    former = make_document(doctor, patient_id, kind="report", title="Échographie")
    newer = replace_document(actor=doctor, document_id=former.pk, upload=upload(image()), version=1)
    with writing(team.tenant_id):
        Document.objects.filter(pk=newer.pk).update(kind="insurance")
    shown = selectors.document_detail(secretary, newer.pk)
    assert [each.pk for each in selectors.versions(secretary, shown)] == [newer.pk]
    assert [each.pk for each in selectors.versions(doctor, shown)] == [newer.pk, former.pk]


def test_the_manager_and_the_undelegated_assistant_are_refused(team: Team, patient_id: UUID) -> None:
    with pytest.raises(Forbidden):
        selectors.documents_of(actor_of(team.manager), patient_id)
    with pytest.raises(Forbidden):
        make_document(actor_of(team.assistant), patient_id)
    entrust(team.doctor, team.assistant, "ADM-09")
    assert make_document(actor_of(team.assistant), patient_id).author_name == "Sarah Benali"


def test_a_stranger_finds_nothing(team: Team, patient_id: UUID) -> None:
    document = make_document(actor_of(team.doctor), patient_id)
    stranger = actor_of(make_team("Cabinet du Port").doctor)
    facts = DocumentFacts("report", "Volé")
    acts = (
        lambda: selectors.document_detail(stranger, document.pk),
        lambda: selectors.open_document(stranger, document.pk),
        lambda: edit_document(actor=stranger, document_id=document.pk, facts=facts, version=None),
        lambda: remove_document(actor=stranger, document_id=document.pk, reason="x"),
        lambda: replace_document(actor=stranger, document_id=document.pk, upload=upload(image())),
        lambda: make_document(stranger, patient_id),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()


def photo(**options: object) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Marie"
    exif[0x0112] = 6
    return image("JPEG", size=(900, 600), exif=exif, **options)


def test_a_photo_is_square_and_bare_and_replaces_the_former(team: Team, patient_id: UUID) -> None:
    actor = actor_of(team.secretary)
    with pytest.raises(Invalid) as refused:
        set_photo(actor=actor, patient_id=patient_id, upload=upload(photo()), agreed=False, consent_id=uuid4())
    assert refused.value.code == "consent_needed"
    first = set_photo(actor=actor, patient_id=patient_id, upload=upload(photo()), agreed=True, consent_id=uuid4())
    second = set_photo(actor=actor, patient_id=patient_id, upload=upload(image("PNG")), agreed=True, consent_id=uuid4())
    opened = selectors.open_document(actor, second.pk)
    former = b"".join(vault.read(first.file_id))
    with Image.open(io.BytesIO(former)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((512, 512), {})
    assert b"Appareil de Marie" not in former
    assert opened.document.mime == "image/jpeg"
    assert selectors.photo_of(actor, patient_id) == second.pk
    assert selectors.documents_of(actor, patient_id) == []


def test_images_have_a_small_view_and_text_none(team: Team, patient_id: UUID) -> None:
    actor = actor_of(team.doctor)
    shown = make_document(actor, patient_id, image("PNG", size=(1200, 800)))
    with Image.open(io.BytesIO(selectors.preview_picture(actor, shown.pk))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (640, 427))
    text = make_document(actor, patient_id, b"Texte")
    with pytest.raises(NotFound):
        selectors.preview_picture(actor, text.pk)


def test_the_first_page_of_a_pdf_is_drawn_apart_and_kept(team: Team, patient_id: UUID) -> None:
    import typst  # noqa: PLC0415 - a real page, for this test only

    page = typst.compile(b"#set page(width: 200pt, height: 100pt)\nBonjour", format="pdf")
    picture = preview_of_pdf(page)
    assert picture is not None
    with Image.open(io.BytesIO(picture)) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (640, 320))
    assert preview_of_pdf(PDF) is None
    actor = actor_of(team.doctor)
    document = make_document(actor, patient_id, page)
    keep_preview(actor=actor.as_system(), document_id=document.pk, picture=picture)
    assert selectors.preview_picture(actor, document.pk) == picture


@pytest.mark.parametrize(
    ("words", "kind", "titles"),
    [("echo", "", ["Échographie"]), ("", "certificate", ["Sport"]), ("biologie", "", ["Bilan"]), ("absent", "", [])],
)
def test_the_list_is_narrowed(team: Team, patient_id: UUID, words: str, kind: str, titles: list[str]) -> None:
    actor = actor_of(team.doctor)
    for code, title in (("imaging", "Échographie"), ("certificate", "Sport"), ("laboratory", "Bilan")):
        make_document(actor, patient_id, title.encode(), kind=code, title=title)
    assert [each.title for each in selectors.documents_of(actor, patient_id, DocumentFilter(words, kind))] == titles


def test_lists_cost_one_statement(team: Team, patient_id: UUID, django_assert_num_queries) -> None:
    actor = actor_of(team.doctor)
    for number in range(3):
        make_document(actor, patient_id if number else None, f"Texte {number}".encode())
        with django_assert_num_queries(1):
            selectors.documents_of(actor, patient_id)
        with django_assert_num_queries(1):
            [str(each.patient or "") for each in selectors.lately(actor)]
        with django_assert_num_queries(1):
            selectors.to_file(actor)
    with tenant_scope(team.tenant_id):
        assert Document.objects.count() == 3
