"""The screens of the room: opened with a secret address, closed at once."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.audit.labels import actions
from brasdroit.foundation.codes.texts import text_fault
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, trace
from brasdroit.practice.missions.permissions import require_delegation
from brasdroit.reception.waiting_room.models import PublicDisplay
from brasdroit.reception.waiting_room.permissions import DISPLAY, MISSION
from brasdroit.reception.waiting_room.rules import digest_of

actions(
    {"display.opened": "Écran de la salle d’attente ouvert", "display.revoked": "Écran de la salle d’attente fermé"}
)

SECRET_BYTES = 24


@service(DISPLAY, mission=MISSION)
def open_display(*, actor: Actor, label: str) -> tuple[PublicDisplay, str]:
    """A new screen and its secret, which is shown this once. Raises Invalid; Forbidden without the delegation to receive patients."""
    require_delegation(actor=actor, mission=MISSION)
    if fault := text_fault(label, limit=80, required=True):
        raise Invalid("Donnez un nom à l’écran.", fields={"label": [fault]})
    token = secrets.token_urlsafe(SECRET_BYTES)
    row = PublicDisplay.objects.create(label=label.strip(), digest=digest_of(token), opened_by_name=actor.display_name)
    trace("display.opened", subject=row)
    return row, token


@service(DISPLAY, mission=MISSION)
def revoke_display(*, actor: Actor, display_id: UUID) -> None:
    """Close the address of a screen; already closed, changes nothing. Raises NotFound, Forbidden."""
    require_delegation(actor=actor, mission=MISSION)
    row = PublicDisplay.objects.filter(pk=display_id).first()
    if row is None:
        raise NotFound
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        trace("display.revoked", subject=row)
