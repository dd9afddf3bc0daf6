"""Screening of the cervix ("prevention", section 2.1): cytology at 25, 26 then every 3 years; HPV every 5 years from 30.

The first HPV test comes 3 years after the last normal cytology, so usually at 32. Immunodepressed: cytology yearly, HPV every 3 years.
"""

from __future__ import annotations

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
from brasdroit.reference.screening import CervicalProgramme

TARGET = "cervical"
CYTOLOGY, HPV = "cytology", "HPV"
TESTS = frozenset({CYTOLOGY, HPV, None})


def assess_cervical(programme: CervicalProgramme, facts: ScreeningFacts, margin: str, on: date) -> ScreeningAnswer:
    """Where the patient stands on `on`; `margin` is a span such as « 6m »."""
    voice = Voice(TARGET, programme.label, programme.source, programme.to_verify, margin, on)
    results = tuple(one for one in past_results(facts, TARGET, on) if one.test in TESTS)
    return (
        _refused(programme, facts, voice) or _from_results(results, voice) or _by_age(programme, facts, results, voice)
    )


def _refused(programme: CervicalProgramme, facts: ScreeningFacts, voice: Voice) -> ScreeningAnswer | None:
    if facts.sex is None:
        return voice.undetermined("sex_unknown", "le sexe n’est pas renseigné", "sex")
    if facts.sex != "F":
        return voice.not_indicated("other_sex", "non concerné")
    for condition, why in programme.exclusions.items():
        if condition in facts.conditions:
            text = f"non concernée ({why}), à confirmer par le médecin, avec une date de révision"
            return voice.not_indicated(f"excluded_{condition}", text)
    if facts.conditions & programme.personal and not _personal(facts):
        text = "suivi renforcé dont le médecin fixe le rythme"
        return voice.undetermined("personal_interval_needed", text, "personal_interval")
    return _pregnant(programme, facts, voice)


def _pregnant(programme: CervicalProgramme, facts: ScreeningFacts, voice: Voice) -> ScreeningAnswer | None:
    if not facts.pregnant:
        return None
    if facts.weeks is None:
        return voice.undetermined("weeks_unknown", "le terme de la grossesse n’est pas renseigné", "gestational_weeks")
    if facts.weeks < programme.pregnancy_weeks_from:
        return None
    return voice.not_indicated("pregnancy", "reporté après la grossesse (deuxième et troisième trimestres)")


def _from_results(results: tuple[ScreeningResult, ...], voice: Voice) -> ScreeningAnswer | None:
    if not results:
        return None
    last = results[-1]
    day = numeric_date(last.on)
    if contradictory(results) == last.on:
        return voice.undetermined("contradictory_results", f"deux résultats contraires le {day}, à vérifier", "result")
    if last.result is ResultKind.POSITIVE:
        text = f"test du {day} positif, conduite à tenir décidée par le médecin"
        return voice.answer(ScreeningStatus.DUE, "positive_result", text, earliest=last.on, recommended=last.on)
    if last.result is ResultKind.INADEQUATE:
        return voice.to_do(last.on, "inadequate", f"prélèvement du {day} ininterprétable, à refaire", None)
    if last.result is None or last.test is None:
        return voice.undetermined("result_unknown", f"examen du {day} incomplet (test ou résultat)", "result")
    return None


def _by_age(
    programme: CervicalProgramme, facts: ScreeningFacts, results: tuple[ScreeningResult, ...], voice: Voice
) -> ScreeningAnswer:
    start = after(programme.start, facts.born_on)
    latest = after(programme.end, facts.born_on) - timedelta(days=1)
    if voice.on > latest:
        return voice.not_indicated("age_band_left", "non concernée (au-delà de l’âge)")
    normal = [one for one in results if one.result is ResultKind.NEGATIVE and _valid(one, programme, facts)]
    if not normal:
        test = _test_at(max(start, voice.on), programme, facts)
        return voice.first_due(start, f"first_{test.lower()}", f"jamais fait{SPACE}; {_named(test)}", latest)
    due_on = max(start, _next(normal, programme, facts))
    said = f"dernier examen normal le {numeric_date(normal[-1].on)}"
    if due_on > latest:
        return voice.answer(
            ScreeningStatus.COMPLETE, "band_ends_before", f"{said}, pas d’autre avant la fin du programme"
        )
    test = _test_at(max(due_on, voice.on), programme, facts)
    return voice.next_due(due_on, f"next_{test.lower()}", f"{said}{SPACE}; ensuite {_named(test)}", latest, first=False)


def _valid(one: ScreeningResult, programme: CervicalProgramme, facts: ScreeningFacts) -> bool:
    """An HPV test before its age does not count: the screening of that age is the cytology."""
    return one.test != HPV or one.on >= _hpv_from(programme, facts)


def _next(normal: list[ScreeningResult], programme: CervicalProgramme, facts: ScreeningFacts) -> date:
    """The day after the last normal test: personal rhythm, else HPV, else cytology."""
    last = normal[-1]
    if personal := _personal(facts):
        return after(personal, last.on)
    reinforced = bool(facts.conditions & programme.immunodepressed)
    if last.test == HPV:
        return after(programme.hpv.reinforced if reinforced else programme.hpv.every, last.on)
    return _after_cytology(normal, programme, facts, reinforced=reinforced)


def _after_cytology(
    normal: list[ScreeningResult], programme: CervicalProgramme, facts: ScreeningFacts, *, reinforced: bool
) -> date:
    """One year after the first cytology while the next one is a cytology too, three years after the others."""
    last, rhythm = normal[-1].on, programme.cytology
    soon = after(rhythm.reinforced if reinforced else rhythm.second_after or rhythm.every, last)
    if (reinforced or len(normal) == 1) and soon < _hpv_from(programme, facts):
        return soon
    return after(rhythm.every, last)


def _test_at(day: date, programme: CervicalProgramme, facts: ScreeningFacts) -> str:
    return HPV if day >= _hpv_from(programme, facts) else CYTOLOGY


def _hpv_from(programme: CervicalProgramme, facts: ScreeningFacts) -> date:
    return after(programme.hpv_from, facts.born_on)


def _personal(facts: ScreeningFacts) -> str | None:
    return dict(facts.personal_intervals).get(TARGET)


def _named(test: str) -> str:
    return "test HPV" if test == HPV else "examen cytologique"
