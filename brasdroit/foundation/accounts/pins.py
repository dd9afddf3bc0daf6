"""Secrets of the shared workstation: which PINs are too easy, how they are kept, how long wrong ones lock (ADR 0002)."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from django.conf import settings

FREE_FAILURES = 5
FIRST_LOCK = timedelta(minutes=5)
LAST_LOCKED_FAILURE = 8
_FORM = re.compile(r"[0-9]{4,8}")
_RUN = "01234567890123456789"
_COMMON = frozenset(
    {"1004", "1122", "1313", "2000", "2001", "2580", "0852", "1379", "1357", "2468", "112233", "159753"}
)
# About 20 ms here: the person waits well under two seconds, and a stolen table still costs one argon2 per guess.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def pin_problem(pin: str) -> str | None:
    """One French sentence when the PIN cannot be chosen (form, or among the first anybody would try), else None."""
    if not _FORM.fullmatch(pin):
        return "Le code compte de 4 à 8 chiffres, sans espace."
    if _is_trivial(pin):
        return "Ce code est trop facile à deviner : évitez les suites, les répétitions et les années."
    return None


def _is_trivial(pin: str) -> bool:
    halves = len(pin) % 2 == 0 and len(set(re.findall("..", pin))) == 1
    year = len(pin) == 4 and pin[:2] in {"19", "20"}
    return len(set(pin)) <= 2 or halves or year or pin in _RUN or pin in _RUN[::-1] or pin in _COMMON


def hash_pin(pin: str, user_id: UUID) -> str:
    """What is stored: argon2 over a keyed digest, so that the table alone, without the program's key, tells nothing."""
    return _hasher.hash(_keyed(pin, user_id))


def pin_matches(stored: str, pin: str, user_id: UUID) -> bool:
    """Whether the PIN is the stored one."""
    try:
        return _hasher.verify(stored, _keyed(pin, user_id))
    except (VerificationError, InvalidHashError):
        return False


def _keyed(pin: str, user_id: UUID) -> bytes:
    key = hashlib.sha256(b"pin:" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, user_id.bytes + pin.encode(), "sha256")


def lock_after(failures: int) -> timedelta | None:
    """How long the PIN is refused after that many wrong ones in a row; None while tries are left."""
    if failures < FREE_FAILURES:
        return None
    doublings: int = min(failures, LAST_LOCKED_FAILURE) - FREE_FAILURES
    return FIRST_LOCK * (1 << doublings)


def needs_password(failures: int) -> bool:
    """Whether only the password opens again."""
    return failures >= LAST_LOCKED_FAILURE


def digest_of(secret: str) -> str:
    """What is stored of a workstation's secret: it is long and random, a plain digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
