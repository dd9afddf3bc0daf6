"""Screenings repeated by age and risk ("prevention", sections 2.1 and 2.4): next = last normal test + interval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.pathway.screening.rules.answers import SPACE, Voice
from brasdroit.pathway.screening.rules.history import contradictory, past_results
from brasdroit.pathway.screening.rules.spans import after
from brasdroit.pathway.screening.types import (
    ResultKind,
    ScreeningAnswer,
    ScreeningFacts,
    ScreeningResult,
    ScreeningStatus,
)
from brasdroit.reference.screening import Criterion, Programme

_CONFIRMED = "à confirmer par le médecin, avec une date de révision"


def assess_periodic(programme: Programme, facts: ScreeningFacts, margin: str, on: date) -> ScreeningAnswer:
    """Where the patient stands in `programme` on `on`; `margin` is a span such as « 6m »."""
    voice = Voice(programme.key, programme.label, programme.source, programme.to_verify, margin, on)
    results = tuple(_read(programme, one) for one in past_results(facts, programme.key, on) if belongs(programme, one))
    return (
        _refused(programme, facts, voice)
        or _from_results(programme, results, voice)
        or _by_criteria(programme, facts, results, voice)
    )


def belongs(programme: Programme, one: ScreeningResult) -> bool:
    """Whether this examination is one of the programme's; a test that is not named is taken for it."""
    closing = programme.positive.cleared_by if programme.positive else frozenset()
    return not programme.tests or one.test is None or one.test in programme.tests or one.test in closing


def _read(programme: Programme, one: ScreeningResult) -> ScreeningResult:
    """An examination that has no result counts as made."""
    made = programme.without_result and one.result is None
    return replace(one, result=ResultKind.NEGATIVE) if made else one


def _refused(programme: Programme, facts: ScreeningFacts, voice: Voice) -> ScreeningAnswer | None:
    """Sex and exclusions, before anything else."""
    if programme.sex and facts.sex is None:
        return voice.undetermined("sex_unknown", "le sexe n’est pas renseigné", "sex")
    if programme.sex and facts.sex != programme.sex:
        return voice.not_indicated("other_sex", "non concerné")
    for condition, why in programme.exclusions.items():
        if condition in facts.conditions:
            return voice.not_indicated(f"excluded_{condition}", f"non concerné ({why}), {_CONFIRMED}")
    return None


def _from_results(programme: Programme, results: tuple[ScreeningResult, ...], voice: Voice) -> ScreeningAnswer | None:
    """What the last examination asks for by itself: a repeat, the examination that follows a positive, a specialist."""
    if (day := contradictory(results)) and not any(one.on > day for one in results):
        text = f"deux résultats contraires le {numeric_date(day)}, à vérifier sur les comptes rendus"
        return voice.undetermined("contradictory_results", text, "result")
    if not results:
        return None
    last = _unanswered(programme, results) or results[-1]
    if last.result is ResultKind.POSITIVE:
        return _after_positive(programme, last, voice)
    if last.result is ResultKind.INADEQUATE:
        return voice.to_do(last.on, "inadequate", f"examen du {numeric_date(last.on)} ininterprétable, à refaire", None)
    if last.result is None:
        text = f"examen du {numeric_date(last.on)} sans résultat connu"
        return voice.undetermined("result_unknown", text, "result")
    return None


def _unanswered(programme: Programme, results: tuple[ScreeningResult, ...]) -> ScreeningResult | None:
    """The last positive that calls for another examination and has not had it: repeating the first test is no answer."""
    closing = programme.positive.cleared_by if programme.positive else frozenset()
    found = None
    for one in results:
        if one.result is ResultKind.POSITIVE and closing and one.test not in closing:
            found = one
        elif one.test in closing and one.result is not ResultKind.INADEQUATE:
            found = None
    return found


def _after_positive(programme: Programme, last: ScreeningResult, voice: Voice) -> ScreeningAnswer:
    day = numeric_date(last.on)
    if last.test in programme.specialist:
        return voice.not_indicated(
            "specialist_follow_up", f"examen du {day} anormal, suivi spécialisé décidé par le médecin"
        )
    positive = programme.positive
    action = positive.action if positive else "une conduite décidée par le médecin"
    limit = after(positive.within, last.on) if positive and positive.within else None
    late = limit is not None and voice.on > limit
    status = ScreeningStatus.OVERDUE if late else ScreeningStatus.DUE
    text = f"test du {day} positif, il appelle {action}"
    return voice.answer(status, "positive_result", text, earliest=last.on, recommended=last.on, latest=limit)


