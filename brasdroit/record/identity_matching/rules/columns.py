"""What the columns of a list mean, and what a row says: French, English and FEBRL headers, those of the import too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from brasdroit.foundation.clock.dates import UnreadableDate, parse_date
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.search.text import fold, tokens
from brasdroit.record.identity_matching.types import Entry
from brasdroit.record.imports.rules.headers import guess_mapping
from brasdroit.record.imports.types import Target
from brasdroit.record.patients.rules.profiles import PersonFacts

ID = "id"
_ID_HEADERS = (
    "ID", "REC ID", "RECORD ID", "PATIENT ID", "ID PATIENT", "IDENTIFIANT", "IDENTIFIANT PATIENT", "IPP", "UUID",
    "NUMERO DOSSIER", "NUM DOSSIER", "NUMERO PATIENT", "NUMERO", "CODE PATIENT",
)  # fmt: skip
# Headers that the import does not know; a whole header, folded.
_OWN = {
    **dict.fromkeys(("MATRICULE", "MATRICULE INS", "INS", "NIR", "NSS", "NUM SECU", "NUMERO SECU", "NO SECU", "SECU",
                     "NUMERO SECURITE SOCIALE", "NUMERO DE SECURITE SOCIALE", "SECURITE SOCIALE", "N SECURITE SOCIALE"), "nir"),
    **dict.fromkeys(("SOC SEC ID", "SSN", "SOCIAL SECURITY NUMBER", "NATIONAL ID"), "identifier"),
    **dict.fromkeys(("SEX", "GENDER", "GENRE", "SEXE"), Target.SEX.value),
    **dict.fromkeys(("DOB", "DATE OF BIRTH", "BIRTH DATE", "BIRTHDAY", "DATENAISSANCE"), Target.BIRTH_DATE.value),
    **dict.fromkeys(("STREET NUMBER", "NUMERO RUE", "NUMERO VOIE", "NO VOIE"), "street_number"),
    **dict.fromkeys(("ADDRESS", "ADDRESS 1", "STREET", "STREET ADDRESS", "VOIE", "ADRESSE 1"), Target.ADDRESS.value),
    **dict.fromkeys(("ADDRESS 2",), Target.ADDRESS_EXTRA.value),
    **dict.fromkeys(("SUBURB", "CITY", "TOWN", "LOCALITE"), Target.CITY.value),
    **dict.fromkeys(("POSTCODE", "POSTAL CODE", "ZIP", "ZIP CODE", "ZIPCODE", "CODEPOSTAL", "CODE POST"), Target.POSTAL_CODE.value),
    **dict.fromkeys(("NOM", "FAMILY NAME", "LASTNAME", "LAST NAME", "SURNAME"), Target.BIRTH_NAME.value),
    **dict.fromkeys(("MAIDEN NAME", "BIRTH NAME", "NOMNAISSANCE"), "maiden_name"),
    **dict.fromkeys(("GIVEN NAME", "FORENAME"), Target.GIVEN_NAME.value),
    **dict.fromkeys(("MIDDLE NAME", "MIDDLENAME", "DEUXIEME PRENOM"), Target.GIVEN_NAMES.value),
    **dict.fromkeys(("PHONE NUMBER", "MOBILE PHONE"), Target.PHONE.value),
}  # fmt: skip
_SEXES = {
    **dict.fromkeys(("M", "H", "HOMME", "MASCULIN", "MALE", "GARCON", "MR", "MONSIEUR", "1"), "M"),
    **dict.fromkeys(("F", "FEMME", "FEMININ", "FEMALE", "FILLE", "MME", "MADAME", "MLLE", "MADEMOISELLE", "2"), "F"),
}
_DIGITS = re.compile(r"[0-9]{8}")
_NOT_DIGITS = re.compile(r"[^0-9AB]")
Columns = Mapping[str, list[int]]


def read_columns(headers: Sequence[str]) -> dict[str, list[int]]:
    """The places of each field among the headers, under its name; `ID` is absent when no header names the record."""
    found: dict[str, list[int]] = {}
    identifier = _id_place(headers)
    others = {place: header for place, header in enumerate(headers) if place != identifier and header.strip()}
    unknown = [header for header in others.values() if fold(header) not in _OWN]
    guessed = guess_mapping(unknown).columns if unknown else {}
    for place, header in others.items():
        meaning = _OWN.get(fold(header)) or _guessed(guessed.get(header, ""))
        if meaning:
            found.setdefault(meaning, []).append(place)
    return found | ({ID: [identifier]} if identifier is not None else {})


def _guessed(target: str) -> str:
    """What the import thinks of a header that is not a plain « nom »: its family name is the one of birth."""
    return {Target.IGNORED.value: "", Target.BIRTH_NAME.value: "maiden_name"}.get(target, target)


def _id_place(headers: Sequence[str]) -> int | None:
    folded = [" ".join(tokens(header)) for header in headers]
    return next((folded.index(name) for name in _ID_HEADERS if name in folded), None)


def read_entry(cells: Sequence[str], columns: Columns, today: date) -> Entry:
    """One row as a record to compare; what is unreadable counts as missing."""
    said = {name: [cells[place] for place in places if place < len(cells)] for name, places in columns.items()}
    one = {name: " ".join(value for value in values if value) for name, values in said.items()}
    family, used = _families(one)
    given = " ".join(part for part in (one.get(Target.GIVEN_NAME, ""), one.get(Target.GIVEN_NAMES, "")) if part)
    born, digits = _birth(one.get(Target.BIRTH_DATE, ""), today)
    facts = PersonFacts(
        birth_name=family, used_name=used, given_names=given, used_given_name=one.get(Target.USED_GIVEN_NAME, ""),
        birth_date=born, birth_date_estimated=bool(born and (born.month, born.day) in {(1, 1), (12, 31)}),
        birth_digits=digits, sex=_SEXES.get(fold(one.get(Target.SEX, "")), ""),
        birth_place=fold(one.get(Target.BIRTH_PLACE, "") or one.get(Target.BIRTH_PLACE_LABEL, "")),
        phones=tuple(_phones(said)), email=one.get(Target.EMAIL, "").lower(),
        address=" ".join(one[name] for name in _ADDRESS if one.get(name)),
        postal_code=_postal_code(one.get(Target.POSTAL_CODE, "")), city=one.get(Target.CITY, ""),
        nir=_NOT_DIGITS.sub("", one.get("nir", "").upper()), identifier=one.get("identifier", ""),
    )  # fmt: skip
    return Entry(one[ID], facts)


_ADDRESS = ("street_number", Target.ADDRESS.value)


def _families(one: Mapping[str, str]) -> tuple[str, str]:
    """(birth name, used name): a column of the birth name turns « nom » into the used one."""
    maiden, name, used = (one.get(key, "") for key in ("maiden_name", Target.BIRTH_NAME, Target.USED_NAME))
    family = maiden or name
    other = used or (name if maiden else "")
    return family or other, "" if fold(other) == fold(family) else other


def _birth(text: str, today: date) -> tuple[date | None, str]:
    """The date, or the eight digits of one that no calendar holds, as YYYYMMDD."""
    digits = text if _DIGITS.fullmatch(text) else ""
    if digits and 1850 <= int(digits[:4]) <= today.year:  # the order of ISO, without its hyphens
        text = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    try:
        return parse_date(text, today), ""
    except UnreadableDate:
        return None, digits or _turned(text)


def _turned(text: str) -> str:
    parts = re.fullmatch(r"([0-9]{1,4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,4})", text.strip())
    if parts is None:
        return ""
    first, month, last = parts.groups()
    year, day = (first, last) if len(first) == 4 else (last, first)
    return f"{year:0>4}{month:0>2}{day:0>2}"


def _phones(said: Mapping[str, list[str]]) -> Iterator[str]:
    for name in (Target.PHONE, Target.PHONE_OTHER):
        yield from (number for text in said.get(name, ()) if text and (number := phone_e164(text)))


def _postal_code(text: str) -> str:
    return text.zfill(5) if text.isdecimal() and len(text) == 4 else fold(text).replace(" ", "")
