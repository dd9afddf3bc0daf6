"""What tasks tell the rest of the house."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from brasdroit.foundation.events import Event


@dataclass(frozen=True, slots=True)
class TaskCreated(Event):
    """A task was asked for."""

    task_id: UUID
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class TaskClosed(Event):
    """A task was completed, refused or cancelled."""

    task_id: UUID
    status: str
    source: str
    origin_id: UUID | None
