"""The people a demonstration offers on its sign-in page: read from the file `demo` its command leaves in the data directory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from brasdroit.practice.members.types import role_label
from brasdroit.web.ui.people import initials


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the invented practice, with what the sign-in form asks."""

    name: str
    role: str
    email: str
    password: str

    @property
    def initials(self) -> str:
        """« SB »."""
        return initials(self.name)


def demo_team() -> tuple[DemoPerson, ...]:
    """The team of `{"password": …, "people": [{"name", "role", "email"}]}`; nobody outside a demonstration."""
    mark = Path(settings.DATA_DIR) / "demo"
    if not settings.DEMO or not mark.exists():
        return ()
    try:
        written = json.loads(mark.read_text(encoding="utf-8"))
        return tuple(
            DemoPerson(each["name"], role_label(each["role"]), each["email"], written["password"])
            for each in written["people"]
        )
    except (ValueError, KeyError, TypeError):  # the mark alone, without its list
        return ()
