"""What may be written about a practice, its sites, rooms and devices; what only deserves a word."""

import re
from collections.abc import Mapping
from zoneinfo import available_timezones

from brasdroit.foundation.codes.checks import CodeKind, check
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.codes.texts import text_fault
from brasdroit.practice.organisation.types import (
    DeviceFacts,
    DeviceKind,
    OrganizationFacts,
    RoomFacts,
    RoomKind,
    SiteFacts,
)

Problems = dict[str, list[str]]
_DEPARTMENT = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-8]|98[4-8])")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def organization_problems(facts: OrganizationFacts) -> Problems:
    """Sentences by field; empty when the practice may be saved."""
    return _kept(
        {
            "name": text_fault(facts.name, limit=120, required=True),
            "phone": phone_fault(facts.phone),
            "email": email_fault(facts.email),
            "department": _choice(_DEPARTMENT.fullmatch(facts.department), facts.department, "Écrivez 72, 2A ou 974."),
            "time_zone": None if facts.time_zone in available_timezones() else "Choisissez un fuseau de la liste.",
            "idle_minutes": None if 1 <= facts.idle_minutes <= 120 else "Choisissez de 1 à 120 minutes.",
            "finess": text_fault(facts.finess, limit=20),
            "siret": text_fault(facts.siret, limit=20),
        }
    )


def organization_warnings(facts: OrganizationFacts) -> tuple[str, ...]:
    """Numbers whose key is wrong: shown, never blocking (admin-interop §5)."""
    numbers = ((CodeKind.FINESS, facts.finess), (CodeKind.SIRET, facts.siret))
    return tuple(f"{kind.upper()} à vérifier. {reason}" for kind, text in numbers if (reason := code_doubt(kind, text)))


def site_problems(facts: SiteFacts) -> Problems:
    """Sentences by field; empty when the site may be saved."""
    code = re.fullmatch(r"[0-9]{5}", facts.postal_code)
    return _kept(
        {
            "name": text_fault(facts.name, limit=80, required=True),
            "address": text_fault(facts.address, limit=200),
            "postal_code": _choice(code, facts.postal_code, "Un code postal compte cinq chiffres."),
            "city": text_fault(facts.city, limit=80),
            "phone": phone_fault(facts.phone),
        }
    )


def room_problems(facts: RoomFacts) -> Problems:
    """Sentences by field; empty when the room may be saved."""
    return _kept(
        {
            "name": text_fault(facts.name, limit=80, required=True),
            "kind": None if facts.kind in set(RoomKind) else "Choisissez une sorte de pièce.",
        }
    )


def device_problems(facts: DeviceFacts) -> Problems:
    """Sentences by field; empty when the device may be saved."""
    disorder = facts.last_check and facts.next_check and facts.next_check < facts.last_check
    texts = {name: text_fault(getattr(facts, name), limit=60) for name in ("brand", "model", "serial")}
    return _kept(
        {
            "kind": None if facts.kind in set(DeviceKind) else "Choisissez une sorte d’appareil.",
            "next_check": "Le prochain contrôle précède le dernier : corrigez l’une des deux dates."
            if disorder
            else None,
            **texts,
        }
    )


def phone_fault(text: str) -> str | None:
    """A sentence when ``text`` is neither empty nor a telephone number."""
    return "Écrivez un numéro entier, par exemple 02 43 12 34 56." if text and not phone_e164(text) else None


def email_fault(text: str, *, required: bool = False) -> str | None:
    """A sentence when ``text`` is no e-mail address (empty passes unless ``required``)."""
    if fault := text_fault(text, limit=254, required=required):
        return fault
    return "Écrivez une adresse entière, comme nom@exemple.fr." if text and not _EMAIL.fullmatch(text) else None


def code_doubt(kind: CodeKind, text: str) -> str | None:
    """Why a number that is filled in looks wrong, else None."""
    return check(kind, text).reason if text else None


def _choice(found: object, text: str, sentence: str) -> str | None:
    return sentence if text and not found else None


def _kept(found: Mapping[str, str | None]) -> Problems:
    return {field: [text] for field, text in found.items() if text}
