"""Which day to enrol, certify and refresh by, under the texts in force (reference "profession", sections 2.7, 3.6).

The regime is that of the day the CPAM contract was signed; without contract, that of the hiring. Where the texts read
two ways, both days are given and the earlier is marked strict. A delay of years falls on the same day of the month,
29 February becoming 28 February; the day itself is still in time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from brasdroit.certification.deadlines.types import (
    Anchor,
    DatedDeadline,
    Deadline,
    DeadlineFacts,
    Deadlines,
    Situation,
    Standing,
    Urgency,
    What,
)
from brasdroit.foundation.clock.ages import counted
from brasdroit.practice.members.types import Profile
from brasdroit.practice.missions.rules import afgsu_valid_until
from brasdroit.practice.missions.types import Assistant
from brasdroit.reference.certification import entry
from brasdroit.reference.editions import Value
from brasdroit.reference.missions import qualification_regime, training

_KEYS: Mapping[str, tuple[What, Anchor]] = {
    "enrol_after_signature": (What.ENROL, Anchor.CPAM_SIGNATURE),
    "enrol_after_hire": (What.ENROL, Anchor.HIRE),
    "certify_after_signature": (What.CERTIFY, Anchor.CPAM_SIGNATURE),
    "certify_after_hire": (What.CERTIFY, Anchor.HIRE),
}
_SENTENCES: Mapping[What, str] = {
    What.ENROL: "Inscrire l’assistant en formation dans {delay} suivant {anchor}.",
    What.CERTIFY: "Obtenir la certification dans {delay} suivant {anchor}.",
    What.ADAPTATION: "Obtenir l’attestation de la formation d’adaptation dans {delay} suivant {anchor}.",
    What.AFGSU: "Réactualiser l’AFGSU dans {delay} suivant {anchor}\u202f; au-delà, la formation est à refaire.",
}
_ANCHORS: Mapping[Anchor, str] = {
    Anchor.CPAM_SIGNATURE: "la signature du contrat avec la CPAM",
    Anchor.HIRE: "l’embauche",
    Anchor.POST_START: "la prise de fonction",
    Anchor.AFGSU: "son obtention",
    Anchor.AFGSU_REFRESHED: "la dernière réactualisation",
}


def qualification_deadlines(facts: DeadlineFacts) -> Deadlines:
    """Every deadline the facts give, earliest first, and the dates that are missing to know the others.

    DEI, DEAS, DEAP: the law's delay from the start of the post and the convention's delay to certify, both for the
    adaptation course. Everyone else: enrolment and certification. Without a CPAM contract nothing binds to enrol by a
    given day under the convention 2024.
    """
    found = [*_convention(facts), *_legal_adaptation(facts)]
    missing = {anchor for anchor in _expected(facts) if _day(facts, anchor) is None}
    return Deadlines(_marked(found), tuple(anchor for anchor in Anchor if anchor in missing))


def situation(assistant: Assistant, on: date) -> Situation:
    """Where `assistant` stands on `on`: what is left to do, by when, how pressing, and which dates are missing.

    Once certified, or once the adaptation course is done, only the AFGSU remains; a person without one is told so.
    """
    standing = _standing(assistant, on)
    adapting = standing is Standing.TO_ADAPT
    ahead = Deadlines((), ())
    if standing is not Standing.QUALIFIED:
        ahead = qualification_deadlines(
            DeadlineFacts(adapting, assistant.cpam_signed_on, assistant.hired_on, assistant.post_started_on)
        )
    afgsu = afgsu_deadline(assistant.afgsu_on, assistant.afgsu_refreshed_on, on)
    items = [*ahead.items, *([afgsu] if afgsu else [])]
    dated = tuple(_dated(item, on) for item in sorted(items, key=lambda item: item.by))
    return Situation(standing, dated, ahead.missing + (() if afgsu else (Anchor.AFGSU,)))


def _standing(assistant: Assistant, on: date) -> Standing:
    if assistant.profile is Profile.CQP or _reached(assistant.certified_on, on):
        return Standing.QUALIFIED
    if assistant.profile is Profile.IN_TRAINING:
        return Standing.TO_CERTIFY
    return Standing.QUALIFIED if _reached(assistant.adaptation_on, on) else Standing.TO_ADAPT


def _reached(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _dated(deadline: Deadline, on: date) -> DatedDeadline:
    coming = (day for day in reminder_days(deadline.by, on) if day > on)
    return DatedDeadline(deadline, urgency(deadline.by, on), next(coming, None))


def afgsu_deadline(obtained_on: date | None, refreshed_on: date | None, on: date) -> Deadline | None:
    """The last day to refresh an AFGSU, the day before it lapses; None when there is none."""
    until = afgsu_valid_until(obtained_on, refreshed_on, on)
    if until is None:
        return None
    validity = training(on)["afgsu_validity"]
    refreshed = refreshed_on is not None and until == refreshed_on + relativedelta(years=validity.integer())
    anchor = Anchor.AFGSU_REFRESHED if refreshed else Anchor.AFGSU
    return replace(
        _deadline(What.AFGSU, anchor, until, validity, "afgsu"), by=until - relativedelta(days=1), strict=True
    )


def reminder_days(by: date, on: date) -> tuple[date, ...]:
    """The days to remind of `by` (12, 6, 3 and 1 months before, as the edition of `on` says), earliest first."""
    return tuple(by - relativedelta(months=months) for months in _reminder_months(on))


def urgency(by: date, on: date) -> Urgency:
    """Where `on` stands before `by`: the closest reminder reached, or passed from the day after."""
    if on > by:
        return Urgency.PASSED
    reached = reminder_reached(by, on)
    return Urgency.LATER if reached is None else Urgency(str(reached))


def reminder_reached(by: date, on: date) -> int | None:
    """How many months before `by` the closest reminder reached on `on` was; None before the first one."""
    return min((months for months in _reminder_months(on) if by - relativedelta(months=months) <= on), default=None)


def _reminder_months(on: date) -> list[int]:
    return sorted(entry(on)["reminder_months"].raw, reverse=True)


def _regime_values(facts: DeadlineFacts) -> Iterable[tuple[str, Value, str]]:
    """The delays of the regime: key, value, name of the regime. Without any anchor there is no regime."""
    start = facts.cpam_signed_on or facts.hired_on
    if start is None:
        return
    regime = qualification_regime(start)
    for key, value in regime.items():
        if not (facts.adaptation and key.startswith("enrol")):
            yield key, value, regime.name


def _convention(facts: DeadlineFacts) -> Iterable[Deadline]:
    for key, value, regime in _regime_values(facts):
        what, anchor = _KEYS[key]
        if (start := _day(facts, anchor)) is not None:
            yield _deadline(What.ADAPTATION if facts.adaptation else what, anchor, start + _years(value), value, regime)


def _legal_adaptation(facts: DeadlineFacts) -> Iterable[Deadline]:
    if facts.adaptation and facts.post_started_on is not None:
        start = facts.post_started_on
        edition = training(max(start, date(2019, 11, 13)))
        value = edition["adaptation_after_post_start"]
        yield _deadline(What.ADAPTATION, Anchor.POST_START, start + _years(value), value, "decree-2019")


def _expected(facts: DeadlineFacts) -> Iterable[Anchor]:
    """The anchors the person's deadlines rest on; a CPAM contract may not exist, so that it is never missing."""
    if facts.adaptation:
        yield Anchor.POST_START
    if any(_KEYS[key][1] is Anchor.HIRE for key, _, _ in _regime_values(facts)):
        yield Anchor.HIRE
    if not facts.adaptation and facts.cpam_signed_on is None:
        yield Anchor.HIRE


def _day(facts: DeadlineFacts, anchor: Anchor) -> date | None:
    days = {
        Anchor.CPAM_SIGNATURE: facts.cpam_signed_on,
        Anchor.HIRE: facts.hired_on,
        Anchor.POST_START: facts.post_started_on,
    }
    return days[anchor]


def _deadline(what: What, anchor: Anchor, by: date, value: Value, regime: str) -> Deadline:
    delay = counted(value.integer(), "an")
    article = "l’année" if value.integer() == 1 else f"les {delay}"
    sentence = _SENTENCES[what].format(delay=article, anchor=_ANCHORS[anchor])
    return Deadline(what, by, anchor, sentence, (value.source,), regime)


def _marked(found: Iterable[Deadline]) -> tuple[Deadline, ...]:
    ordered = sorted(found, key=lambda deadline: (deadline.by, deadline.what))
    first = {deadline.what: deadline for deadline in reversed(ordered)}
    return tuple(replace(deadline, strict=first[deadline.what] is deadline) for deadline in ordered)


def _years(value: Value) -> relativedelta:
    return relativedelta(years=value.integer())
