"""Which programmes can weigh on the answers of patients with some conditions, and which targets their recorded doses can weigh on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from brasdroit.pathway.immunisation.rules.compiled import CompiledGroup
from brasdroit.pathway.prevention.rules.history import WITH_POLIO
from brasdroit.pathway.prevention.rules.situation import PREGNANCY
from brasdroit.pathway.prevention.rules.translation import PAST
from brasdroit.pathway.prevention.types import RecordedDose
from brasdroit.reference.immunisation import Edition, Obligation, Programme

Groups = Mapping[str, CompiledGroup]
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Relevant:
    """For one set of conditions: target -> programmes, in the order of the edition; component -> targets.

    A programme left out is silent for every such patient, whatever the age and the doses.
    """

    programmes: Mapping[str, tuple[Programme, ...]]
    by_component: Mapping[str, frozenset[str]]
    seen: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    def touched(self, doses: Iterable[RecordedDose]) -> frozenset[str]:
        """Every target one of `doses` can weigh on, whatever their dates: more of them perhaps, never fewer."""
        return _NONE.union(*[self._of(dose.components) for dose in doses if dose.components])

    def _of(self, components: tuple[str, ...]) -> frozenset[str]:
        found = self.seen.get(components)
        if found is None:
            names = (*components, *(WITH_POLIO[name] for name in components if name in WITH_POLIO))
            found = self.seen[components] = _NONE.union(*(self.by_component.get(name, _NONE) for name in names))
        return found


def relevant(edition: Edition, groups: Groups, codes: frozenset[str]) -> Relevant:
    """What concerns patients with these `codes` (conditions, groups, groups by age)."""
    programmes: dict[str, list[Programme]] = {one.target: [] for one in edition.programmes}
    proposing = {one.target for one in edition.programmes if one.proposal}
    by_component: dict[str, set[str]] = {}
    for one in edition.programmes:
        if one.target in proposing or not _is_silent(one, groups[one.key], codes):
            programmes[one.target].append(one)
            for name in _components(one, groups[one.key]):
                by_component.setdefault(name, set()).add(one.target)
    return Relevant(
        {target: tuple(found) for target, found in programmes.items()},
        {name: frozenset(targets) for name, targets in by_component.items()},
    )


def spoken_codes(edition: Edition, groups: Groups, obligations: Iterable[Obligation]) -> frozenset[str]:
    """The codes that the answers for the vaccinations may depend on."""
    found = set[str]({PREGNANCY}).union(*(one.conditions for one in obligations))
    for one in edition.programmes:
        found |= groups[one.key].observations.union(one.indications, one.unless)
        if one.asks:
            found.update(one.asks.answers, [one.asks.conditions] if one.asks.conditions else [])
    return frozenset(found)


def _is_silent(programme: Programme, group: CompiledGroup, codes: frozenset[str]) -> bool:
    """Closed by a condition, or without its indication where no fact is asked first and no series is for everyone."""
    if not codes.isdisjoint(programme.unless):
        return True
    waits = programme.asks is not None or (programme.closes is not None and PREGNANCY in codes)
    for_some = bool(programme.indications) and group.indications is not None
    return for_some and not waits and codes.isdisjoint(programme.indications)


def _components(programme: Programme, group: CompiledGroup) -> set[str]:
    """What a dose may hold to weigh on the programme: counted, looked back at, opening a series, answering its question."""
    opening = (name for series in programme.series for name in series.doses[0].vaccines)
    answering = programme.asks.products if programme.asks else ()
    return {name.partition("@")[0].removesuffix(PAST) for name in (*group.products, *opening, *answering)}
