"""What the doctor has ticked and not signed yet; it waits in his session."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from brasdroit.foundation.errors import NotFound
from brasdroit.practice.missions.selectors import Cell, Matrix, protocols
from brasdroit.practice.organisation.selectors import devices
from brasdroit.reference.missions import Mission
from brasdroit.web.practice.missions.forms import GrantForm

KEY = "missions_pending"
Pair = tuple[UUID, str]


@dataclass(frozen=True, slots=True)
class Review:
    """One mission to sign, with its form."""

    cell: Cell
    mission: Mission
    form: GrantForm

    @property
    def open(self) -> bool:
        """Whether the doctor should see its fields at once: something to choose, to write, or wrong."""
        return bool(self.form.errors or {"device_ids", "protocol"} & set(self.form.fields) or self.cell.held)


def pair(key: str) -> Pair:
    """« assistant:code » as a pair; NotFound for anything else."""
    person, _, code = key.partition(":")
    try:
        return UUID(person), code
    except ValueError:
        raise NotFound from None


def keep(request: HttpRequest, *, added: Collection[str], removed: Collection[str]) -> None:
    """Remember what was ticked and unticked."""
    request.session[KEY] = {"added": sorted(added), "removed": sorted(removed)}


def kept(request: HttpRequest) -> tuple[list[str], list[str]]:
    """What was ticked and unticked, as keys of cells."""
    held = request.session.get(KEY, {"added": [], "removed": []})
    return held["added"], held["removed"]


def forget(request: HttpRequest) -> None:
    """Nothing waits any more."""
    request.session.pop(KEY, None)


def reviews(request: HttpRequest, table: Matrix, keys: Collection[str], on: date) -> list[Review]:
    """The missions to sign with their forms, in the order of the catalogue; NotFound for a cell of no column here."""
    known = list(devices(in_service_only=True))
    choices = [(str(one.pk), one.label) for one in known]
    automatic = [str(one.pk) for one in known if one.fully_automatic]
    texts = [(str(one.pk), one.title) for one in protocols(table.doctor)]
    data: Any = request.POST if request.method == "POST" else None
    return [
        Review(
            held,
            mission,
            GrantForm(
                data, prefix=held.key, mission=mission, devices=choices, protocols=texts,
                initial=_initial(held, automatic, on),
            ),
        )
        for mission, held in chosen(table, keys)
    ]  # fmt: skip


def chosen(table: Matrix, keys: Collection[str]) -> list[tuple[Mission, Cell]]:
    """The cells of these keys, by assistant then catalogue; NotFound when one is in no column of the matrix."""
    found = [(row.mission, one) for group in table.groups for row in group.rows for one in row.cells if one.key in keys]
    if len(found) != len(set(keys)):
        raise NotFound
    return sorted(found, key=lambda item: item[1].assistant.display_name)


def _initial(held: Cell, automatic: list[str], on: date) -> dict[str, Any]:
    line = held.line
    if line is None:
        return {"valid_from": on, "device_ids": automatic}
    return {
        "valid_from": on,
        "valid_until": line.valid_until if line.valid_until and line.valid_until >= on else None,
        "conditions": line.conditions,
        "device_ids": line.device_ids,
        "protocol": str(line.protocol_id) if line.protocol_id else "",
    }
