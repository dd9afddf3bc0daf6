"""Topics about one object: every open page of the practice hears them, so they say nothing of whom."""

from __future__ import annotations

from uuid import UUID

from django.utils.crypto import salted_hmac

LENGTH = 24


def topic_of(kind: str, identifier: UUID) -> str:
    """« patient:9f2c… »: the same for the same object, tied to no identifier without the secret of this installation."""
    return f"{kind}:{salted_hmac(f'brasdroit.live.{kind}', str(identifier)).hexdigest()[:LENGTH]}"
