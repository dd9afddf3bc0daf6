"""What a person is found by, as terms of the search index. Pure.

A term is a short text: a folded word (« MARTIN »), the first one to three letters of a word (« =MAR »), its sound
(« ~MARTIN »), a part of the birth date (« #1961 », « #1961-03 », « #03-14 »).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum
from functools import lru_cache

from brasdroit.foundation.clock.dates import PartialDate
from brasdroit.foundation.search.phonetics import fonem
from brasdroit.foundation.search.text import fold

START_LENGTH = 3
"""Words typed up to this length are looked up by the starts of words, longer ones in the vocabulary."""


class Place(IntEnum):
    """Where a term comes from: a family name, a given name in use or the birth date, a further given name."""

    FAMILY = 0
    GIVEN = 1
    FURTHER = 2


DocumentTerms = Mapping[str, Place]
"""The terms of one person, each with the foremost place it comes from."""


def token(number: int, place: Place) -> int:
    """What an entry holds for the term `number` of the vocabulary."""
    return 4 * number + place


def document_terms(family: Iterable[str], given: Iterable[str], further: Iterable[str], birth: date) -> DocumentTerms:
    """The terms of one person: family names, given names in use, further given names, date of birth."""
    further_words = {word for name in further for word in fold(name).split()}
    given_words = {word for name in given for word in _words(name)}
    family_words = {word for name in family for word in _words(name)}
    found = {term: Place.FURTHER for word in further_words for term in _spread(word)}
    found |= {term: Place.GIVEN for word in given_words for term in _spread(word)}
    found |= {term: Place.FAMILY for word in family_words for term in _spread(word)}
    return found | dict.fromkeys(_date_terms(birth), Place.GIVEN)


def start_term(letters: str) -> str:
    """The term of one to three first letters."""
    return f"={letters}"


def sound_term(word: str) -> str | None:
    """The term of a word's sound; None when it has none (a number)."""
    sound = fonem(word)
    return f"~{sound}" if sound else None


def partial_date_terms(partial: PartialDate) -> tuple[str, ...]:
    """The terms that hold a person to what is known of a birth date."""
    year, month, day = partial.year, partial.month, partial.day
    found = [_year_month(year, month)] if year and month else [f"#{year:04d}"] if year else []
    if month and day:
        found.append(_month_day(month, day))
    return tuple(found)


def _date_terms(birth: date) -> tuple[str, ...]:
    return f"#{birth.year:04d}", _year_month(birth.year, birth.month), _month_day(birth.month, birth.day)


def _year_month(year: int, month: int) -> str:
    return f"#{year:04d}-{month:02d}"


def _month_day(month: int, day: int) -> str:
    return f"#{month:02d}-{day:02d}"


@lru_cache(maxsize=65536)
def _words(name: str) -> frozenset[str]:
    """The words of a name, and the name in one word: « LE FEVRE » is also found as « LEFEVRE »."""
    words = fold(name).split()
    return frozenset([*words, "".join(words)] if words else ())


@lru_cache(maxsize=65536)
def _spread(word: str) -> frozenset[str]:
    starts = {start_term(word[:length]) for length in range(1, START_LENGTH + 1)}
    sound = sound_term(word)
    return frozenset({word, *starts, *([sound] if sound else [])})
