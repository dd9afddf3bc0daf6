"""The pages of « Le cabinet », as tabs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from brasdroit.foundation.accounts.permissions import WORKSTATIONS
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.backup.permissions import SEE as SEE_BACKUPS
from brasdroit.foundation.permissions import may
from brasdroit.practice.members.permissions import SEE as SEE_TEAM
from brasdroit.practice.organisation.permissions import SEE, SEE_JOURNAL

_PAGES = (
    ("practice", "Le cabinet", SEE),
    ("members", "Équipe", SEE_TEAM),
    ("rooms", "Sites et pièces", SEE),
    ("devices", "Appareils", SEE),
    ("workstations", "Postes partagés", WORKSTATIONS),
    ("backups", "Sauvegardes", SEE_BACKUPS),
    ("journal", "Journal", SEE_JOURNAL),
)


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The tabs this actor may open, the present one marked."""
    return [
        {"label": label, "href": reverse(name), "current": name == current}
        for name, label, right in _PAGES
        if may(actor, right)
    ]
