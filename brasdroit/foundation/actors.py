"""Who acts: the person, in one role, for one tenant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from brasdroit.foundation.errors import ProgrammingError

SYSTEM_ROLE = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """One person acting in one role for one tenant; every write and every traced read carries one.

    ``membership_id`` identifies the person in the practice, ``user_id`` the account behind it.
    The role ``system`` is the program itself, possibly on behalf of a person.
    """

    tenant_id: UUID
    role: str
    display_name: str
    user_id: UUID | None = None
    membership_id: UUID | None = None
    workstation: str = ""

    @property
    def is_system(self) -> bool:
        """True when the program acts (a job, a reaction to an event)."""
        return self.role == SYSTEM_ROLE

    @property
    def account(self) -> UUID:
        """The account of the person who acts; ProgrammingError when the program acts by itself."""
        return _known(self.user_id)

    @property
    def seat(self) -> UUID:
        """The membership under which the person acts; ProgrammingError when the program acts by itself."""
        return _known(self.membership_id)

    def as_system(self) -> Actor:
        """The program acting in the name of this person, for what follows from his act."""
        return replace(self, role=SYSTEM_ROLE)


def _known(identifier: UUID | None) -> UUID:
    if identifier is None:
        raise ProgrammingError("the program itself is no person of the practice")
    return identifier


def system_actor(tenant_id: UUID, name: str = "Brasdroit") -> Actor:
    """The program acting for a tenant."""
    return Actor(tenant_id=tenant_id, role=SYSTEM_ROLE, display_name=name)
