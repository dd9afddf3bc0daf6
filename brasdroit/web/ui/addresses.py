"""Addresses that carry identifiers, kept ready: a list of sixty rows asks for two hundred of them."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.urls import reverse

_MARKS = tuple(UUID(int=0x5EED << 96 | place) for place in range(4))


def address(name: str, *keys: UUID) -> str:
    """What `reverse` answers for a name whose arguments are identifiers, at most four."""
    text = _pattern(name, len(keys))
    for mark, key in zip(_MARKS, keys, strict=False):
        text = text.replace(str(mark), str(key))
    return text


@cache
def _pattern(name: str, count: int) -> str:
    return reverse(name, args=list(_MARKS[:count]))
