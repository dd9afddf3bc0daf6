"""Vaccines by NUVA code, CIP13, CVX, ATC or name, with what they contain for our schedules.

Codes and alignments come from NUVA (International Vaccine Codes Initiative, CC BY 4.0).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_FIELDS = 6


@dataclass(frozen=True, slots=True)
class Product:
    """A vaccine; `components` is empty for those outside our schedules (typhoid, rabies …)."""

    nuva: str
    name: str
    components: tuple[str, ...]
    cip13: tuple[str, ...] = ()
    cvx: tuple[str, ...] = ()
    atc: tuple[str, ...] = ()


def find_product(kind: str, code: str) -> Product | None:
    """The vaccine of a code; `kind` is nuva, cip13, cvx or atc. None: unknown code."""
    return _index(kind).get(_code(kind, code))


def find_products_by_name(name: str) -> tuple[Product, ...]:
    """The vaccine named so; else those whose name begins so, spaces or not; else those of the same first word; empty: none."""
    wanted = _plain(name)
    joined = wanted.replace(" ", "")
    if not joined:
        return ()
    if exact := _names().get(wanted) or _common_names().get(wanted) or _joined_names().get(joined):
        return (exact,)
    begun = tuple(product for plain, product in _joined_names().items() if plain.startswith(joined))
    return begun or tuple(product for plain, product in _names().items() if plain.split(" ")[0] == wanted.split(" ")[0])


@lru_cache(maxsize=1)
def every_name() -> tuple[str, ...]:
    """The names to choose from: usual ones, then brands, in alphabetical order."""
    return (*sorted(_COMMON), *sorted({product.name for product in _products()}))


@lru_cache(maxsize=1)
def _products() -> tuple[Product, ...]:
    text = files(__package__).joinpath("products.txt").read_text(encoding="utf-8")
    return tuple(_product(line) for line in text.splitlines() if line and not line.startswith("#"))


def _product(line: str) -> Product:
    parts = line.split("|")
    if len(parts) != _FIELDS:
        raise ValueError(f"not a product: {line}")
    nuva, name, *lists = parts
    components, cip13, cvx, atc = (tuple(found.split()) for found in lists)
    return Product(nuva, name, components, cip13, cvx, atc)


@lru_cache(maxsize=4)
def _index(kind: str) -> Mapping[str, Product]:
    found: dict[str, Product] = {}
    for product in _products():
        codes = (product.nuva,) if kind == "nuva" else getattr(product, kind)
        for code in codes:
            found.setdefault(_code(kind, code), product)
    return found


def _code(kind: str, code: str) -> str:
    plain = re.sub(r"\s", "", code).upper()
    if kind == "cvx":
        return plain.removeprefix("CVX-").lstrip("0") or "0"
    return plain.removeprefix(f"{kind.upper()}-")


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Product]:
    return {_plain(product.name): product for product in reversed(_products())}


@lru_cache(maxsize=1)
def _joined_names() -> Mapping[str, Product]:
    return {plain.replace(" ", ""): product for plain, product in (*_names().items(), *_common_names().items())}


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^A-Z0-9,]+", " ", folded.upper().replace("-", "")).split())


@lru_cache(maxsize=1)
def _common_names() -> Mapping[str, Product]:
    """What a health booklet says when it names no brand."""
    return {_plain(name): Product("", name, tuple(components.split())) for name, components in _COMMON.items()}


_COMMON = {
    "DTP": "DTP", "DTPolio": "DTP", "DT Polio": "DTP-full", "dTP": "DTP", "DTCP": "DTP C", "DTCaP": "DTP C", "dTcaP": "DTP C",
    "DTC Polio": "DTP C", "Pentavalent": "DTP C Hib", "Hexavalent": "DTP C Hib HB", "ROR": "MMR", "MMR": "MMR", "BCG": "BCG",
    "Hépatite B": "HB", "VHB": "HB", "Hépatite A": "HEPA", "Pneumocoque conjugué": "PCV", "Méningocoque B": "MENB",
    "Méningocoque C": "MENC", "Méningocoque ACWY": "ACWY", "Rotavirus": "ROTA", "HPV": "HPV", "Papillomavirus": "HPV",
    "ROR VAX": "MMR", "Trimovax": "MMR", "Rouvax": "MMR-part", "Rudivax": "MMR-part", "DTCoq": "DT-full wP", "Pentacoq": "DTP-full wP Hib",
    "Pent-HIBest": "DTP-full wP Hib", "GenHevac B": "HB20", "Menjugate": "MENC", "Synflorix": "PCV10", "Monovax": "BCG",
    "Varicelle": "VAR", "Zona": "ZONA", "Grippe": "FLU", "Covid": "COVID", "Covid 19": "COVID", "Fièvre jaune": "YF", "Hib": "Hib",
}  # fmt: skip
