"""How well the words typed fit a person's names. Pure; the index proposes, this decides and ranks."""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from brasdroit.foundation.search.phonetics import fonem
from brasdroit.foundation.search.text import SLIP_MINIMUM, fold, one_slip_apart


class Fit(IntEnum):
    """How one typed word fits; smaller is better."""

    EXACT = 0
    FURTHER_NAME = 1
    START = 2
    SOUND = 4
    SLIP = 5
    NONE = 100


def names_fit(words: Sequence[str], called_by: Iterable[str], also: Iterable[str]) -> tuple[int, bool] | None:
    """(rank, approximate) of a person for the typed words, None when a word fits no name.

    The rank is the sum of the fits; `approximate` is True when a word fits by its sound or despite a slip only.
    """
    main, further = _all(called_by), _all(also)
    fits = [_fit(word, main, further) for word in words]
    if joined := _joined_fit(words, main, further, fits):
        fits = joined
    worst = max(fits, default=Fit.EXACT)
    return None if worst is Fit.NONE else (sum(fits), worst >= Fit.SOUND)


def _all(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for name in names if name for word in _words(name))


@lru_cache(maxsize=16384)
def _words(name: str) -> tuple[str, ...]:
    parts = fold(name).split()
    return tuple(dict.fromkeys([*parts, "".join(parts)])) if parts else ()


def _joined_fit(
    words: Sequence[str], main: tuple[str, ...], further: tuple[str, ...], fits: list[Fit]
) -> list[Fit] | None:
    """« LE FEVRE » typed for LEFEVRE: two neighbours read as one word, when they fit nothing apart."""
    if len(words) < 2 or Fit.NONE not in fits:
        return None
    for at in range(len(words) - 1):
        together = [*words[:at], words[at] + words[at + 1], *words[at + 2 :]]
        joined = [_fit(word, main, further) for word in together]
        if Fit.NONE not in joined:
            return joined
    return None


def _fit(word: str, main: tuple[str, ...], further: tuple[str, ...]) -> Fit:
    if word in main:
        return Fit.EXACT
    if word in further:
        return Fit.FURTHER_NAME
    names = main + further
    if any(name.startswith(word) for name in names):
        return Fit.START
    return _approximate(word, names)


def _approximate(word: str, names: tuple[str, ...]) -> Fit:
    sound = fonem(word)
    if sound and len(word) >= 3 and any(fonem(name) == sound for name in names):
        return Fit.SOUND
    long_enough = len(word) >= SLIP_MINIMUM
    close = long_enough and any(len(name) >= SLIP_MINIMUM and one_slip_apart(word, name) for name in names)
    return Fit.SLIP if close else Fit.NONE
