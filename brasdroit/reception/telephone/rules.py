"""Red flags heard in a call, call-backs and the words of the telephone sheet.

The matching is deliberately wide (accents, capitals, plurals, one slip of the keyboard in a long word, words said in another
order within one expression) and looks at no negation: « pas de douleur thoracique » signals too. A person reads the signal; nothing
is concluded, and silence of the program is never an assurance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from rapidfuzz.distance import OSA

from brasdroit.foundation.clock.ages import counted, minutes_wording
from brasdroit.reception.telephone.types import (
    CallOutcome,
    CallReason,
    Instruction,
    RedFlag,
    Relationship,
    Signal,
    Urgency,
)

LONG_WORD, WINDOW = 6, 4

REASON_LABELS = {
    CallReason.APPOINTMENT: "Prendre un rendez-vous",
    CallReason.CHANGE: "Déplacer un rendez-vous",
    CallReason.CANCELLATION: "Annuler un rendez-vous",
    CallReason.RESULTS: "Résultats d’examens",
    CallReason.PRESCRIPTION: "Ordonnance",
    CallReason.CERTIFICATE: "Certificat ou document",
    CallReason.ADMINISTRATIVE: "Question administrative",
    CallReason.MEDICAL_QUESTION: "Question pour le médecin",
    CallReason.PROFESSIONAL: "Appel d’un professionnel",
    CallReason.OTHER: "Autre motif",
}
OUTCOME_LABELS = {
    CallOutcome.BOOKED: "Rendez-vous pris",
    CallOutcome.MESSAGE: "Message transmis",
    CallOutcome.CALL_BACK: "À rappeler",
    CallOutcome.TRANSFERRED: "Appel transféré",
    CallOutcome.SENT_TO_SAMU: "Orienté vers le 15",
    CallOutcome.ANSWERED: "Réponse donnée",
    CallOutcome.UNREACHED: "Non joint",
    CallOutcome.CANCELLED: "Rendez-vous annulé",
}
INSTRUCTION_TEXTS = {
    Instruction.SAMU: "appel au 15 selon la consigne",
    Instruction.DOCTOR_NOW: "passer le médecin maintenant",
}
URGENCY_LABELS = {
    Urgency.ROUTINE: "Sans urgence",
    Urgency.TODAY: "Aujourd’hui",
    Urgency.NOW: "Tout de suite",
}
RELATIONSHIP_LABELS = {
    Relationship.SELF: "Le patient lui-même",
    Relationship.PARENT: "Un parent",
    Relationship.CHILD: "Un enfant du patient",
    Relationship.PARTNER: "Le conjoint",
    Relationship.CARER: "Un aidant",
    Relationship.PROFESSIONAL: "Un professionnel",
    Relationship.OTHER: "Une autre personne",
}
OPEN_OUTCOMES = frozenset({CallOutcome.CALL_BACK, CallOutcome.UNREACHED})


def signals(text: str, flags: Iterable[RedFlag], *, on: date) -> tuple[Signal, ...]:
    """The red flags in force on a day whose words are heard in a text, those that send to the 15 first.

    In: what the caller said, the doctor's list, the day. Out: one signal per flag, empty when nothing is heard, which
    proves nothing.
    """
    words = _words(text)
    found = []
    for flag in flags:
        heard = tuple(each for each in flag.expressions if _heard(_words(each), words))
        if heard and flag.valid_from <= on and (flag.valid_until is None or on <= flag.valid_until):
            found.append(_signal(flag, heard))
    return tuple(sorted(found, key=lambda each: (each.instruction is not Instruction.SAMU, each.label)))


def call_back_text(due: datetime, now: datetime) -> str:
    """« rappeler dans 20 min », « à rappeler maintenant », « rappel en retard de 1 h 10 »; across a night, in days."""
    minutes = round((due.astimezone(UTC) - now.astimezone(UTC)) / timedelta(minutes=1))
    if -5 < minutes < 5:
        return "à rappeler maintenant"
    if minutes < 0:
        return f"rappel en retard de {_duration(-minutes)}"
    return f"rappeler dans {_duration(minutes)}"


def attempts_text(outcomes: Sequence[CallOutcome]) -> str:
    """« jamais appelé », « non joint, 1 tentative », « non joint, 3 tentatives », or the label of the last outcome."""
    if not outcomes:
        return "jamais appelé"
    if outcomes[-1] is not CallOutcome.UNREACHED:
        return OUTCOME_LABELS[outcomes[-1]].lower()
    count = sum(each is CallOutcome.UNREACHED for each in outcomes)
    return f"non joint, {count} tentative{'s' if count > 1 else ''}"


def _signal(flag: RedFlag, heard: tuple[str, ...]) -> Signal:
    quoted = ", ".join(f"«\u202f{each}\u202f»" for each in heard)
    explanation = f"Consigne {_of(flag.written_by)} pour {quoted}\u202f: {INSTRUCTION_TEXTS[flag.instruction]}."
    return Signal(flag.label, heard, flag.instruction, f"{explanation} {flag.advice}".strip(), flag.written_by)


def _of(name: str) -> str:
    return f"du {name}" if name.startswith(("Dr ", "Pr ")) else f"de {name}"


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe")).casefold()
    kept = "".join(each for each in plain if not unicodedata.combining(each))
    return [_singular(each) for each in re.findall(r"[a-z0-9]+", kept) if len(each) > 1 and each not in _EMPTY]


_EMPTY = frozenset({
    "le", "la", "les", "un", "une", "des", "de", "du", "au", "aux", "en", "et", "je", "il", "elle",
    "on", "mon", "ma", "mes", "son", "sa", "ses", "me", "se", "ai", "est", "qu", "que", "qui",
    "dans",
})  # fmt: skip


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _heard(expression: list[str], words: list[str]) -> bool:
    """All the words of the expression, in any order, inside a stretch that leaves room for a few others."""
    if not expression:
        return False
    size = len(expression) + WINDOW
    last = max(len(words) - len(expression), 0)
    return any(all(_present(each, words[start : start + size]) for each in expression) for start in range(last + 1))


def _present(wanted: str, words: list[str]) -> bool:
    if len(wanted) < LONG_WORD:
        return wanted in words
    return any(OSA.distance(wanted, each, score_cutoff=1) <= 1 for each in words)


def _duration(minutes: int) -> str:
    days = minutes // 1440
    return counted(days, "jour") if days else minutes_wording(minutes)
