"""One row of a patient list, understood or refused with its reason."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date

from brasdroit.foundation.clock.dates import UnreadableDate, parse_date
from brasdroit.foundation.search.text import fold
from brasdroit.record.imports.types import ReadRow, Target

_SEXES = {
    **dict.fromkeys(("M", "H", "HOMME", "MASCULIN", "MALE", "GARCON", "MR", "MONSIEUR", "1"), "M"),
    **dict.fromkeys(("F", "FEMME", "FEMININ", "FEMALE", "FILLE", "MME", "MADAME", "MLLE", "MADEMOISELLE", "2"), "F"),
    **dict.fromkeys(("I", "INDETERMINE", "X"), "I"),
}
_PARTICLES = frozenset({"DE", "DU", "DES", "LA", "LE", "VAN", "VON", "EL", "BEN", "AIT", "D", "L"})
_TIME_TAIL = re.compile(r"[ T]00:00(:00)?(\.0+)?$")
_IN_FIGURES = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


def read_row(number: int, cells: Mapping[str, str], today: date) -> ReadRow:
    """``cells``: target code -> text of the file. Names, phones and texts are left to the identity rules.

    Refuses, in one French sentence, a row without a name, a readable birth date, or a sex.
    """
    values: dict[str, str | date | bool] = {name: text for name, text in cells.items() if name and text}
    _split_full_name(values)
    values.setdefault(Target.GIVEN_NAME, _first_of(str(values.get(Target.GIVEN_NAMES, ""))))
    if Target.BIRTH_NAME not in values and Target.USED_NAME in values:
        values[Target.BIRTH_NAME] = values.pop(Target.USED_NAME)
    if values.get(Target.USED_NAME) == values.get(Target.BIRTH_NAME):
        values.pop(Target.USED_NAME, None)
    problem = _read_birth_date(values, today) or _read_sex(values) or _check_names(values)
    return ReadRow(number, {} if problem else values, problem)


def _split_full_name(values: dict[str, str | date | bool]) -> None:
    """« DUPONT Marie », « DE LA TOUR Jean » : capitals are the name; otherwise the first word, with its particles."""
    text = str(values.pop(Target.FULL_NAME, "")).replace(",", " ")
    words = text.split()
    if not words:
        return
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        family, given = capitals, [word for word in words if word not in capitals]
    else:
        cut = next((place for place, word in enumerate(words) if fold(word) not in _PARTICLES), 0) + 1
        family, given = words[:cut], words[cut:]
    values.setdefault(Target.BIRTH_NAME, " ".join(family))
    values.setdefault(Target.GIVEN_NAME, " ".join(given))


def _first_of(names: str) -> str:
    return re.split(r"[ ,;]+", names.strip())[0]


def _read_birth_date(values: dict[str, str | date | bool], today: date) -> str:
    text = _TIME_TAIL.sub("", str(values.get(Target.BIRTH_DATE, "")))
    if not text:
        return "La date de naissance manque."
    try:
        values[Target.BIRTH_DATE] = parse_date(text, today)
    except UnreadableDate:
        if _IN_FIGURES.fullmatch(text.strip()):
            return f"La date de naissance «\u202f{text.strip()}\u202f» n’existe pas dans le calendrier."
        return f"La date de naissance «\u202f{text[:20]}\u202f» est illisible\u202f: il faut par exemple 14/03/1961."
    return ""


def _read_sex(values: dict[str, str | date | bool]) -> str:
    text = str(values.get(Target.SEX, ""))
    code = _SEXES.get(fold(text).replace(".", "").strip())
    if not text or code is None:
        return (
            "Le sexe manque."
            if not text
            else f"Le sexe «\u202f{text[:20]}\u202f» n’est pas reconnu\u202f: il faut M, F ou I."
        )
    values[Target.SEX] = code
    return ""


def _check_names(values: Mapping[str, str | date | bool]) -> str:
    if not values.get(Target.BIRTH_NAME):
        return "Le nom manque."
    return "" if values.get(Target.GIVEN_NAME) else "Le prénom manque."


def fingerprint(cells: Mapping[str, str]) -> str:
    """What makes a row the same row when the file comes again: SHA-256 of what was mapped, folded."""
    text = "\x1f".join(f"{name}={fold(cells[name])}" for name in sorted(cells) if name and cells[name])
    return hashlib.sha256(text.encode()).hexdigest()
