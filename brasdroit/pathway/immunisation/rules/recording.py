"""What a vaccination must be to enter the record; nothing here judges its place in the schedule."""

from __future__ import annotations

import re
from datetime import date

from brasdroit.foundation.clock.dates import parse_partial_date
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.pathway.immunisation.types.record import DoseFacts, Named
from brasdroit.reference.immunisation import find_product, find_products_by_name

_CIP13 = re.compile(r"[0-9]{13}")


def refusals(facts: DoseFacts, born_on: date, today: date) -> dict[str, str]:
    """Field -> French sentence for what cannot be recorded; empty when the dose can be.

    `today` is the last day accepted. A lot past its expiry on the day given is refused until confirmed.
    """
    found = {"product": _no_product(facts), "given": _when(facts, born_on, today), "expires_on": _expired(facts)}
    return {field: sentence for field, sentence in found.items() if sentence}


def identify(product: str) -> Named:
    """The vaccine of a CIP13, a brand or a usual name; an unknown one keeps the name it was given."""
    text = " ".join(product.split())
    digits = re.sub(r"\s", "", text)
    if _CIP13.fullmatch(digits):
        known = find_product("cip13", digits)
        return Named(known.name if known else text, known.nuva if known else "", digits)
    found = find_products_by_name(text)
    return Named(found[0].name if len(found) == 1 and found[0].nuva else text, _only_code(text))


def partial_year(text: str) -> int | None:
    """The year of a date known in part; None when it says none."""
    found = parse_partial_date(text)
    return found.year if found else None


def written_partial(text: str) -> str:
    """A date known in part as it is kept: « 2011 » or « 03/2011 »; blank when it says no year."""
    found = parse_partial_date(text)
    if found is None or found.year is None:
        return ""
    return f"{found.month:02d}/{found.year}" if found.month else str(found.year)


def _only_code(text: str) -> str:
    found = find_products_by_name(text)
    return found[0].nuva if len(found) == 1 else ""


def _no_product(facts: DoseFacts) -> str:
    return "" if facts.product.strip() else "Indiquez le vaccin\u202f: marque, ou maladies visées (ROR, DTP…)."


def _when(facts: DoseFacts, born_on: date, today: date) -> str:
    first, last = _span(facts)
    if first is None or last is None:
        return "Indiquez la date, même incomplète (2011, mars 2011)."
    if first > today:
        return "Cette date est dans l’avenir."
    return "Cette date précède la naissance." if last < born_on else ""


def _span(facts: DoseFacts) -> tuple[date | None, date | None]:
    """The first and the last day that the date can mean."""
    if facts.given_on:
        return facts.given_on, facts.given_on
    year = partial_year(facts.given_text)
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def _expired(facts: DoseFacts) -> str:
    if not facts.given_on or not facts.expires_on or facts.expires_on >= facts.given_on or facts.expiry_confirmed:
        return ""
    return (
        f"Ce lot était périmé ce jour-là (le {numeric_date(facts.expires_on)})\u202f: vérifiez la boîte, ou confirmez."
    )
