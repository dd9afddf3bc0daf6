"""Red flags, call-backs and the words of the telephone sheet."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from brasdroit.reception.telephone import rules
from brasdroit.reception.telephone.types import CallOutcome, CallReason, Instruction, RedFlag

ON = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Paris"))
CHEST = RedFlag(
    "Poitrine",
    ("douleur thoracique", "mal à la poitrine"),
    Instruction.SAMU,
    "Dr Martin",
    date(2026, 1, 1),
    advice="Rester en ligne.",
)
FEVER = RedFlag("Nourrisson", ("fièvre bébé",), Instruction.DOCTOR_NOW, "Dr Leroy", date(2026, 1, 1))
FLAGS = (FEVER, CHEST)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("J’ai une douleur thoracique depuis ce matin", ["Poitrine"]),
        ("DOULEURS THORACIQUES", ["Poitrine"]),
        ("une douleur assez forte thoracique", ["Poitrine"]),
        ("douleur toracique", ["Poitrine"]),
        ("il a très mal dans la poitrine", ["Poitrine"]),
        ("mon bébé a de la fièvre", ["Nourrisson"]),
        ("mon bebe a de la fievre et moi une douleur thoracique", ["Poitrine", "Nourrisson"]),
        ("pas de douleur thoracique", ["Poitrine"]),
        ("une douleur au genou et une radio faite lundi dernier puis une radio thoracique", []),
        ("renouvellement d’ordonnance", []),
        ("", []),
    ],
)
def test_signals(said, heard):
    assert [each.label for each in rules.signals(said, FLAGS, on=ON)] == heard


def test_a_signal_quotes_the_doctors_instruction():
    signal = rules.signals("mal à la poitrine", FLAGS, on=ON)[0]
    assert signal.heard == ("mal à la poitrine",)
    assert signal.instruction is Instruction.SAMU
    assert signal.explanation == (
        "Consigne du Dr Martin pour «\u202fmal à la poitrine\u202f»\u202f: appel au 15 selon la consigne. Rester en ligne."
    )


@pytest.mark.parametrize(
    ("on", "count"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 6, 1), 1), (date(2026, 6, 2), 0)]
)
def test_a_flag_holds_between_its_dates(on, count):
    flag = RedFlag("x", ("malaise",), Instruction.DOCTOR_NOW, "Dr Martin", date(2026, 1, 1), date(2026, 6, 1))
    assert len(rules.signals("malaise", [flag], on=on)) == count


def test_an_empty_expression_signals_nothing():
    flag = RedFlag("x", ("le la",), Instruction.SAMU, "Dr Martin", date(2026, 1, 1))
    assert rules.signals("le la les", [flag], on=ON) == ()


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (20, "rappeler dans 20 min"),
        (4, "à rappeler maintenant"),
        (-4, "à rappeler maintenant"),
        (-70, "rappel en retard de 1 h 10"),
        (1440, "rappeler dans 1 jour"),
        (-3000, "rappel en retard de 2 jours"),
    ],
)
def test_call_back_text(minutes, text):
    assert rules.call_back_text(NOW + timedelta(minutes=minutes), NOW) == text


@pytest.mark.parametrize(
    ("outcomes", "text"),
    [
        ([], "jamais appelé"),
        ([CallOutcome.UNREACHED], "non joint, 1 tentative"),
        ([CallOutcome.UNREACHED, CallOutcome.UNREACHED], "non joint, 2 tentatives"),
        ([CallOutcome.UNREACHED, CallOutcome.BOOKED], "rendez-vous pris"),
    ],
)
def test_attempts_text(outcomes, text):
    assert rules.attempts_text(outcomes) == text


def test_every_reason_and_outcome_has_its_label():
    assert set(rules.REASON_LABELS) == set(CallReason)
    assert set(rules.OUTCOME_LABELS) == set(CallOutcome)
    assert set(rules.INSTRUCTION_TEXTS) == set(Instruction)
    assert set(CallOutcome) > rules.OPEN_OUTCOMES
