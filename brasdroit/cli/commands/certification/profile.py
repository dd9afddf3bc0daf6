"""Reading a person's profile for « Par où passer ? »."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brasdroit.certification.deadlines.types import DeadlineFacts
from brasdroit.certification.routes.rules import follows_adaptation
from brasdroit.certification.routes.types import Diploma, Profile, Status
from brasdroit.cli.commands.certification.document import Node

_MOST_YEARS, _MOST_HOURS, _MOST_MONTHS = 80, 200_000, 120
_DATES = ("hired_on", "post_started_on", "cpam_contract_signed_on")


@dataclass(frozen=True, slots=True)
class ProfileInput:
    """What the document tells: for the routes, and for the deadlines."""

    profile: Profile
    deadlines: DeadlineFacts


def read_profile(document: Node, today: date) -> ProfileInput:
    """The profile the document holds, on its own day or `today`; UnusableInput when it does not make sense."""
    on = document.get("on", "Le jour de la réponse").optional_day() or today
    birth = _birth_date(document, on)
    diplomas = _diplomas(document.get("diplomas", "Les diplômes"))
    status = document.get("status", "La situation")
    profile = Profile(
        on=on,
        birth_date=birth,
        diplomas=diplomas,
        status=None if status.empty else Status(status.one_of(list(Status))),
        medical_secretary_years=document.get("medical_secretary_years").number(_MOST_YEARS),
        related_experience_hours=document.get("related_experience_hours").number(_MOST_HOURS),
        disability=document.get("disability", "Le handicap").boolean(),
        contract_months=_months(document.get("contract_months", "La durée du contrat")),
    )
    return ProfileInput(profile, _deadlines(document, profile))


def _birth_date(document: Node, on: date) -> date | None:
    node = document.get("birth_date", "La date de naissance")
    if (day := node.optional_day()) is not None and day > on:
        node.refuse("elle est postérieure au jour de la réponse")
    return day


def _diplomas(node: Node) -> frozenset[Diploma]:
    found = frozenset(Diploma(item.one_of(list(Diploma))) for item in node.list())
    if Diploma.NONE in found and len(found) > 1:
        node.refuse("«\u202fnone\u202f» ne peut pas accompagner un diplôme")
    return found


def _months(node: Node) -> int | None:
    months = node.number(_MOST_MONTHS)
    if months is not None and (months < 1 or months != int(months)):
        node.refuse("un nombre entier de mois est attendu")
    return None if months is None else int(months)


def _deadlines(document: Node, profile: Profile) -> DeadlineFacts:
    hired, started, signed = (_after_birth(document.get(name), profile) for name in _DATES)
    return DeadlineFacts(follows_adaptation(profile), signed, hired, started)


def _after_birth(node: Node, profile: Profile) -> date | None:
    day = node.optional_day()
    if day is not None and profile.birth_date is not None and day < profile.birth_date:
        node.refuse("elle précède la naissance")
    return day
