"""The INS DataMatrix: what it says, and how it is written (format v2.2.20230926, safety §1.11).

A 26-character header, then blocks of a two-character identifier and a value. GS (ASCII 29) ends a field of variable
length that is not at its maximum and is not the last. Reading it fills a form; it gives no status by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brasdroit.record.patients.rules.matricules import OIDS, matricule_fault
from brasdroit.record.patients.rules.statuses import sending_ins
from brasdroit.record.patients.rules.writing import write_name
from brasdroit.record.patients.types import Identity, NameKind, Sex

GS = "\x1d"
HEADER = "IS01" + "0" * 22
CAPTION = "INS à scanner"
"""The text to print beside the symbol."""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    length: int
    fixed: bool
    label: str
    mandatory: bool = True


_FIELDS = {
    "S1": _Field("matricule", 15, fixed=True, label="le matricule"),
    "S2": _Field("oid", 20, fixed=False, label="l’OID"),
    "S3": _Field("birth_given_names", 100, fixed=False, label="la liste des prénoms"),
    "S4": _Field("birth_name", 100, fixed=False, label="le nom de naissance"),
    "S5": _Field("sex", 1, fixed=True, label="le sexe"),
    "S6": _Field("birth_date", 10, fixed=True, label="la date de naissance"),
    "S7": _Field("birth_place", 5, fixed=True, label="le lieu de naissance", mandatory=False),
}
_NEXT_FIELD = re.compile(r"S[1-7]")
_DATE = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
_PLACE = re.compile(r"[0-9][0-9AB][0-9]{3}")


@dataclass(frozen=True, slots=True)
class InsScan:
    """What a symbol says, as written in it; None = absent or unreadable. `problems` are French sentences."""

    matricule: str | None = None
    oid: str | None = None
    birth_name: str | None = None
    birth_given_names: str | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    birth_place: str | None = None
    problems: tuple[str, ...] = ()


class DataMatrixRefused(ValueError):
    """This identity cannot be written as an INS DataMatrix; the message is one French sentence."""


def is_ins_payload(payload: str) -> bool:
    """Whether a scanned text looks like an INS DataMatrix."""
    return payload.lstrip("\r\n\t ").startswith("IS01")


def parse_datamatrix(payload: str) -> InsScan:
    """Read a payload, its fields in any order; never raises. A lost GS is recovered where the text allows it."""
    text = payload.strip("\r\n\t ")
    if not text.startswith(HEADER):
        return InsScan(problems=("Le code lu n’est pas un DataMatrix INS\u202f: son en-tête est absent.",))
    values: dict[str, str] = {}
    problems: list[str] = []
    for key, value, problem in _blocks(text[len(HEADER) :]):
        problems += [problem] if problem else []
        if key in values and values[key] != value:
            problems.append(f"Le code donne deux fois {_FIELDS[key].label}.")
        elif key:
            values[key] = value
    problems += [
        f"Le code ne contient pas {item.label}."
        for key, item in _FIELDS.items()
        if item.mandatory and not values.get(key)
    ]
    return _scan(values, problems)


def build_datamatrix(identity: Identity) -> str:
    """The payload of a qualified identity; DataMatrixRefused when it is not, or cannot be encoded."""
    permission = sending_ins(identity.status)
    if not permission.allowed or identity.ins is None:
        raise DataMatrixRefused("Seule une identité qualifiée, avec son INS, peut être imprimée en DataMatrix.")
    traits = identity.traits
    if traits.sex is Sex.INDETERMINATE:
        raise DataMatrixRefused("Le DataMatrix INS n’admet que les sexes masculin et féminin.")
    values = {
        "S1": identity.ins.matricule,
        "S2": identity.ins.oid,
        "S3": _written(traits.birth_given_names or traits.first_birth_given_name, NameKind.GIVEN),
        "S4": _written(traits.birth_name, NameKind.FAMILY),
        "S5": traits.sex.value,
        "S6": f"{traits.birth_date.value:%d-%m}-{traits.birth_date.value.year:04d}",
        "S7": traits.birth_place or "",
    }
    return _checked(HEADER + _joined({key: value for key, value in values.items() if value}))


def _blocks(text: str) -> Iterator[tuple[str, str, str | None]]:
    """The (identifier, value, problem) blocks of the text after the header."""
    while text:
        if text[0] == GS:
            text = text[1:]
            yield "", "", "Un séparateur figure là où il n’en faut pas."
            continue
        key, text = text[:2], text[2:]
        if key not in _FIELDS:
            text = text.partition(GS)[2]
            yield "", "", f"Le champ «\u202f{key}\u202f» est inconnu."
            continue
        value, text, problem = _value(_FIELDS[key], text)
        yield key, value, problem


def _value(item: _Field, text: str) -> tuple[str, str, str | None]:
    """The value of one field, the text after it and its separator, and a problem."""
    if item.fixed:
        value, rest = text[: item.length], text[item.length :]
        short = f"Il manque des caractères pour {item.label}." if len(value) < item.length else None
        return value, rest, short
    value, found, _ = text[: item.length + 1].partition(GS)
    if found:
        return value, text[len(value) + 1 :], None
    if glued := _NEXT_FIELD.search(text[: item.length + 2]):
        lost = glued.start() < item.length
        problem = f"Il manque un séparateur après {item.label}." if lost else None
        return text[: glued.start()], text[glued.start() :], problem
    value = text[: item.length]
    return value, text[item.length :], None


def _scan(values: dict[str, str], problems: list[str]) -> InsScan:
    matricule, oid = values.get("S1"), values.get("S2")
    given, family = values.get("S3"), values.get("S4")
    if matricule and (fault := matricule_fault(matricule)):
        problems.append(fault)
    if oid and oid not in OIDS:
        problems.append(f"L’OID «\u202f{oid}\u202f» n’est pas celui d’une autorité INS.")
    problems += _name_problems(given, NameKind.GIVEN) + _name_problems(family, NameKind.FAMILY)
    sex, birth = _sex(values.get("S5"), problems), _birth_date(values.get("S6"), problems)
    place = values.get("S7")
    if place and not _PLACE.fullmatch(place):
        problems.append(f"Le lieu de naissance «\u202f{place}\u202f» n’est pas un code INSEE.")
    return InsScan(matricule, oid, family, given, sex, birth, place, tuple(problems))


def _name_problems(name: str | None, kind: NameKind) -> list[str]:
    if not name:
        return []
    written = write_name(name, kind)
    if written.problem:
        return [written.problem]
    same = written.value == name
    return [] if same else [f"«\u202f{name}\u202f» devrait être écrit en majuscules sans accent."]


def _sex(code: str | None, problems: list[str]) -> Sex | None:
    if code in (Sex.MALE, Sex.FEMALE):
        return Sex(code)
    if code:
        problems.append(f"Le sexe «\u202f{code}\u202f» n’est ni M ni F.")
    return None


def _birth_date(text: str | None, problems: list[str]) -> date | None:
    if not text:
        return None
    try:
        day, month, year = map(int, _DATE.fullmatch(text).groups())  # type: ignore[union-attr]
        return date(year, month, day)
    except (AttributeError, ValueError):
        problems.append(f"La date de naissance «\u202f{text}\u202f» n’est pas une date JJ-MM-AAAA.")
        return None


def _written(name: str, kind: NameKind) -> str:
    written = write_name(name, kind)
    if written.problem:
        raise DataMatrixRefused(written.problem)
    return written.value


def _joined(values: dict[str, str]) -> str:
    last = next(reversed(values))
    return "".join(
        f"{key}{value}{GS if _needs_separator(key, value) and key != last else ''}" for key, value in values.items()
    )


def _needs_separator(key: str, value: str) -> bool:
    return not _FIELDS[key].fixed and len(value) < _FIELDS[key].length


def _checked(payload: str) -> str:
    if problems := parse_datamatrix(payload).problems:
        raise DataMatrixRefused(problems[0])
    return payload
