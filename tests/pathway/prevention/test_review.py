"""The review list: what is weak in the edition, programme by programme."""

from __future__ import annotations

from datetime import date

from brasdroit.pathway.prevention.rules import values_to_verify

DOUBTS = values_to_verify(date(2026, 11, 23))


def test_the_list_goes_from_vaccinations_to_screenings() -> None:
    programmes = list(dict.fromkeys(one.programme for one in DOUBTS))
    assert (programmes[0], programmes[-1]) == ("dtp-preterm", "copd")


def test_every_doubt_says_what_and_where_from() -> None:
    assert [one.programme for one in DOUBTS if not (one.label and one.text and one.source)] == []


def test_each_weak_statement_is_listed_once() -> None:
    assert len({(one.programme, one.text) for one in DOUBTS}) == len(DOUBTS)


def test_the_dates_of_the_campaigns_wait_for_a_check() -> None:
    weak = [one.programme for one in DOUBTS if "campagne" in one.text]
    assert weak == ["influenza", "covid-19", "covid-19-high-risk", "covid-19-spring", "rsv-newborn"]
