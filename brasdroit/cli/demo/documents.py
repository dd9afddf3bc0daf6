"""The papers that came to the practice: some filed already, some waiting for somebody to say whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

from brasdroit.cli.demo.house import House
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.printing import render_pdf
from brasdroit.record.documents.services.storing import Upload, store_document
from brasdroit.record.documents.types import DocumentFacts, DocumentKind

TEMPLATE = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True, slots=True)
class _Paper:
    """One invented paper: file name, sender, lines, what it is, how many days ago; `filed`: in somebody's record."""

    name: str
    sender: str
    lines: tuple[str, ...]
    kind: DocumentKind
    days: int
    filed: bool = True


_PAPERS = (
    _Paper("courrier-cardiologie.pdf", "Cabinet de cardiologie des Halles", ("Consultation de suivi.", "Échographie satisfaisante, contrôle dans un an."), DocumentKind.LETTER, 2),
    _Paper("bilan-sanguin.pdf", "Laboratoire du Maine", ("Hémoglobine 13,8 g/dl", "Créatinine 71 µmol/l", "Glycémie à jeun 0,94 g/l"), DocumentKind.LABORATORY, 1),
    _Paper("attestation-mutuelle.pdf", "Mutuelle du Maine", ("Attestation de droits pour l’année en cours.",), DocumentKind.INSURANCE, 6),
    _Paper("compte-rendu-hospitalisation.pdf", "Centre hospitalier de la Sarthe", ("Séjour de trois jours.", "Sortie au domicile, traitement inchangé."), DocumentKind.REPORT, 9),
    _Paper("certificat-sport.pdf", "Cabinet des Tilleuls", ("Absence de contre-indication à la pratique du judo.",), DocumentKind.CERTIFICATE, 15),
    _Paper("radio-genou.pdf", "Imagerie de la Gare", ("Genou droit, face et profil.", "Pincement modéré du compartiment interne."), DocumentKind.IMAGING, 4),
    _Paper("scan-0412.pdf", "Laboratoire du Maine", ("Cholestérol total 2,10 g/l", "Triglycérides 1,02 g/l"), DocumentKind.UNSORTED, 0, filed=False),
    _Paper("scan-0413.pdf", "Centre de rééducation du Bocage", ("Bilan de fin de séances.", "Marche sans canne."), DocumentKind.UNSORTED, 0, filed=False),
    _Paper("scan-0414.pdf", "CPAM de la Sarthe", ("Accord de prise en charge.",), DocumentKind.UNSORTED, 0, filed=False),
)  # fmt: skip


def receive_documents(house: House, patients: Sequence[UUID], today: date) -> int:
    """Receive every paper of the table, those filed in the records of different people; answers how many."""
    for place, paper in enumerate(_PAPERS):
        dated = today - timedelta(days=paper.days)
        lines = {"sender": paper.sender, "dated": numeric_date(dated), "lines": paper.lines}
        content = render_pdf(TEMPLATE, lines)
        store_document(
            actor=house.actors["julie"],
            upload=Upload(BytesIO(content), paper.name, len(content)),
            patient_id=patients[(7 + 13 * place) % len(patients)] if paper.filed else None,
            document_id=new_id(),
            facts=DocumentFacts(paper.kind, "", dated if paper.filed else None),
        )
    return len(_PAPERS)
