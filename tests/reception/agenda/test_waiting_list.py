"""Who is offered a freed slot, and missed appointments."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from brasdroit.reception.agenda.rules import misfit, missed_count, missed_text, waiting_matches
from brasdroit.reception.agenda.types import FreeSlot, WaitingEntry

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 25, 8, tzinfo=PARIS)
START = datetime(2026, 11, 25, 10, tzinfo=PARIS)
SLOT = FreeSlot("martin", START, START + timedelta(minutes=20))


def entry(reference="a", days=3, **options):
    return WaitingEntry(reference, NOW - timedelta(days=days), **options)


def test_priority_then_deadline_then_refusals_then_age():
    entries = [
        entry("recent", 1),
        entry("old", 9),
        entry("refused", 30, refusals=1),
        entry("deadline", 1, last_day=date(2026, 12, 1)),
        entry("priority", 1, priority=True),
    ]
    matches = waiting_matches(SLOT, entries, now=NOW)
    assert [each.reference for each in matches] == ["priority", "deadline", "old", "recent", "refused"]
    assert [each.rank for each in matches] == [1, 2, 3, 4, 5]
    assert matches[0].reasons == ("priorité donnée par le médecin", "attend depuis le mardi 24 novembre")
    assert matches[1].reasons == ("à voir avant le mardi 1er décembre", "attend depuis le mardi 24 novembre")
    assert matches[4].reasons == ("a déjà refusé 1 proposition", "attend depuis le lundi 26 octobre")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"minutes": 30}, "demande 30 minutes, la place en a 20"),
        ({"practitioners": frozenset({"leroy"})}, "souhaite un autre praticien"),
        ({"kind": "bilan"}, "ce type de rendez-vous n’est pas prévu à cette heure"),
        ({"first_day": date(2026, 11, 26)}, "n’est pas disponible avant"),
        ({"last_day": date(2026, 11, 24)}, "avait besoin d’une date plus proche"),
        ({"weekdays": frozenset({0})}, "n’est pas disponible ce jour de la semaine"),
        ({"after": time(10, 5)}, "n’est pas disponible si tôt"),
        ({"before": time(10, 10)}, "n’est pas disponible si tard"),
        ({"notice_minutes": 121}, "n’a pas le temps de venir"),
        ({"notice_minutes": 120, "weekdays": frozenset({2}), "after": time(10), "before": time(10, 15)}, None),
    ],
)
def test_misfit(options, reason):
    assert misfit(entry(**options), SLOT, now=NOW, kinds=frozenset({"suivi"})) == reason


def test_missed_appointments_are_counted_over_a_year():
    missed = [date(2025, 11, 25), date(2025, 11, 26), date(2026, 11, 25), date(2026, 11, 26)]
    assert missed_count(missed, date(2026, 11, 25)) == 2


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "Aucun rendez-vous manqué en 12 mois"),
        (1, "1 rendez-vous manqué en 12 mois"),
        (3, "3 rendez-vous manqués en 12 mois"),
    ],
)
def test_missed_text(count, text):
    assert missed_text(count) == text
