"""What « Par où passer ? » shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from brasdroit.certification.deadlines.rules import qualification_deadlines
from brasdroit.certification.deadlines.types import Deadline, DeadlineFacts
from brasdroit.certification.routes.rules import find_routes
from brasdroit.certification.routes.types import Condition, Diploma, Profile, RouteAnswer, RouteOutcome, Status
from brasdroit.foundation.clock.ages import counted
from brasdroit.reference.certification import PayFact, centre_questions, pay_facts

DIPLOMA_LABELS: Mapping[str, str] = {
    Diploma.BAC: "Baccalauréat",
    Diploma.MEDICAL_SECRETARY: "Titre de secrétaire médicale (niveau 4)",
    Diploma.DENTAL_ASSISTANT: "Titre d’assistant dentaire (niveau 4)",
    Diploma.OTHER_LEVEL_4: "Autre diplôme de niveau 4 ou plus",
    Diploma.NURSE: "Diplôme d’État d’infirmier (DEI)",
    Diploma.CARE_ASSISTANT: "Diplôme d’État d’aide-soignant (DEAS)",
    Diploma.CHILDCARE_ASSISTANT: "Diplôme d’État d’auxiliaire de puériculture (DEAP)",
    Diploma.NONE: "Aucun",
}
STATUS_LABELS: Mapping[str, str] = {
    Status.EMPLOYEE: "Salarié",
    Status.JOB_SEEKER: "Demandeur d’emploi",
    Status.SCHOOL_LEAVER: "Fin d’études",
    Status.CAREER_CHANGE: "En reconversion",
}
_OUR_NOTES = re.compile(r" \(profession §[^)]*\)")
DEADLINE_COLUMNS = ("À faire", "Au plus tard", "Règle")
_MISSING_LABELS: Mapping[str, str] = {
    "diplomas": "vos diplômes",
    "birth_date": "votre date de naissance",
    "status": "votre situation",
    "disability": "un handicap reconnu, ou non",
    "medical_secretary_years": "vos années comme secrétaire médicale",
    "related_experience_hours": "vos heures d’activité en rapport avec le métier",
    "diploma_level": "le niveau de votre diplôme, à faire confirmer",
    "listed_case": "être ou non dans un des cas prévus après 29 ans, à demander au CFA",
    "benefit": "percevoir ou non le RSA, l’ASS ou l’AAH",
    "vae_procedure": "la procédure de VAE qui s’applique, à demander à la branche",
}
_MET: Mapping[bool | None, tuple[str, str]] = {
    True: ("circle-check", "Rempli"),
    False: ("ban", "Non rempli"),
    None: ("circle-question-mark", "À préciser"),
}


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition as read: `icon` and `word` say whether it is met."""

    icon: str
    word: str
    explanation: str
    sources: str


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """A route as the page shows it; of a closed one, only why."""

    label: str
    state: str
    tone: str
    icon: str
    closed: bool
    outcome: str
    hours: str
    duration: str
    funding: str
    next_step: str
    conditions: tuple[ConditionLine, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer, on a day."""

    on: date
    told: tuple[tuple[str, str], ...]
    state: str
    routes: tuple[RouteSheet, ...]
    deadlines: tuple[Deadline, ...]
    deadlines_missing: tuple[str, ...]
    pay: tuple[PayFact, ...]
    questions: tuple[str, ...]


def answer(profile: Profile, facts: DeadlineFacts, told: Iterable[tuple[str, str]]) -> Answer:
    """What the profile told opens, and by when; `told` repeats it on the printed page."""
    routes, deadlines = find_routes(profile), qualification_deadlines(facts)
    known = facts.cpam_signed_on or facts.hired_on or facts.post_started_on
    return Answer(
        on=profile.on,
        told=tuple(told),
        state=_state(routes),
        routes=tuple(_sheet(route) for route in routes),
        deadlines=deadlines.items,
        deadlines_missing=tuple(anchor.label for anchor in deadlines.missing) if known else (),
        pay=tuple(replace(fact, source=public_source(fact.source)) for fact in pay_facts(profile.on)),
        questions=centre_questions(profile.on),
    )


def _state(routes: Sequence[RouteAnswer]) -> str:
    opened = sum(route.open for route in routes)
    unsure = sum(bool(route.missing) for route in routes)
    words = [
        f"{counted(opened, 'voie')} {'ouvertes' if opened > 1 else 'ouverte'}" if opened else "Aucune voie ouverte"
    ]
    if unsure:
        words.append(f"{unsure} à préciser")
    return ", ".join(words) + "."


def _sheet(route: RouteAnswer) -> RouteSheet:
    state, tone, icon = _route_state(route)
    attested = route.outcome is RouteOutcome.ATTESTATION
    return RouteSheet(
        label=route.label,
        state=state,
        tone=tone,
        icon=icon,
        closed=not (route.open or route.missing),
        outcome="Une attestation, qui vaut qualification avec votre diplôme"
        if attested
        else "Le CQP d’assistant médical",
        hours=f"{route.hours} h" if route.hours else "Aucune durée imposée",
        duration=route.duration,
        funding=route.funding,
        next_step=route.next_step,
        conditions=tuple(_condition(reason) for reason in route.reasons),
        missing=tuple(_MISSING_LABELS[name] for name in route.missing),
        notes=route.notes,
    )


def _route_state(route: RouteAnswer) -> tuple[str, str, str]:
    if route.open:
        return "Ouverte", "ok", "circle-check"
    return ("À préciser", "wait", "circle-question-mark") if route.missing else ("Fermée", "plain", "ban")


def _condition(reason: Condition) -> ConditionLine:
    icon, word = _MET[reason.met]
    return ConditionLine(icon, word, reason.explanation, ", ".join(public_source(source) for source in reason.sources))


def public_source(source: str) -> str:
    """A source without the place where our own notes quote it, which a visitor does not have."""
    return _OUR_NOTES.sub("", source)
