"""What comes in from a form or a file, read and refused field by field before anything is written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model

from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.errors import Invalid
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.rules.birth_dates import check_birth_date
from brasdroit.record.patients.rules.writing import given_name_consistency, write_name
from brasdroit.record.patients.types import NameKind, Sex

STRICT = (
    "birth_name", "first_birth_given_name", "birth_given_names", "birth_date", "birth_date_estimated", "sex", "birth_place",
)  # fmt: skip
NAMES = {
    "birth_name": NameKind.FAMILY,
    "first_birth_given_name": NameKind.GIVEN,
    "birth_given_names": NameKind.GIVEN,
    "used_name": NameKind.FAMILY,
    "used_given_name": NameKind.GIVEN,
}
TEXTS = (
    "birth_place_label", "address_line", "address_extra", "postal_code", "city", "city_code", "treating_doctor_name", "note",
)  # fmt: skip
PHONES = ("phone", "phone_other")
REQUIRED = {
    "birth_name": "Indiquez le nom de naissance.",
    "first_birth_given_name": "Indiquez le premier prénom de naissance.",
}
_CODE_LENGTH = 5


@dataclass(frozen=True, slots=True)
class PatientDraft:
    """A patient as typed or read; nothing is trusted yet. Phones in any French form, names with or without accents."""

    birth_name: str
    first_birth_given_name: str
    birth_date: date
    sex: str
    birth_given_names: str = ""
    birth_date_estimated: bool = False
    birth_place: str = ""
    birth_place_label: str = ""
    used_name: str = ""
    used_given_name: str = ""
    phone: str = ""
    phone_other: str = ""
    email: str = ""
    address_line: str = ""
    address_extra: str = ""
    postal_code: str = ""
    city: str = ""
    city_code: str = ""
    treating_doctor_id: UUID | None = None
    treating_doctor_name: str = ""
    note: str = ""


def checked(values: dict[str, Any], on: date) -> dict[str, Any]:
    """The values as stored: names in the authorised characters, phones in E.164, texts stripped.

    Only the fields present are checked. Raises Invalid naming each refused field in French.
    """
    clean, problems = read_fields(values, on)
    if problems:
        raise Invalid(
            "Certaines informations sont à corriger.", fields={name: [text] for name, text in problems.items()}
        )
    return clean


def read_fields(values: dict[str, Any], on: date) -> tuple[dict[str, Any], dict[str, str]]:
    """(values as stored, problem by field)."""
    clean, problems = dict(values), dict[str, str]()
    for name, value in values.items():
        if (reader := _READERS.get(name)) is None:
            continue
        try:
            clean[name] = reader(name, value, on)
        except ValueError as error:
            problems[name] = str(error)
    if not problems:
        problems |= _consistency(clean)
    return clean, problems


def _consistency(clean: dict[str, Any]) -> dict[str, str]:
    first, listed = clean.get("first_birth_given_name"), clean.get("birth_given_names")
    if not first or not listed:
        return {}
    answer = given_name_consistency(first, listed)
    return {"birth_given_names": answer.explanation} if answer.allowed is False else {}


def width(model: type[Model], name: str) -> int:
    """How many characters a column takes."""
    return int(getattr(model._meta.get_field(name), "max_length", 0) or 0)


def plain_text(value: Any, longest: int) -> str:
    """One line of text without control characters; ValueError says what is wrong."""
    text = str(value or "")
    if len(text) > 4 * longest:
        raise ValueError(f"Ce texte est trop long\u202f: {longest} caractères au plus.")
    text = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(char) in ("Cc", "Cs", "Cn") for char in text):
        raise ValueError("Ce texte contient un caractère invisible qui n’est pas autorisé.")
    if len(text) > longest:
        raise ValueError(f"Ce texte est trop long\u202f: {longest} caractères au plus.")
    return text


def _name(name: str, value: Any, _: date) -> str:
    text = str(value or "")[:500]
    if not text.strip():
        if name in REQUIRED:
            raise ValueError(REQUIRED[name])
        return ""
    written = write_name(text, NAMES[name])
    if written.problem:
        raise ValueError(written.problem)
    return written.value


def _text(name: str, value: Any, _: date) -> str:
    return plain_text(value, width(Patient, name))


def _phone(_: str, value: Any, __: date) -> str:
    text = str(value or "").strip()[:60]
    number = phone_e164(text) if text else ""
    if number is None:
        raise ValueError("Ce numéro de téléphone n’est pas valable\u202f: écrivez par exemple 06 12 34 56 78.")
    return number


def _email(_: str, value: Any, __: date) -> str:
    text = plain_text(value, 254).lower()
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise ValueError("Cette adresse électronique n’est pas valable.") from None
    return text


def _sex(_: str, value: Any, __: date) -> str:
    if value not in list(Sex):
        raise ValueError("Indiquez le sexe porté sur la pièce d’identité.")
    return str(value)


def _birth_date(_: str, value: Any, on: date) -> date:
    if not isinstance(value, date):
        raise ValueError("Indiquez la date de naissance, par exemple 14/03/1961.")  # noqa: TRY004 - a refused field
    answer = check_birth_date(value, on)
    if answer.allowed is False:
        raise ValueError(answer.explanation)
    return value


def _birth_place(_: str, value: Any, __: date) -> str:
    text = str(value or "").strip().upper()
    if text and not (len(text) == _CODE_LENGTH and text.isascii() and text.isalnum()):
        raise ValueError("Le lieu de naissance est un code INSEE de cinq caractères, par exemple 75056 ou 99100.")
    return text


_READERS = {
    **dict.fromkeys(NAMES, _name),
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(PHONES, _phone),
    "email": _email,
    "sex": _sex,
    "birth_date": _birth_date,
    "birth_place": _birth_place,
}
