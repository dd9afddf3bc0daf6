"""The secret address at which a practitioner's devices read his calendar."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.utils import timezone

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid, NotFound
from brasdroit.foundation.service import service, trace
from brasdroit.practice.members.models import Member
from brasdroit.reception.agenda.models import CalendarFeed
from brasdroit.reception.agenda.permissions import FEEDS
from brasdroit.reception.agenda.services.inputs import line


@dataclass(frozen=True, slots=True)
class NewFeed:
    """The feed and its secret, which is shown once and kept nowhere."""

    feed: CalendarFeed
    token: str


def digest_of(token: str) -> str:
    """What is kept of a secret (256 bits drawn at random need no slow hash)."""
    return sha256(token.encode()).hexdigest()


@service(FEEDS)
def create_feed(*, actor: Actor, practitioner_id: UUID, label: str = "", show_kind: bool = False) -> NewFeed:
    """Draw an address for one practitioner's calendar. Raises Invalid on a foreign practitioner, Forbidden."""
    if not Member.objects.filter(pk=practitioner_id).exists():
        sentence = "Cette personne ne fait pas partie du cabinet."
        raise Invalid(sentence, fields={"practitioner": [sentence]})
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        practitioner_id=practitioner_id, digest=digest_of(token), label=line(label, "label", 80), show_kind=show_kind
    )
    trace("calendar_feed.created", subject=feed, details={"show_kind": show_kind})
    return NewFeed(feed, token)


@service(FEEDS)
def revoke_feed(*, actor: Actor, feed_id: UUID) -> CalendarFeed:
    """Close the address at once. Raises NotFound."""
    feed: CalendarFeed | None = CalendarFeed.objects.filter(pk=feed_id, revoked_at=None).first()
    if feed is None:
        raise NotFound
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    trace("calendar_feed.revoked", subject=feed)
    return feed
