"""What the headers of a patient list mean.

One shape is known by its exact headers: the export of Colibri (reference: admin-interop §6). No export of another
French booking or record program is published (same section): the others are guessed by words and shown to a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brasdroit.foundation.search.text import tokens
from brasdroit.record.imports.types import GuessedMapping, Target

COLIBRI = "Colibri"
_COLIBRI = {
    "tag": Target.IGNORED,
    "sexe": Target.SEX,
    "nom": Target.BIRTH_NAME,
    "prenom": Target.GIVEN_NAME,
    "date_de_naissance": Target.BIRTH_DATE,
    "commentaire": Target.NOTE,
    "adresse": Target.ADDRESS,
    "code_ville": Target.CITY_CODE,
    "code_postal_ville": Target.POSTAL_CODE,
    "telephone": Target.PHONE,
    "email": Target.EMAIL,
}
TARGET_LABELS: Mapping[Target, str] = {
    Target.IGNORED: "Ne pas importer",
    Target.BIRTH_NAME: "Nom de naissance",
    Target.USED_NAME: "Nom utilisé",
    Target.GIVEN_NAME: "Premier prénom",
    Target.GIVEN_NAMES: "Liste des prénoms",
    Target.USED_GIVEN_NAME: "Prénom utilisé",
    Target.FULL_NAME: "Nom et prénom dans une colonne",
    Target.BIRTH_DATE: "Date de naissance",
    Target.SEX: "Sexe ou civilité",
    Target.BIRTH_PLACE: "Code INSEE du lieu de naissance",
    Target.BIRTH_PLACE_LABEL: "Lieu de naissance",
    Target.PHONE: "Téléphone",
    Target.PHONE_OTHER: "Autre téléphone",
    Target.EMAIL: "Adresse électronique",
    Target.ADDRESS: "Adresse",
    Target.ADDRESS_EXTRA: "Complément d’adresse",
    Target.POSTAL_CODE: "Code postal",
    Target.CITY: "Commune",
    Target.CITY_CODE: "Code INSEE de la commune",
    Target.TREATING_DOCTOR: "Médecin traitant",
    Target.NOTE: "Remarque",
}
# Words that must all be in the header, most telling first; the first line that fits wins.
_WORDS: tuple[tuple[frozenset[str], Target], ...] = tuple(
    (frozenset(words.split()), target)
    for words, target in (
        ("NOM PRENOM", Target.FULL_NAME),
        ("CODE LIEU NAISSANCE", Target.BIRTH_PLACE),
        ("INSEE NAISSANCE", Target.BIRTH_PLACE),
        ("COG NAISSANCE", Target.BIRTH_PLACE),
        ("LIEU NAISSANCE", Target.BIRTH_PLACE_LABEL),
        ("COMMUNE NAISSANCE", Target.BIRTH_PLACE_LABEL),
        ("VILLE NAISSANCE", Target.BIRTH_PLACE_LABEL),
        ("DATE NAISSANCE", Target.BIRTH_DATE),
        ("BIRTH DATE", Target.BIRTH_DATE),
        ("BIRTHDATE", Target.BIRTH_DATE),
        ("DDN", Target.BIRTH_DATE),
        ("NE LE", Target.BIRTH_DATE),
        ("NAISSANCE NOM", Target.BIRTH_NAME),
        ("NOM FAMILLE", Target.BIRTH_NAME),
        ("NOM JEUNE FILLE", Target.BIRTH_NAME),
        ("NOM PATRONYMIQUE", Target.BIRTH_NAME),
        ("NOM USAGE", Target.USED_NAME),
        ("NOM UTILISE", Target.USED_NAME),
        ("NOM MARITAL", Target.USED_NAME),
        ("NOM EPOUSE", Target.USED_NAME),
        ("PRENOM USAGE", Target.USED_GIVEN_NAME),
        ("PRENOM UTILISE", Target.USED_GIVEN_NAME),
        ("LISTE PRENOMS", Target.GIVEN_NAMES),
        ("AUTRES PRENOMS", Target.GIVEN_NAMES),
        ("PRENOMS", Target.GIVEN_NAMES),
        ("PRENOM", Target.GIVEN_NAME),
        ("FIRSTNAME", Target.GIVEN_NAME),
        ("FIRST NAME", Target.GIVEN_NAME),
        ("GIVEN NAME", Target.GIVEN_NAME),
        ("LASTNAME", Target.BIRTH_NAME),
        ("LAST NAME", Target.BIRTH_NAME),
        ("SURNAME", Target.BIRTH_NAME),
        ("MEDECIN", Target.TREATING_DOCTOR),
        ("NAISSANCE", Target.BIRTH_DATE),
        ("SEXE", Target.SEX),
        ("CIVILITE", Target.SEX),
        ("GENRE", Target.SEX),
        ("MAIL", Target.EMAIL),
        ("EMAIL", Target.EMAIL),
        ("COURRIEL", Target.EMAIL),
        ("MOBILE", Target.PHONE),
        ("PORTABLE", Target.PHONE),
        ("FIXE", Target.PHONE_OTHER),
        ("TELEPHONE", Target.PHONE),
        ("TEL", Target.PHONE),
        ("PHONE", Target.PHONE),
        ("CODE POSTAL", Target.POSTAL_CODE),
        ("CP", Target.POSTAL_CODE),
        ("CODE VILLE", Target.CITY_CODE),
        ("CODE COMMUNE", Target.CITY_CODE),
        ("INSEE", Target.CITY_CODE),
        ("VILLE", Target.CITY),
        ("COMMUNE", Target.CITY),
        ("COMPLEMENT", Target.ADDRESS_EXTRA),
        ("ADRESSE 2", Target.ADDRESS_EXTRA),
        ("ADRESSE", Target.ADDRESS),
        ("RUE", Target.ADDRESS),
        ("REMARQUE", Target.NOTE),
        ("COMMENTAIRE", Target.NOTE),
        ("NOTE", Target.NOTE),
        ("NOM", Target.BIRTH_NAME),
        ("NAME", Target.FULL_NAME),
    )
)
_SECOND_CHOICE = {
    Target.PHONE: Target.PHONE_OTHER,
    Target.BIRTH_NAME: Target.USED_NAME,
    Target.ADDRESS: Target.ADDRESS_EXTRA,
}


def guess_mapping(headers: Sequence[str]) -> GuessedMapping:
    """What each header means; a target is given once, what is not understood is ignored.

    « Nom » beside « Nom de naissance » is the name used.
    """
    if _is_colibri(headers):
        columns = {header: _COLIBRI[header.strip().lower()].value for header in headers}
        return GuessedMapping(columns, COLIBRI)
    found, taken = dict[str, str](), set[Target]()
    for header, target in sorted(((h, _meaning(h)) for h in headers), key=lambda pair: -len(tokens(pair[0]))):
        free = next((t for t in (target, _SECOND_CHOICE.get(target)) if t and t not in taken), Target.IGNORED)
        found[header] = free.value
        taken.add(free)
    columns = {header: found[header] for header in headers}
    return GuessedMapping(columns, missing=missing_targets(columns))


def _is_colibri(headers: Sequence[str]) -> bool:
    return {header.strip().lower() for header in headers} == set(_COLIBRI)


def _meaning(header: str) -> Target:
    words = set(tokens(header.replace("_", " ")))
    return next((target for needed, target in _WORDS if needed <= words), Target.IGNORED)


def missing_targets(columns: Mapping[str, str]) -> tuple[str, ...]:
    """What no row can do without and no column gives: a name, a given name, a birth date, a sex."""
    given = set(columns.values())
    named = Target.FULL_NAME in given
    needed = {
        Target.BIRTH_NAME: named or bool({Target.BIRTH_NAME, Target.USED_NAME} & given),
        Target.GIVEN_NAME: named or bool({Target.GIVEN_NAME, Target.GIVEN_NAMES} & given),
        Target.BIRTH_DATE: Target.BIRTH_DATE in given,
        Target.SEX: Target.SEX in given,
    }
    return tuple(target.value for target, present in needed.items() if not present)