def _by_criteria(
    programme: Programme, facts: ScreeningFacts, results: tuple[ScreeningResult, ...], voice: Voice
) -> ScreeningAnswer:
    """The first criterion that applies today, else the nearest to come, else not concerned."""
    possible = [one for one in programme.criteria if _concerns(one, facts)]
    for criterion in possible:
        if _age_fits(criterion, facts, voice.on):
            return _scheduled(programme, criterion, facts, results, voice)
    if (ask := programme.asks) and not facts.conditions_known and _asked_now(programme, facts, voice.on):
        return voice.undetermined("facts_missing", "un facteur de risque n’est pas renseigné", ask.fact)
    ahead = [(after(one.start, facts.born_on), one) for one in possible]
    coming = min((pair for pair in ahead if pair[0] > voice.on), key=lambda pair: pair[0], default=None)
    if coming is None:
        text = "non concerné (au-delà de l’âge)" if possible else "non concerné"
        return voice.not_indicated("age_band_left" if possible else "no_criterion", text)
    day, criterion = coming
    ready = _covered_until(programme, criterion, facts, results)
    said = "pas encore concerné"
    return voice.next_due(max(day, ready or day), criterion.code, said, _last_day(criterion, facts), first=True)


def _concerns(criterion: Criterion, facts: ScreeningFacts) -> bool:
    if criterion.weeks_from is not None and not (facts.pregnant and (facts.weeks or 0) >= criterion.weeks_from):
        return False
    sex_fits = criterion.sex is None or criterion.sex == facts.sex
    return sex_fits and (not criterion.conditions or bool(criterion.conditions & facts.conditions))


def _age_fits(criterion: Criterion, facts: ScreeningFacts, on: date) -> bool:
    return _between(criterion.start, criterion.end, facts.born_on, on)


def _between(start: str, end: str | None, born_on: date, on: date) -> bool:
    return after(start, born_on) <= on and (end is None or on < after(end, born_on))


def _asked_now(programme: Programme, facts: ScreeningFacts, on: date) -> bool:
    ask = programme.asks
    if ask is None or (ask.sex and facts.sex not in {ask.sex, None}):
        return False
    return _between(ask.start, ask.end, facts.born_on, on)


def _last_day(criterion: Criterion, facts: ScreeningFacts) -> date | None:
    return after(criterion.end, facts.born_on) - timedelta(days=1) if criterion.end else None


def _scheduled(
    programme: Programme,
    criterion: Criterion,
    facts: ScreeningFacts,
    results: tuple[ScreeningResult, ...],
    voice: Voice,
) -> ScreeningAnswer:
    """Inside a criterion: the first examination, the next one, or nothing more."""
    latest = _last_day(criterion, facts)
    last = next((one for one in reversed(results) if one.result is ResultKind.NEGATIVE), None)
    if last is None:
        start = voice.on if criterion.weeks_from else after(criterion.start, facts.born_on)
        return voice.first_due(start, criterion.code, f"jamais fait{SPACE}; {programme.test_label}", latest)
    said = f"dernier examen normal le {numeric_date(last.on)}"
    due_on = _covered_until(programme, criterion, facts, results)
    if due_on is None:
        return voice.answer(ScreeningStatus.COMPLETE, "done_once", f"{said}, rien d’autre à prévoir")
    if latest is not None and due_on > latest:
        return voice.answer(
            ScreeningStatus.COMPLETE, "band_ends_before", f"{said}, pas d’autre avant la fin du programme"
        )
    return voice.next_due(due_on, criterion.code, said, latest, first=False)


def _covered_until(
    programme: Programme, criterion: Criterion, facts: ScreeningFacts, results: tuple[ScreeningResult, ...]
) -> date | None:
    """Until when the normal examinations count, the longest of them (a colonoscopy outlasts a later FIT); None without end."""
    normal = [one for one in results if one.result is ResultKind.NEGATIVE]
    spans = [(one.on, _interval(programme, criterion, facts, one)) for one in normal]
    return max((after(span, day) for day, span in spans if span), default=None)


def _interval(programme: Programme, criterion: Criterion, facts: ScreeningFacts, last: ScreeningResult) -> str | None:
    """The doctor's own interval, else the test's, else the criterion's."""
    personal = dict(facts.personal_intervals).get(programme.key)
    return personal or programme.tests.get(last.test or "") or criterion.every or criterion.within
