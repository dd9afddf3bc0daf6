"""What a GS1 DataMatrix (or GS1-128, or a bare EAN-13) on a box says: article, lot, expiry, serial number.

Standard: GS1 General Specifications, application identifiers 01, 10, 17, 21 and 711 (reference: admin-interop §4.1).
biip reads the message; when one of its elements is unreadable, what can still be read is kept and the rest is told.
The serial number identifies one box: store it only where it is needed.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date

import biip
from biip.gs1_element_strings import GS1ElementString
from biip.gs1_messages import GS1Message
from stdnum import ean

from brasdroit.foundation.codes.checks import CodeKind, check

GS = "\x1d"
_SYMBOLOGY = re.compile(r"^\](?:d2|C1|Q3|e0|d1|E0|J1)")
_SALVAGE = re.compile(
    r"01(?P<gtin>[0-9]{14})|17(?P<expiry>[0-9]{6})|(?:10(?P<lot>[^\x1d]+)|21(?P<serial>[^\x1d]+))(?:\x1d|$)|\x1d"
)


@dataclass(frozen=True, slots=True)
class Gs1Scan:
    """What was read; a field is None when the symbol does not carry it. `problems` are French sentences."""

    gtin: str | None = None
    cip13: str | None = None
    lot: str | None = None
    expiry: date | None = None
    serial: str | None = None
    problems: tuple[str, ...] = field(default=())


_NOTHING = Gs1Scan(problems=("Le code lu n’est pas un code GS1.",))


def parse_gs1(payload: str) -> Gs1Scan:
    """Read an element string, with or without its symbology identifier (``]d2``…); never raises.

    Variable elements end with GS (ASCII 29). A readable form with brackets, « (01)…(17)… », is accepted. A day of
    expiry 00 means the last day of the month. A GTIN with a wrong check digit is given back with a problem.
    """
    text = _SYMBOLOGY.sub("", payload.strip(" \r\n\t")).strip(GS)
    if not text:
        return _NOTHING
    if re.fullmatch(r"[0-9]{13,14}", text):
        return _with_article(Gs1Scan(), text.zfill(14))
    try:
        message = GS1Message.parse_hri(text) if text.startswith("(") else GS1Message.parse(text)
    except biip.ParseError:
        return _salvaged(text)
    return _from_elements(message.element_strings)


def _from_elements(elements: list[GS1ElementString]) -> Gs1Scan:
    found = {element.ai.ai: element for element in reversed(elements)}
    scan = Gs1Scan(
        lot=found["10"].value if "10" in found else None,
        serial=found["21"].value if "21" in found else None,
        expiry=found["17"].date if "17" in found else None,
    )
    scan = _with_article(scan, found["01"].value if "01" in found else None)
    if scan.cip13 is None and "711" in found and check(CodeKind.CIP13, found["711"].value).valid:
        scan = replace(scan, cip13=found["711"].value)
    return _told(scan, *_repeated(elements))


def _repeated(elements: list[GS1ElementString]) -> list[str]:
    values: dict[str, set[str]] = {}
    for element in elements:
        values.setdefault(element.ai.ai, set()).add(element.value)
    return [
        f"L’élément ({ai}) figure deux fois avec des valeurs différentes." for ai, v in values.items() if len(v) > 1
    ]


def _with_article(scan: Gs1Scan, gtin: str | None) -> Gs1Scan:
    if gtin is None:
        return _told(scan, "Le code ne contient pas l’identifiant de l’article (01).")
    if not ean.is_valid(gtin):
        return _told(replace(scan, gtin=gtin), "La clé de contrôle de l’identifiant de l’article est fausse.")
    cip13 = gtin[1:] if gtin[0] == "0" and check(CodeKind.CIP13, gtin[1:]).valid else None
    return replace(scan, gtin=gtin, cip13=cip13)


def _salvaged(text: str) -> Gs1Scan:
    found: dict[str, str] = {}
    position = 0
    while (match := _SALVAGE.match(text, position)) and match.end() > position:
        found |= {name: value for name, value in match.groupdict().items() if value is not None}
        position = match.end()
    if not found:
        return _NOTHING
    scan = Gs1Scan(lot=found.get("lot"), serial=found.get("serial"))
    return _told(
        _with_expiry(_with_article(scan, found.get("gtin")), found.get("expiry")), *_unread(text[position:], scan)
    )


def _with_expiry(scan: Gs1Scan, digits: str | None) -> Gs1Scan:
    if digits is None:
        return scan
    year, month, day = 2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])
    try:
        return replace(scan, expiry=date(year, month, day or monthrange(year, month)[1]))
    except ValueError:
        return _told(scan, f"La date de péremption «\u202f{digits}\u202f» est impossible.")


def _unread(rest: str, scan: Gs1Scan) -> list[str]:
    problems = [f"La fin du code n’a pas pu être lue\u202f: «\u202f{rest}\u202f»."] if rest else []
    too_long = [value for value in (scan.lot, scan.serial) if value and len(value) > 20]
    return problems + [
        f"«\u202f{v}\u202f» dépasse 20 caractères\u202f: un séparateur manque sans doute." for v in too_long
    ]


def _told(scan: Gs1Scan, *problems: str) -> Gs1Scan:
    return replace(scan, problems=scan.problems + problems)
