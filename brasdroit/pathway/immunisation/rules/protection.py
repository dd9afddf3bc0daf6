"""What makes a further dose needless or forbidden: evidence of immunity (spec 7.2), contraindications (spec 7.3)."""

from __future__ import annotations

from dataclasses import dataclass

from brasdroit.pathway.immunisation.rules.case import Case
from brasdroit.pathway.immunisation.rules.compiled import CompiledAntigen, CompiledDose
from brasdroit.pathway.immunisation.rules.periods import within_ages
from brasdroit.pathway.immunisation.types import BirthImmunity, Contraindication

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Protection:
    """What holds for every series of an antigen. `forbidden`: the vaccines a contraindication excludes."""

    immune: bool
    contraindicated: bool
    forbidden: frozenset[str]

    def forbids(self, dose: CompiledDose) -> bool:
        """Spec table 7-7: the antigen, or every preferable vaccine of the dose."""
        if self.contraindicated or not self.forbidden:
            return self.contraindicated
        return bool(dose.preferable) and self.forbidden.issuperset(dose.preferable)


UNPROTECTED = Protection(immune=False, contraindicated=False, forbidden=_NOTHING)


def protection(antigen: CompiledAntigen, case: Case) -> Protection:
    """The immunity and the contraindications of the patient against one antigen."""
    observed = case.observed.keys()
    return Protection(
        immune=_is_immune(antigen, case),
        contraindicated=not antigen.contraindicating.isdisjoint(observed)
        and any(_applies(one, case) for one in antigen.rule.contraindications),
        forbidden=_NOTHING if antigen.forbidding.isdisjoint(observed) else _forbidden(antigen, case),
    )


def _forbidden(antigen: CompiledAntigen, case: Case) -> frozenset[str]:
    return frozenset(
        vaccine.product
        for one in antigen.rule.vaccine_contraindications
        if _applies(one, case)
        for vaccine in one.products
        if within_ages(case.born_on, vaccine.begin_age, vaccine.end_age, case.on)
    )


def _is_immune(antigen: CompiledAntigen, case: Case) -> bool:
    if not antigen.rule.immunity_observations.isdisjoint(case.observed):
        return True
    births = antigen.rule.birth_immunity
    return bool(births) and any(_born_immune(one, case) for one in births)


def _born_immune(rule: BirthImmunity, case: Case) -> bool:
    """Spec table 7-3."""
    if case.born_on >= rule.born_before or not rule.exclusions.isdisjoint(case.observed):
        return False
    return rule.country is None or rule.country == case.patient.country_of_birth


def _applies(one: Contraindication, case: Case) -> bool:
    return one.observation in case.observed and within_ages(case.born_on, one.begin_age, one.end_age, case.on)
