"""What may be written about a person of the practice; what only deserves a word."""

import re
from collections.abc import Collection
from datetime import date, timedelta

from brasdroit.foundation.codes.checks import CodeKind, check
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.codes.texts import text_fault
from brasdroit.practice.members.types import AssistantFacts, DoctorFacts, PersonFacts, Profile, Role, Sector

Problems = dict[str, list[str]]
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PASTS = {
    "hired_on": "L’embauche",
    "post_started_on": "La prise de fonction",
    "cpam_signed_on": "La signature du contrat avec la CPAM",
    "certified_on": "L’obtention du CQP",
    "adaptation_on": "La formation d’adaptation",
    "afgsu_on": "L’AFGSU",
    "afgsu_refreshed_on": "L’actualisation de l’AFGSU",
    "confidentiality_signed_on": "L’engagement de confidentialité",
}
_CONTRACT = ("contract_from", "contract_until")
_OLDEST = date(1950, 1, 1)  # no one who works today was hired before: an earlier year is a slip of the keyboard
_LONGEST = timedelta(days=50 * 366)  # deadlines are counted in years from these days: past a career, a slip too


def person_problems(facts: PersonFacts, *, with_account: bool) -> Problems:
    """Sentences by field; an e-mail address is compulsory ``with_account``."""
    return _kept(
        {
            "given_name": text_fault(facts.given_name, limit=100, required=True),
            "family_name": text_fault(facts.family_name, limit=100, required=True),
            "title": None if facts.title in {"", "Dr", "Pr"} else "Choisissez Dr, Pr ou rien.",
            "email": _email_fault(facts.email, required=with_account),
            "phone": None if not facts.phone or phone_e164(facts.phone) else "Écrivez un numéro entier.",
        }
    )


def doctor_problems(facts: DoctorFacts) -> Problems:
    """Sentences by field; a doubtful RPPS is no problem but a warning."""
    return _kept(
        {
            "rpps": text_fault(facts.rpps, limit=11),
            "specialty": text_fault(facts.specialty, limit=80),
            "sector": None if facts.sector in {"", *Sector} else "Choisissez un secteur de la liste.",
            "overbooking_max_per_day": None if 0 <= facts.overbooking_max_per_day <= 50 else "Choisissez de 0 à 50.",
        }
    )


def doctor_warnings(facts: DoctorFacts) -> tuple[str, ...]:
    """« RPPS à vérifier… »: wrong keys circulate, so the number is kept (admin-interop §5)."""
    reason = check(CodeKind.RPPS, facts.rpps).reason if facts.rpps else None
    return (f"RPPS à vérifier. {reason}",) if reason else ()


def assistant_problems(facts: AssistantFacts, on: date) -> Problems:
    """Sentences by field: a known profile, dates in order and of our time, nothing before it happened (``on`` is today)."""
    return _kept(
        {
            "profile": None if facts.profile in set(Profile) else "Choisissez un profil de la liste.",
            "contract_until": _after(facts.contract_from, facts.contract_until, "La fin du contrat précède son début."),
            **_refresher(facts),
            **_beyond(facts, on),
        }
    )


def last_administrator(roles: Collection[str]) -> bool:
    """Whether nobody would be left to manage the practice, given the roles of those who stay."""
    return not {Role.DOCTOR, Role.MANAGER} & set(roles)


def _beyond(facts: AssistantFacts, on: date) -> dict[str, str | None]:
    future = {name: f"{what} ne peut pas être dans le futur." for name, what in _PASTS.items()}
    bounds = dict.fromkeys(_PASTS, on) | dict.fromkeys(_CONTRACT, on + _LONGEST)
    return {
        name: future.get(name, "Cette date est trop lointaine.") if day > latest else "Cette date est trop ancienne."
        for name, latest in bounds.items()
        if (day := getattr(facts, name)) is not None and not _OLDEST <= day <= latest
    }


def _refresher(facts: AssistantFacts) -> dict[str, str | None]:
    if facts.afgsu_refreshed_on and not facts.afgsu_on:
        return {"afgsu_on": "Saisissez d’abord la date de l’AFGSU."}
    fault = _after(facts.afgsu_on, facts.afgsu_refreshed_on, "L’actualisation précède l’AFGSU.")
    return {"afgsu_refreshed_on": fault} if fault else {}


def _after(first: date | None, second: date | None, sentence: str) -> str | None:
    return sentence if first and second and second < first else None


def _email_fault(text: str, *, required: bool) -> str | None:
    if fault := text_fault(text, limit=254, required=required):
        return fault
    return "Écrivez une adresse entière, comme nom@exemple.fr." if text and not _EMAIL.fullmatch(text) else None


def _kept(found: dict[str, str | None]) -> Problems:
    return {field: [text] for field, text in found.items() if text}
