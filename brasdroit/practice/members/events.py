"""What happens in the team."""

from dataclasses import dataclass
from uuid import UUID

from brasdroit.foundation.events import Event


@dataclass(frozen=True, slots=True)
class MemberReturned(Event):
    """Somebody who had left holds the same role again: what was entrusted before is to be entrusted anew."""

    member_id: UUID
