"""Deadlines to be qualified and the validity of the emergency training (reference "profession", sections 2.7, 3.6)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

from brasdroit.practice.members.types import Profile
from brasdroit.practice.missions.types import Assistant, Deadline, DeadlineAnchor
from brasdroit.reference import missions as reference


def afgsu_valid_until(obtained_on: date | None, refreshed_on: date | None, on: date) -> date | None:
    """The first day an AFGSU is no longer valid; None when there is none.

    The anniversary day itself is not valid, and a refresher counts only before expiry (strict reading, section 3.6).
    """
    if obtained_on is None:
        return None
    validity = relativedelta(years=reference.training(on)["afgsu_validity"].integer())
    until = obtained_on + validity
    if refreshed_on is not None and obtained_on <= refreshed_on < until and refreshed_on <= on:
        return refreshed_on + validity
    return until


def qualification_deadline(assistant: Assistant, anchor: DeadlineAnchor, on: date) -> Deadline | None:
    """The last day to be qualified, or None when the assistant is qualified on `on`.

    CQP in progress: the convention's delays. DEI, DEAS, DEAP without the adaptation course: the earlier of the legal
    delay from the start of the post and the convention's delay.
    """
    if _qualified(assistant, on):
        return None
    convention = _convention_deadline(assistant, anchor)
    if assistant.profile is Profile.IN_TRAINING:
        return convention
    return _adaptation_deadline(assistant, convention, on)


def _qualified(assistant: Assistant, on: date) -> bool:
    if assistant.profile is Profile.CQP or _reached(assistant.certified_on, on):
        return True
    return assistant.profile is not Profile.IN_TRAINING and _reached(assistant.adaptation_on, on)


def _reached(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _convention_deadline(assistant: Assistant, anchor: DeadlineAnchor) -> Deadline:
    """Without CPAM contract the regime is the one in force at hiring, and only the hiring counts."""
    start = assistant.cpam_signed_on or assistant.hired_on
    if start is None:
        return Deadline(
            None, MappingProxyType({}), ("assistant.hired_on",), "Délais de qualification (profession §2.7)"
        )
    regime = reference.qualification_regime(start)
    limits = _limits(assistant, {key: value.integer() for key, value in regime.items()}, anchor)
    missing = ("assistant.hired_on",) if _hire_needed(assistant, anchor) else ()
    return Deadline(min(limits.values(), default=None), MappingProxyType(limits), missing, regime.source)


def _hire_needed(assistant: Assistant, anchor: DeadlineAnchor) -> bool:
    return assistant.hired_on is None and anchor is not DeadlineAnchor.CPAM_SIGNATURE


def _limits(assistant: Assistant, years: Mapping[str, int], anchor: DeadlineAnchor) -> dict[str, date]:
    starts = {"cpam_signed_on": assistant.cpam_signed_on, "hired_on": assistant.hired_on}
    delays = {"cpam_signed_on": years.get("certify_after_signature"), "hired_on": years["certify_after_hire"]}
    found = {
        name: start + relativedelta(years=delay)
        for name, start in starts.items()
        if start is not None and (delay := delays[name]) is not None
    }
    chosen = {DeadlineAnchor.CPAM_SIGNATURE: "cpam_signed_on", DeadlineAnchor.HIRE: "hired_on"}.get(anchor)
    return {chosen: found[chosen]} if chosen in found else found


def _adaptation_deadline(assistant: Assistant, convention: Deadline, on: date) -> Deadline:
    legal = reference.training(on)["adaptation_after_post_start"]
    anchors = dict(convention.anchors)
    if assistant.post_started_on is not None:
        anchors["post_started_on"] = assistant.post_started_on + relativedelta(years=legal.integer())
    missing = () if assistant.post_started_on is not None else ("assistant.post_started_on",)
    return Deadline(min(anchors.values(), default=None), MappingProxyType(anchors), missing, legal.source)
