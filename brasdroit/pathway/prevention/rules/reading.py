"""Reading a request: the JSON of `brasdroit prevention forecast`.

One bad dose never breaks the others: it is told in the answer. What decides for everything else and cannot be read (a list of conditions that
is none, a term in words) is refused: left out, it would change the answer without a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from brasdroit.pathway.prevention.rules.fhir import from_fhir
from brasdroit.pathway.prevention.rules.products import components_of, name_of
from brasdroit.pathway.prevention.types import PreventionFacts, RecordedDose
from brasdroit.pathway.screening.types import ResultKind, ScreeningResult

_TESTS = {
    name.lower(): name for name in ("FIT", "colonoscopy", "ct-colonography", "mammography", "cytology", "HPV", "biopsy")
}
_SHORTEST_PREGNANCY, _LONGEST_PREGNANCY = 20, 45
_YEARS = range(1890, 2300)


class UnreadableRequest(ValueError):
    """The request cannot be used; the message is one French sentence for the person who sent it."""


def read_request(document: object) -> tuple[PreventionFacts, date | None]:
    """The facts and the day of the request (None where it says none), from our own document or from FHIR R4.

    UnreadableRequest when a required part is unusable.
    """
    document = from_fhir(document)
    if not isinstance(document, Mapping):
        raise UnreadableRequest("Le patient attendu est un objet JSON.")
    born_on = _required_date(document.get("birth_date"), "birth_date")
    on = _required_date(document["on"], "on") if document.get("on") is not None else None
    sex = _sex(document)
    recorded = _list(document, "screenings")
    screenings = _screenings(recorded)
    placed = {one.index for one in screenings}
    conditions = _conditions(document)
    pregnancy = _pregnancy(document)
    facts = PreventionFacts(
        born_on=born_on,
        sex=sex,
        conditions=frozenset(conditions),
        conditions_known=document.get("conditions") is not None,
        preterm_weeks=_weeks(document, "preterm_weeks", _SHORTEST_PREGNANCY),
        pregnant=_is_pregnant(pregnancy, conditions) and sex != "M",
        weeks=_weeks(pregnancy, "gestational_weeks", 0) if isinstance(pregnancy, Mapping) else None,
        history_known=_flag(document, "history_known") is not False,
        doses=tuple(_dose(index, one) for index, one in enumerate(_list(document, "doses"))),
        screenings=screenings,
        unplaced_screenings=tuple(index for index in range(len(recorded)) if index not in placed),
        certified=frozenset(_certified(document.get("contraindications"))),
    )
    return facts, on


def read_date(value: object) -> date | None:
    """An ISO date, alone or before a time; None for anything else, and for a year nobody lives in."""
    if not isinstance(value, str):
        return None
    try:
        found = date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _required_date(value: object, name: str) -> date:
    found = read_date(value)
    if found is None:
        raise UnreadableRequest(f"La date «\u202f{name}\u202f» manque ou n’est pas une date ISO (AAAA-MM-JJ).")
    return found


def _sex(document: Mapping[str, Any]) -> str | None:
    if "sex" not in document:
        raise UnreadableRequest("Le sexe («\u202fsex\u202f»\u202f: F, M ou U) manque.")
    value = document["sex"]
    if value is not None and not isinstance(value, str):
        raise UnreadableRequest("Le sexe («\u202fsex\u202f») s’écrit F, M ou U.")
    return {"F": "F", "M": "M", "H": "M"}.get((value or "").strip().upper()[:1])


def _list(document: Mapping[str, Any], name: str) -> list[Any]:
    value = document.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise UnreadableRequest(f"«\u202f{name}\u202f» doit être une liste.")
    return value


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _conditions(document: Mapping[str, Any]) -> list[str]:
    found = _list(document, "conditions")
    if any(not isinstance(one, str) for one in found):
        raise UnreadableRequest("«\u202fconditions\u202f» doit être une liste de mots.")
    return found


def _weeks(holder: Mapping[str, Any], name: str, shortest: int) -> int | None:
    value = holder.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not shortest <= value <= _LONGEST_PREGNANCY:
        raise UnreadableRequest(
            f"«\u202f{name}\u202f» doit être un nombre de semaines d’aménorrhée, de {shortest} à {_LONGEST_PREGNANCY}."
        )
    return int(value)


def _flag(document: Mapping[str, Any], name: str) -> bool | None:
    value = document.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise UnreadableRequest(f"«\u202f{name}\u202f» doit être vrai ou faux (true, false).")


def _pregnancy(document: Mapping[str, Any]) -> object:
    """The pregnancy as an object, or only whether there is one."""
    value = document.get("pregnancy")
    if value is None or isinstance(value, bool | Mapping):
        return value
    raise UnreadableRequest(
        "«\u202fpregnancy\u202f» doit être un objet avec «\u202fgestational_weeks\u202f», ou vrai ou faux."
    )


def _is_pregnant(value: object, conditions: list[str]) -> bool:
    told = {one.strip().lower() for one in conditions}
    return (value is not None and value is not False) or not told.isdisjoint({"pregnancy", "pregnant"})


def _certified(value: object) -> list[str]:
    """Targets, or objects with a `target` that are not marked as uncertified."""
    found = _texts(value)
    for one in value if isinstance(value, list) else []:
        if isinstance(one, Mapping) and isinstance(one.get("target"), str) and one.get("certified") is not False:
            found.append(one["target"])
    return found


def _dose(index: int, value: object) -> RecordedDose:
    if not isinstance(value, Mapping):
        return RecordedDose(index, None, None)
    return RecordedDose(index, read_date(value.get("date")), components_of(value), name_of(value))


def _screenings(values: list[Any]) -> tuple[ScreeningResult, ...]:
    """Examinations with a target and a readable date; the others cannot be placed."""
    found = []
    for index, value in enumerate(values):
        on = read_date(value.get("date")) if isinstance(value, Mapping) else None
        if on is not None and isinstance(value.get("target"), str):
            found.append(ScreeningResult(value["target"].strip().lower(), on, _test(value), _result(value), index))
    return tuple(found)


def _test(value: Mapping[str, Any]) -> str | None:
    test = value.get("test")
    return _TESTS.get(test.strip().lower(), test.strip()) if isinstance(test, str) and test.strip() else None


def _result(value: Mapping[str, Any]) -> ResultKind | None:
    result = value.get("result")
    plain = result.strip().lower() if isinstance(result, str) else ""
    return ResultKind(plain) if plain in set(ResultKind) else None
