"""From what a record says of a vaccine (code, brand, valences) to the components the schedule counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brasdroit.reference.immunisation import Product, find_product, find_products_by_name

_CODES = ("nuva", "cip13", "cvx", "atc")
_GTIN_LENGTH = 14
_FAMILIES = ("HB", "HEPA", "PCV", "HPV", "ACWY", "MENB", "ROTA", "DTP")


def components_of(dose: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The components of a dose given by `nuva`, `cip13` (or GTIN), `cvx`, `atc`, `brand`, or its list of `valences`.

    Empty: a known vaccine outside the schedule. None: nothing that can be recognised.
    """
    for kind in _CODES:
        product = find_product(kind, _code(kind, dose[kind])) if dose.get(kind) is not None else None
        if product is not None:
            return product.components
    if isinstance(dose.get("brand"), str) and (found := find_products_by_name(dose["brand"])):
        return _shared(found)
    return _valences(dose.get("valences"))


def name_of(dose: Mapping[str, Any]) -> str:
    """How the record names the vaccine."""
    named = (dose.get(key) for key in ("brand", *_CODES))
    return next((str(value) for value in named if value is not None), "")


def _code(kind: str, value: object) -> str:
    text = str(value)
    return text.removeprefix("0") if kind == "cip13" and len(text) == _GTIN_LENGTH else text


def _shared(products: tuple[Product, ...]) -> tuple[str, ...] | None:
    """What all the vaccines of one name hold: the component, or its family where the strengths differ."""
    lists = {product.components for product in products}
    if len(lists) == 1:
        return products[0].components
    families = {tuple(_family(name) for name in found) for found in lists}
    return families.pop() if len(families) == 1 else None


def _family(component: str) -> str:
    return next((family for family in _FAMILIES if component.startswith(family)), component)


def _valences(value: object) -> tuple[str, ...] | None:
    """Components by our own words, or usual words (« DTCaP », « ROR »)."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value) or not value:
        return None
    found: list[str] = []
    for one in value:
        named = find_products_by_name(one)
        components = named[0].components if named else (one,)
        found += components
    return tuple(dict.fromkeys(found))
