"""Which series concern the patient (spec chapter 5)."""

from __future__ import annotations

from collections.abc import Iterator

from brasdroit.pathway.immunisation.rules.case import Case
from brasdroit.pathway.immunisation.rules.compiled import CompiledAntigen, CompiledSeries
from brasdroit.pathway.immunisation.rules.periods import within_ages
from brasdroit.pathway.immunisation.types import Undetermined


def is_relevant(series: CompiledSeries, case: Case) -> bool:
    """Spec table 5-5: the gender fits, and a risk series has an indication that applies."""
    if series.is_risk and (not case.observed or not _is_indicated(series, case)):
        return False
    return not series.rule.genders or case.patient.gender in series.rule.genders


def _is_indicated(series: CompiledSeries, case: Case) -> bool:
    if series.indications.isdisjoint(case.observed):
        return False
    return any(
        one.observation in case.observed and within_ages(case.born_on, one.begin_age, one.end_age, case.on)
        for one in series.rule.indications
    )


def undetermined(antigen: CompiledAntigen, case: Case) -> Iterator[Undetermined]:
    """Indications and contraindications that an unknown observation leaves open (spec 5.1 and 7.3)."""
    unknown = case.patient.unknown
    if not unknown:
        return
    for series in antigen.series:
        for one in series.rule.indications:
            if one.observation in unknown and within_ages(case.born_on, one.begin_age, one.end_age, case.on):
                yield Undetermined(antigen.rule.name, one.observation, one.description, series.rule.name)
    for other in (*antigen.rule.contraindications, *antigen.rule.vaccine_contraindications):
        if other.observation in unknown and within_ages(case.born_on, other.begin_age, other.end_age, case.on):
            yield Undetermined(antigen.rule.name, other.observation, other.text)
