"""What makes a further dose needless or forbidden: evidence of immunity (spec 7.2), contraindications (spec 7.3)."""

from __future__ import annotations

from dataclasses import dataclass

from brasdroit.pathway.immunisation.rules.case import Case
from brasdroit.pathway.immunisation.rules.compiled import CompiledAntigen, CompiledDose
from brasdroit.pathway.immunisation.rules.periods import within_ages
from brasdroit.pathway.immunisation.types import BirthImmunity, Contraindication


@dataclass(frozen=True, slots=True)
class Protection:
    """What holds for every series of an antigen. `forbidden`: the vaccines a contraindication excludes."""

    immune: bool
    contraindicated: bool
    forbidden: frozenset[str]

    def forbids(self, dose: CompiledDose) -> bool:
        """Spec table 7-7: the antigen, or every preferable vaccine of the dose."""
        return self.contraindicated or (bool(dose.preferable) and self.forbidden.issuperset(dose.preferable))


def protection(antigen: CompiledAntigen, case: Case) -> Protection:
    """The immunity and the contraindications of the patient against one antigen."""
    rule = antigen.rule
    return Protection(
        immune=_is_immune(antigen, case),
        contraindicated=any(_applies(one, case) for one in rule.contraindications),
        forbidden=frozenset(
            vaccine.product
            for one in rule.vaccine_contraindications
            if _applies(one, case)
            for vaccine in one.products
            if within_ages(case.born_on, vaccine.begin_age, vaccine.end_age, case.on)
        ),
    )


def _is_immune(antigen: CompiledAntigen, case: Case) -> bool:
    if not antigen.rule.immunity_observations.isdisjoint(case.observed):
        return True
    return any(_born_immune(one, case) for one in antigen.rule.birth_immunity)


def _born_immune(rule: BirthImmunity, case: Case) -> bool:
    """Spec table 7-3."""
    if case.born_on >= rule.born_before or not rule.exclusions.isdisjoint(case.observed):
        return False
    return rule.country is None or rule.country == case.patient.country_of_birth


def _applies(one: Contraindication, case: Case) -> bool:
    return one.observation in case.observed and within_ages(case.born_on, one.begin_age, one.end_age, case.on)
