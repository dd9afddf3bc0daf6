"""Search phrases: what the desk says, and any text at all."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from brasdroit.reception.agenda.rules import read_phrase

CASES = yaml.safe_load((Path(__file__).resolve().parents[2] / "rules/agenda/phrases.yaml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 25)
PRACTITIONERS = {"Martin": "martin", "Leroy": "leroy"}
WORDS = [
    "avant",
    "après",
    "le",
    "dans",
    "3",
    "dix",
    "mois",
    "semaines",
    "jeudi",
    "mercredi",
    "prochain",
    "17",
    "h",
    "31/02",
    "12",
    "décembre",
    "matin",
    "entre",
    "et",
    "sauf",
    "d’ici",
    "urgent",
]


def clock(text):
    return time.fromisoformat(text.zfill(5)) if text else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["phrase"] or "rien")
def test_phrase(case):
    read = read_phrase(case["phrase"], today=TODAY, practitioners=PRACTITIONERS)
    search = read.search
    assert (search.first_day, search.last_day) == (case.get("first", TODAY), case.get("last", date(2027, 2, 23)))
    assert sorted(search.weekdays) == case.get("weekdays", [])
    assert (search.after, search.before) == (clock(case.get("after")), clock(case.get("before")))
    assert (search.minutes, search.urgent) == (case.get("minutes", 15), case.get("urgent", False))
    assert sorted(search.practitioners) == case.get("practitioners", [])
    assert list(read.not_understood) == case.get("not_understood", [])


def test_what_was_understood_is_said_back_in_french():
    read = read_phrase("après 17 h un mercredi avec le docteur Martin", today=TODAY, practitioners=PRACTITIONERS)
    assert read.understood == ("avec Martin", "mercredi", "à partir de 17:00")


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("le 31/02/2027", "Le 31/02/2027 n’existe pas\u202f: vérifiez la date."),
        ("avant le 30 février", "Le 30 février n’existe pas\u202f: vérifiez la date."),
        ("le 12/13", "Le 12/13 n’existe pas\u202f: vérifiez la date."),
        ("le 01/01/0000", "Le 01/01/0000 n’existe pas\u202f: vérifiez la date."),
        ("le 45", "Aucun mois n’a de 45\u202f: vérifiez la date."),
        ("le 12/03/2020", "Le 12/03/2020 n’est pas à venir\u202f: donnez une date des prochains mois."),
    ],
)
def test_a_day_that_cannot_be_is_told_in_one_sentence(phrase, said):
    read = read_phrase(phrase, today=TODAY)
    assert (read.problems, read.understood, read.not_understood) == ((said,), (), ())


def test_what_lies_beyond_the_longest_phrase_is_listed():
    assert read_phrase("mercredi" + " " * 300 + "fin de texte", today=TODAY).not_understood == ("fin", "de", "texte")


@given(
    st.text(max_size=400) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_any_text_gives_a_search_from_today_on(text, today):
    read = read_phrase(text, today=today)
    assert today <= read.search.first_day <= read.search.last_day
    assert read.search.last_day - read.search.first_day <= timedelta(days=40_000)
