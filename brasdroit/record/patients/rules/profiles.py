"""What two records are compared by: the facts of one person, folded once."""

from dataclasses import dataclass
from datetime import date

from brasdroit.foundation.search.text import fold


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a record says; an empty text or None = not filled in. `phones` are E.164; `ins` a (matricule, OID) couple.

    `identifier` is a number that the source gives to one person only; `nir` is a number of health insurance, which
    a family may share (the NIR of the ouvrant droit). `birth_digits` (YYYYMMDD) stands for a date that was written and
    is in no calendar: a slip of the keyboard still resembles the right date.
    """

    birth_name: str = ""
    used_name: str = ""
    given_names: str = ""
    used_given_name: str = ""
    birth_date: date | None = None
    birth_date_estimated: bool = False
    birth_digits: str = ""
    sex: str = ""
    birth_place: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    ins: tuple[str, str] | None = None
    nir: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A record prepared for comparison, once: folded names, the birth date as YYYYMMDD, the folded places."""

    facts: PersonFacts
    families: tuple[str, ...]
    given: tuple[str, ...]
    born: str
    address: str
    city: str


def profile(facts: PersonFacts) -> Profile:
    """Prepare a record."""
    families = tuple(dict.fromkeys(name for name in (fold(facts.birth_name), fold(facts.used_name)) if name))
    given = tuple(dict.fromkeys(fold(f"{facts.given_names} {facts.used_given_name}").split()))
    born = facts.birth_date
    digits = f"{born.year:04d}{born:%m%d}" if born else facts.birth_digits
    return Profile(facts, families, given, digits, fold(facts.address), fold(facts.city))
