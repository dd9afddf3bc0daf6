"""The demonstration's cards: the same ones every time, within a life, of vaccines that existed."""

from __future__ import annotations

from datetime import date

from brasdroit.cli.demo.people import generate
from brasdroit.cli.demo.vaccines import doses, examinations, is_read
from brasdroit.pathway.prevention.rules.products import components_of

TODAY = date(2026, 11, 25)
PEOPLE = list(generate(300, 7, TODAY, town="72181"))
CARDS = [(person, list(doses(person, TODAY))) for person in PEOPLE]


def test_the_same_card_every_time() -> None:
    assert [list(doses(person, TODAY)) for person in PEOPLE] == [card for _, card in CARDS]


def test_doses_lie_within_a_life() -> None:
    outside = [dose for person, card in CARDS for dose in card if not person.birth_date < dose.on < TODAY]
    assert outside == []


def test_every_vaccine_is_known() -> None:
    unknown = {dose.product for _, card in CARDS for dose in card if components_of({"brand": dose.product}) is None}
    assert unknown == set()


def test_brands_of_today_are_on_no_card_of_the_seventies() -> None:
    named = {dose.product for _, card in CARDS for dose in card if dose.on < date(1986, 1, 1)}
    assert named == {"DTCP", "DTP"}


def test_some_cards_were_never_read_and_screenings_suit_the_person() -> None:
    read = [is_read(person) for person in PEOPLE]
    assert 0.5 < sum(read) / len(read) < 0.75
    targets = {one.target for person in PEOPLE if person.sex == "M" for one in examinations(person, TODAY)}
    assert targets == {"colorectal", "hypertension"}
