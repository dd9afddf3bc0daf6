"""Which targets a recorded dose can weigh on, known from its components alone: the others are answered as if it were not there."""

from __future__ import annotations

from collections.abc import Iterable

from brasdroit.pathway.immunisation.rules import CompiledSchedule
from brasdroit.pathway.prevention.rules.history import WITH_POLIO
from brasdroit.pathway.prevention.rules.translation import PAST
from brasdroit.pathway.prevention.types import RecordedDose
from brasdroit.reference.immunisation import Edition

_NONE: frozenset[str] = frozenset()


class Touching:
    """For one edition: component -> targets. Errs on the side of more targets, never fewer."""

    def __init__(self, edition: Edition, schedule: CompiledSchedule) -> None:
        products = {group.rule.name: group.products for group in schedule.groups}
        found: dict[str, set[str]] = {}
        for programme in edition.programmes:
            opening = (name for series in programme.series for name in series.doses[0].vaccines)
            answering = programme.asks.products if programme.asks else ()
            for name in (*products[programme.key], *opening, *answering):
                found.setdefault(_component(name), set()).add(programme.target)
        self._by_component = {name: frozenset(targets) for name, targets in found.items()}
        self._by_components: dict[tuple[str, ...], frozenset[str]] = {}

    def targets(self, doses: Iterable[RecordedDose]) -> frozenset[str]:
        """Every target one of `doses` can weigh on, whatever their dates."""
        return _NONE.union(*(self._of(dose.components) for dose in doses if dose.components))

    def _of(self, components: tuple[str, ...]) -> frozenset[str]:
        found = self._by_components.get(components)
        if found is None:
            names = (*components, *(WITH_POLIO[name] for name in components if name in WITH_POLIO))
            found = _NONE.union(*(self._by_component.get(name, _NONE) for name in names))
            self._by_components[components] = found
        return found


def _component(product: str) -> str:
    """The component behind the engine's product: neither its campaign nor that it is past."""
    return product.partition("@")[0].removesuffix(PAST)
