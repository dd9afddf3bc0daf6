"""What a doctor must check before the edition is used: everything marked « à vérifier », with its source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from brasdroit.pathway.prevention.types import Doubt
from brasdroit.reference.editions import Confidence
from brasdroit.reference.immunisation import Programme
from brasdroit.reference.immunisation import edition_on as schedule_on
from brasdroit.reference.screening import Programme as Screening
from brasdroit.reference.screening import WindowProgramme
from brasdroit.reference.screening import edition_on as screenings_on


def values_to_verify(on: date) -> tuple[Doubt, ...]:
    """The review list of the editions in force on `on`: vaccinations in the order of the schedule, then screenings."""
    screenings = screenings_on(on)
    programmes: tuple[Screening | WindowProgramme, ...] = (*screenings.periodic, *screenings.windows)
    weak = (one for one in programmes if one.to_verify)
    return (
        *(doubt for programme in schedule_on(on).programmes for doubt in _of(programme)),
        *(Doubt(one.key, one.label, "Source faible ou intervalle non précisé.", one.source) for one in weak),
    )


def _of(programme: Programme) -> Iterator[Doubt]:
    if programme.confidence is Confidence.TO_VERIFY:
        yield Doubt(programme.key, programme.label, "Source faible\u202f: règle à confirmer.", programme.source)
    for text in programme.doubts:
        yield Doubt(programme.key, programme.label, text, programme.source)
