"""What the doctors wrote for their team, and the calls of the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID

from brasdroit.assistance.measurements.services import LimitRequest, set_limit
from brasdroit.assistance.preparation.services import Heading, publish_draft, save_items, save_questionnaire
from brasdroit.assistance.preparation.types import Condition, Item, ItemKind, Operator, Option
from brasdroit.cli.demo.house import House
from brasdroit.foundation.identifiers import new_id
from brasdroit.reception.telephone.services import CallSheet, InstructionSheet, record_call, sign_instruction
from brasdroit.reception.telephone.types import CallOutcome, CallReason, Instruction, Relationship, Urgency

_YES_NO = ItemKind.YES_NO
_PAIN = (
    Item("plainte", "Qu’est-ce qui vous gêne le plus aujourd’hui\u202f?", ItemKind.TEXT, "Gêne principale", required=True),
    Item("douleur", "Avez-vous mal ?", _YES_NO, "Douleur", required=True),
    Item(
        "intensite", "De 0 à 10, combien avez-vous mal\u202f?", ItemKind.NUMBER, "Intensité", minimum=Decimal(0),
        maximum=Decimal(10), shown_if=(Condition("douleur", Operator.EQUALS, True),),  # noqa: FBT003
    ),
)  # fmt: skip
QUESTIONNAIRES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[Item, ...]], ...] = (
    (
        "Suivi d’une maladie chronique", ("follow_up",), ("blood_pressure", "pulse", "weight"),
        (
            *_PAIN,
            Item("prises", "Combien de fois avez-vous oublié vos médicaments ce mois-ci\u202f?", ItemKind.CHOICE, "Oublis",
                 options=(Option("never", "Jamais"), Option("sometimes", "Une ou deux fois"), Option("often", "Plus souvent"))),
            Item("effets", "Un médicament vous gêne-t-il\u202f?", ItemKind.TEXT, "Gêne du traitement"),
        ),
    ),
    (
        "Bilan annuel", ("check_up",), ("blood_pressure", "pulse", "weight", "height", "waist"),
        (
            *_PAIN,
            Item("tabac", "Fumez-vous ?", _YES_NO, "Tabac", required=True),
            Item("activite", "Combien de minutes marchez-vous par jour ?", ItemKind.NUMBER, "Marche", unit="min",
                 minimum=Decimal(0), maximum=Decimal(600)),
            Item("sommeil", "Dormez-vous bien ?", _YES_NO, "Sommeil"),
        ),
    ),
    (
        "Examen de l’enfant", ("child",), ("weight", "height", "temperature"),
        (
            Item("inquietude", "Qu’est-ce qui vous inquiète\u202f?", ItemKind.TEXT, "Inquiétude des parents"),
            Item("mange", "Mange-t-il bien ?", _YES_NO, "Appétit", required=True),
            Item("dort", "Dort-il bien ?", _YES_NO, "Sommeil", required=True),
        ),
    ),
)  # fmt: skip
_FLAGS = (
    ("martin", "Douleur dans la poitrine", ("douleur poitrine", "mal à la poitrine", "serre la poitrine"), Instruction.SAMU, "Rester en ligne, ne pas le laisser seul."),
    ("martin", "Ne respire pas bien", ("n’arrive pas à respirer", "essoufflé au repos", "lèvres bleues"), Instruction.SAMU, "L’asseoir, ouvrir la fenêtre."),
    ("martin", "Fièvre d’un nourrisson", ("fièvre bébé", "bébé chaud", "nourrisson fièvre"), Instruction.DOCTOR_NOW, "Passer l’appel, même en consultation."),
    ("nguyen", "Parole ou bras qui ne suivent plus", ("bouche de travers", "ne parle plus", "bras paralysé"), Instruction.SAMU, "Noter l’heure du début."),
    ("nguyen", "Idées noires", ("envie de mourir", "idées noires"), Instruction.DOCTOR_NOW, "Ne pas raccrocher."),
)  # fmt: skip


def write_instructions(house: House) -> None:
    """The doctors' limits, questionnaires and red flags."""
    high = ("systolic", "160"), ("diastolic", "95"), ("glucose", "2.50")
    for measure, limit in high:
        set_limit(actor=house.actors["martin"], request=LimitRequest(measure, "high", Decimal(limit)))
    set_limit(actor=house.actors["nguyen"], request=LimitRequest("spo2", "low", Decimal(93)))
    for title, kinds, measures, items in QUESTIONNAIRES:
        heading = Heading(title, tuple(str(house.types[kind]) for kind in kinds), measures, id=new_id())
        row = save_questionnaire(actor=house.actors["martin"], heading=heading)
        save_items(actor=house.actors["martin"], questionnaire_id=row.pk, items=items)
        publish_draft(actor=house.actors["martin"], questionnaire_id=row.pk)
    for doctor, label, heard, what, advice in _FLAGS:
        sheet = InstructionSheet(label, heard, what, advice)
        sign_instruction(actor=house.actors[doctor], instruction_id=new_id(), sheet=sheet)


def take_calls(house: House, patients: Sequence[UUID], today: date) -> int:
    """Some calls of the day: answered, waiting for a call-back, passed to a doctor; answers how many."""
    doctor, colleague = house.members["martin"], house.members["julie"]
    patients = [patients[place % len(patients)] for place in range(4)]
    sheets = (
        CallSheet(CallReason.RESULTS, patient_id=patients[0], relationship=Relationship.SELF, urgency=Urgency.TODAY,
                  text="Demande ses résultats de lundi", outcome=CallOutcome.MESSAGE, recipient_id=doctor),
        CallSheet(CallReason.PRESCRIPTION, patient_id=patients[1], relationship=Relationship.CHILD,
                  text="Ordonnance de sa mère à renouveler avant vendredi", outcome=CallOutcome.CALL_BACK,
                  recipient_id=colleague, call_back_on=today, call_back_before=time(18)),
        CallSheet(CallReason.APPOINTMENT, patient_id=patients[2], relationship=Relationship.SELF,
                  text="Rendez-vous donné la semaine prochaine", outcome=CallOutcome.BOOKED),
        CallSheet(CallReason.PROFESSIONAL, caller_name="Pharmacie de la Gare", caller_phone="02 61 91 44 10",
                  relationship=Relationship.PROFESSIONAL, text="Dosage à confirmer", urgency=Urgency.TODAY,
                  outcome=CallOutcome.MESSAGE, recipient_id=house.members["nguyen"]),
        CallSheet(CallReason.ADMINISTRATIVE, caller_name="Mme Lefèvre", caller_phone="06 39 98 12 34",
                  relationship=Relationship.OTHER, text="Horaires du samedi", outcome=CallOutcome.ANSWERED),
        CallSheet(CallReason.MEDICAL_QUESTION, patient_id=patients[3], relationship=Relationship.PARENT,
                  text="Toux de l’enfant depuis trois jours", outcome=CallOutcome.CALL_BACK, recipient_id=doctor,
                  call_back_on=today - timedelta(days=0), call_back_before=time(19), urgency=Urgency.TODAY),
    )  # fmt: skip
    for place, sheet in enumerate(sheets):
        record_call(actor=house.actors["julie" if place % 2 else "sarah"], call_id=new_id(), sheet=sheet)
    return len(sheets)
