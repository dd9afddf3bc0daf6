"""The conditions of a patient on a day, as the programmes speak of them: groups, ages, pregnancy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from brasdroit.pathway.immunisation.types import Observation
from brasdroit.pathway.prevention.rules.periods import at_age
from brasdroit.pathway.prevention.types import PreventionFacts
from brasdroit.reference.immunisation import Ask, Edition, Situations

PREGNANCY = "pregnancy"
_LAST_WEEK = 36


@dataclass(frozen=True, slots=True)
class Situation:
    """`codes`: conditions, the groups they belong to, groups by age; `pregnant_since`: day of 0 week of amenorrhoea."""

    facts: PreventionFacts
    on: date
    codes: frozenset[str]
    pregnant_since: date | None

    def observations(self) -> tuple[Observation, ...]:
        """The codes as the engine wants them; those of pregnancy carry its first day."""
        return tuple(
            Observation(code, self.pregnant_since if code.startswith(PREGNANCY) else None) for code in self.codes
        )

    def answers(self, ask: Ask) -> bool:
        """Whether the fact of `ask` is known, or not worth asking this patient."""
        if not self.codes.isdisjoint(ask.answers) or (ask.closed and self.facts.conditions_known):
            return True
        if any(not set(ask.products).isdisjoint(dose.components or ()) for dose in self.facts.doses):
            return True
        by_age = ask.ages is not None and at_age(ask.ages, self.facts.born_on, self.on)
        return not (by_age or ask.conditions in self.codes)


def situation(facts: PreventionFacts, edition: Edition, on: date) -> Situation:
    """The situation of a patient; conditions nobody knows are kept, and change nothing."""
    since = on - timedelta(weeks=facts.weeks) if facts.pregnant and facts.weeks is not None else None
    codes = {canonical(code, edition.situations) for code in facts.conditions}
    if facts.pregnant:
        codes.add(PREGNANCY)
        if facts.weeks is not None and facts.weeks <= _LAST_WEEK:
            codes.add(f"{PREGNANCY}-to-{_LAST_WEEK}")
    if facts.preterm_weeks is not None and facts.preterm_weeks < edition.situations.preterm_before_weeks:
        codes.add("preterm")
    codes.update(_assumed(facts, edition))
    codes.update(_groups(codes, edition.situations))
    codes.update(key for key, ages in edition.situations.aged.items() if at_age(ages, facts.born_on, on))
    return Situation(facts, on, frozenset(codes), since)


def canonical(code: str, situations: Situations) -> str:
    """A condition as the schedule names it: lower case, hyphens, usual synonyms."""
    plain = code.strip().lower().replace("_", "-").replace(" ", "-")
    return situations.aliases.get(plain, plain)


def _groups(codes: Iterable[str], situations: Situations) -> set[str]:
    known = set(codes)
    return {name for name, members in situations.groups.items() if not known.isdisjoint(members)}


def _assumed(facts: PreventionFacts, edition: Edition) -> set[str]:
    """A dose already given answers the question: who was vaccinated against varicella had not had it."""
    given = {component for dose in facts.doses for component in dose.components or ()}
    return {ask.then for ask in _asks(edition) if ask.then and not given.isdisjoint(ask.products)}


@lru_cache(maxsize=8)
def _asks(edition: Edition) -> tuple[Ask, ...]:
    return tuple(one.asks for one in edition.programmes if one.asks and one.asks.then)
