"""Reading a list to be searched for duplicates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.tables.reading import open_table
from brasdroit.record.identity_matching.rules.columns import ID, read_columns, read_entry
from brasdroit.record.identity_matching.types import Entry


def read_entries(path: Path, today: date) -> list[Entry]:
    """The records of a CSV or XLSX list; `today` places two-digit years.

    Raises Invalid, in one French sentence, for what is no table, for a list without a column of identifiers, without a
    name or a birth date, without a row, and for an identifier that is missing or met twice.
    """
    table = open_table(path)
    columns = read_columns(table.headers)
    if ID not in columns:
        raise Invalid("Ce fichier n’a pas de colonne «\u202fid\u202f» qui nomme chaque fiche.", code="no_id")
    if len(columns) < 3:
        raise Invalid(
            "Ce fichier n’a pas assez de colonnes reconnues\u202f: il faut au moins un nom et une date de naissance.",
            code="no_columns",
        )
    entries = [read_entry(cells, columns, today) for _, cells in table.rows()]
    _check(entries)
    return entries


def _check(entries: list[Entry]) -> None:
    if not entries:
        raise Invalid("Ce fichier n’a que des en-têtes\u202f: aucune fiche à comparer.", code="no_row")
    seen = set[str]()
    for each in entries:
        if not each.id:
            raise Invalid("Une fiche du fichier n’a pas d’identifiant.", code="id_missing")
        if each.id in seen:
            raise Invalid(f"L’identifiant «\u202f{each.id[:40]}\u202f» désigne plusieurs fiches.", code="id_twice")
        seen.add(each.id)
