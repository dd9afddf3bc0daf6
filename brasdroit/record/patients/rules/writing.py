"""Writing rules of names for storage, INSi and the DataMatrix (safety §1.4, SEL-MP-043 §2 and §3.4.1).

A name is transliterated (é to E, œ to OE) and then checked; a character that has no place is refused and named,
never dropped in silence. Hyphens and apostrophes are kept.
"""

import re
import unicodedata
from dataclasses import dataclass

from brasdroit.foundation.search.text import unaccented
from brasdroit.record.patients.types import Answer, NameKind

MAXIMUM_LENGTH = 100
SOURCES = ("Guide d’intégration INSi SEL-MP-043, EXI EF_INS01_03, EF_INS10_01 et EF_INS10_02",)
_CONSISTENCY_SOURCES = ("Guide d’implémentation de l’INS v3.0, EXI ID 10",)
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "\u00a0": " ", "\u202f": " "}
)
_FORBIDDEN = re.compile(r"[^A-Z '\-]")
_SEPARATOR = re.compile(r"[ '\-]+")
_CHARACTER_NAMES = {" ": "une espace", "-": "un trait d’union", "'": "une apostrophe"}


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name ready for storage, or the reason why it is refused (then `value` is the transliteration so far)."""

    value: str
    problem: str | None = None

    @property
    def accepted(self) -> bool:
        """True when the name follows every writing rule."""
        return self.problem is None


def write_name(text: str, kind: NameKind) -> WrittenName:
    """`text` in the authorised characters, checked for a family name or a (list of) given name(s); idempotent."""
    value = unaccented(unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY)).strip()
    return WrittenName(value, _problem(value, text, kind))


def given_name_consistency(first: str, all_names: str) -> Answer:
    """Whether the first birth given name begins the list of birth given names (EXI ID 10).

    Separators are equivalent: « JEAN-CHRISTOPHE » begins « JEAN CHRISTOPHE PIERRE ». An empty list leaves the
    question undetermined.
    """
    wanted, listed = _words(first), _words(all_names)
    if not wanted or not listed:
        missing = ("premier prénom de naissance",) if not wanted else ("liste des prénoms de naissance",)
        text = "La cohérence des prénoms ne peut pas être vérifiée."
        return Answer.unknown("given_names_unknown", text, _CONSISTENCY_SOURCES, missing)
    if listed[: len(wanted)] == wanted:
        text = "Le premier prénom commence la liste des prénoms."
        return Answer.yes("given_names_consistent", text, _CONSISTENCY_SOURCES)
    text = f"«\u202f{first}\u202f» ne commence pas la liste des prénoms de naissance «\u202f{all_names}\u202f»."
    return Answer.no("given_names_inconsistent", text, _CONSISTENCY_SOURCES)


def _words(names: str) -> list[str]:
    return [word for word in _SEPARATOR.split(write_name(names, NameKind.GIVEN).value) if word]


def _problem(value: str, text: str, kind: NameKind) -> str | None:
    if not value:
        return "Le nom est vide."
    if len(value) > MAXIMUM_LENGTH:
        return f"Le nom compte {len(value)} caractères\u202f; il ne peut pas dépasser {MAXIMUM_LENGTH}."
    if forbidden := _FORBIDDEN.search(value):
        return f"Le caractère «\u202f{_as_typed(forbidden[0], text)}\u202f» n’est pas autorisé dans un nom."
    return _separators(value) or (_given_name(value) if kind is NameKind.GIVEN else None)


def _as_typed(char: str, text: str) -> str:
    """The refused character as the person typed it, when transliteration changed it."""
    return char if char in text else next((c for c in text if char in unaccented(c)), char)


def _separators(value: str) -> str | None:
    if value[0] == "-":
        return "Un nom ne commence pas par un trait d’union."
    if not re.search("[A-Z]", value):
        return "Un nom comporte au moins une lettre."
    for pair in ("  ", "''", " '", "' "):
        if pair in value:
            return f"{_pair(pair)}."
    return "Plus de deux traits d’union se suivent." if "---" in value else None


def _pair(pair: str) -> str:
    first, second = (_CHARACTER_NAMES[char] for char in pair)
    if first == second:
        return f"Deux {'espaces' if pair[0] == ' ' else 'apostrophes'} se suivent"
    return f"{first.capitalize()} et {second} se suivent"


def _given_name(value: str) -> str | None:
    if "--" in value:
        return "Le double trait d’union est réservé au nom de famille."
    if value[-1] in "-'":
        return f"Un prénom ne se termine pas par {_CHARACTER_NAMES[value[-1]]}."
    return None
