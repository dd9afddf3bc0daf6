"""Every condition the rules speak of, so that one nobody knows is told rather than silently ignored."""

from __future__ import annotations

from functools import lru_cache

from brasdroit.reference.immunisation import Edition
from brasdroit.reference.screening import ScreeningEdition


@lru_cache(maxsize=64)
def spoken_of(edition: Edition, screenings: ScreeningEdition) -> frozenset[str]:
    """The codes of conditions, groups and exclusions used by the programmes of both editions."""
    return frozenset(_of_vaccines(edition) | of_screenings(screenings))


def _of_vaccines(edition: Edition) -> set[str]:
    groups = edition.situations.groups
    found = {code for members in groups.values() for code in members} | set(groups)
    for programme in edition.programmes:
        found.update(programme.indications, programme.unless, programme.immunity)
        found.update(code for code, _ in programme.contraindications)
        found.update(programme.asks.answers if programme.asks else ())
    return found


def of_screenings(edition: ScreeningEdition) -> frozenset[str]:
    """Those of the screenings."""
    found = set(edition.cervical.exclusions) | edition.cervical.immunodepressed | edition.cervical.personal
    for programme in edition.periodic:
        found.update(programme.exclusions)
        found.update(code for criterion in programme.criteria for code in criterion.conditions)
    return frozenset(found)
