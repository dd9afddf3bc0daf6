"""Typed reading of one JSON document: every refusal is one French sentence that names the place."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from brasdroit.cli.output import UnusableInput

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_LONGEST_NAME = 80


def read_document(path: Path) -> Node:
    """The object the file holds; raises UnusableInput for anything else, a key given twice and NaN included."""
    try:
        value = json.loads(path.read_text("utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant)
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"Le fichier {path} est introuvable ou n’est pas du texte UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise UnusableInput(f"Le fichier {path} n’est pas un document JSON lisible.") from error
    document = Node(value, "Le document")
    if not isinstance(value, dict):
        document.refuse("un objet JSON est attendu")
    return document


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnusableInput("Le document nomme deux fois le même champ\u202f: gardez-en un seul.")
    return found


def _constant(name: str) -> NoReturn:
    raise UnusableInput(f"Le document contient {name}, qui n’est pas un nombre.")


class Node:
    """A value of the document and where it stands, for the sentence that refuses it."""

    def __init__(self, value: Any, where: str) -> None:
        self.value, self.where = value, where

    @property
    def empty(self) -> bool:
        """Nothing was given."""
        return self.value is None

    def refuse(self, expected: str) -> NoReturn:
        """Raises UnusableInput: « Le bloc 1 : … »."""
        raise UnusableInput(f"{self.where}\u202f: {expected}.")

    def get(self, key: str, where: str = "") -> Node:
        """The value under `key` of an object, empty when it is not there."""
        return Node(self.mapping().get(key), where or f"Le champ «\u202f{key}\u202f»")

    def mapping(self) -> Mapping[str, Any]:
        """The value as an object; an empty one when nothing was given."""
        if self.value is not None and not isinstance(self.value, dict):
            self.refuse("un objet JSON est attendu")
        return self.value or {}

    def items(self, kind: str) -> list[tuple[str, Node]]:
        """The entries of an object, each named « Le bloc 1 »; names must be readable and short."""
        found = [(key, Node(value, f"{kind} {key}")) for key, value in self.mapping().items()]
        for key, _ in found:
            if not key.isprintable() or not 0 < len(key.strip()) <= _LONGEST_NAME:
                self.refuse("un nom est vide, trop long ou illisible")
        return found

    def list(self) -> list[Node]:
        """The value as a list of nodes; an empty one when nothing was given."""
        if self.value is not None and not isinstance(self.value, list):
            self.refuse("une liste est attendue")
        return [Node(item, self.where) for item in self.value or []]

    def one_of(self, allowed: Collection[str]) -> str:
        """The value as one of the texts allowed."""
        if not isinstance(self.value, str) or self.value not in allowed:
            self.refuse(f"une de ces valeurs est attendue\u202f: {', '.join(allowed)}")
        return self.value

    def text(self) -> str:
        """The value as a short readable text."""
        if not isinstance(self.value, str) or not self.value.isprintable() or len(self.value) > _LONGEST_NAME:
            self.refuse("un texte court est attendu")
        return self.value

    def day(self) -> date:
        """The value as a calendar day, AAAA-MM-JJ."""
        if isinstance(self.value, str) and _ISO.fullmatch(self.value):
            try:
                day = date.fromisoformat(self.value)
            except ValueError:
                self.refuse("cette date n’existe pas dans le calendrier")
            if _FIRST_YEAR <= day.year <= _LAST_YEAR:
                return day
        return self.refuse("une date AAAA-MM-JJ est attendue")

    def optional_day(self) -> date | None:
        """The value as a day, or None when nothing was given."""
        return None if self.empty else self.day()

    def boolean(self) -> bool | None:
        """The value as true or false, or None when nothing was given."""
        if self.value is not None and not isinstance(self.value, bool):
            self.refuse("vrai ou faux (true, false) est attendu")
        return self.value

    def number(self, highest: float) -> float | None:
        """The value as a number from 0 to `highest`, or None when nothing was given."""
        if self.value is None:
            return None
        if isinstance(self.value, bool) or not isinstance(self.value, int | float) or not 0 <= self.value <= highest:
            self.refuse(f"un nombre de 0 à {highest:g} est attendu")
        return self.value
