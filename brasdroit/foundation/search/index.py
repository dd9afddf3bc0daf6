"""Reading and keeping a search index: terms to numbers, numbers to candidates. Every step is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections, models
from django.db.models.expressions import RawSQL

from brasdroit.foundation.search.document import DocumentTerms
from brasdroit.foundation.search.tables import SearchEntry, SearchSlip, SearchTerm, fts_table
from brasdroit.foundation.search.text import SLIP_MINIMUM, one_slip_apart, slip_keys

BATCH = 500
WIDENING = 60
"""A typed beginning stands for at most this many words of the vocabulary, the frequent ones first."""

E = TypeVar("E", bound=SearchEntry)


class SearchIndex(Generic[E]):
    """The three tables of one index, and the name of the entry's link to what it finds."""

    def __init__(self, terms: type[SearchTerm], slips: type[SearchSlip], entries: type[E], link: str) -> None:
        self.terms, self.slips, self.entries, self.link = terms, slips, entries, link

    # Keeping

    def put(self, documents: Mapping[UUID, DocumentTerms], known: dict[str, int] | None = None) -> None:
        """Add the entries of new objects. `known` keeps the vocabulary between the batches of a long load."""
        numbers = self._numbered(
            {text for terms in documents.values() for text in terms.principal | terms.secondary}, known
        )
        attribute = f"{self.link}_id"
        rows = [self.entries(**{attribute: key, "tokens": _tokens(terms, numbers)}) for key, terms in documents.items()]
        self.entries.objects.bulk_create(rows, batch_size=BATCH)

    def replace(self, key: UUID, terms: DocumentTerms | None) -> None:
        """Set the entry of one object; None: it is no longer found."""
        found = self.entries.objects.filter(**{f"{self.link}_id": key})
        if terms is None:
            found.delete()
        elif not found.update(tokens=_tokens(terms, self._numbered(terms.principal | terms.secondary, None))):
            self.put({key: terms})

    def _numbered(self, texts: set[str] | frozenset[str], known: dict[str, int] | None) -> dict[str, int]:
        cache = known if known is not None else {}
        if unread := texts - cache.keys():
            cache |= self.numbers(unread)
            if new := texts - cache.keys():
                cache |= self._added(new)
        return cache

    def _added(self, texts: set[str]) -> dict[str, int]:
        # Somebody else may add the same word at the same moment: the loser reads the winner's number.
        rows = [self.terms(text=text) for text in sorted(texts)]
        self.terms.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
        numbers = self.numbers(texts)
        words = [text for text in sorted(texts) if text[0] not in "=~#" and len(text) >= SLIP_MINIMUM]
        slips = [self.slips(key=key, term_id=numbers[word], word=word) for word in words for key in slip_keys(word)]
        self.slips.objects.bulk_create(slips, batch_size=BATCH)
        return numbers

    # Reading

    def numbers(self, texts: Iterable[str]) -> dict[str, int]:
        """The numbers of the terms that the vocabulary knows."""
        wanted, found = list(texts), dict[str, int]()
        for start in range(0, len(wanted), BATCH):
            rows = self.terms.objects.filter(text__in=wanted[start : start + BATCH])
            found |= dict(rows.values_list("text", "id"))
        return found

    def beginning_with(self, word: str) -> list[int]:
        """The numbers of the words that begin with `word`, the frequent ones first."""
        return list(
            self.terms.objects.filter(_begins(word, self.terms.objects.db))
            .order_by("id")
            .values_list("id", flat=True)[:WIDENING]
        )

    def slipped(self, words: Iterable[str]) -> dict[str, set[int]]:
        """For each word, the numbers of the vocabulary's words one typing slip away."""
        by_key: dict[str, list[str]] = {}
        for word in words:
            for key in slip_keys(word) if len(word) >= SLIP_MINIMUM else ():
                by_key.setdefault(key, []).append(word)
        found: dict[str, set[int]] = {}
        rows = self.slips.objects.filter(key__in=by_key).values_list("key", "term_id", "word") if by_key else ()
        for key, number, known in rows:
            for word in by_key[key]:
                if one_slip_apart(word, known):
                    found.setdefault(word, set()).add(number)
        return found

    def candidates(self, groups: Sequence[Sequence[int]], limit: int) -> RawSQL:
        """The numbers of entries holding at least one token of every group, as a sub-query; at most `limit`."""
        vendor = connections[self.entries.objects.db].vendor
        build = _array_query if vendor == "postgresql" else _fts_query
        sql, parameters = build(self.entries._meta.db_table, groups, limit)
        return RawSQL(sql, parameters)  # noqa: S611 - text of our own, numbers bound


def _tokens(terms: DocumentTerms, numbers: Mapping[str, int]) -> list[int]:
    return sorted([2 * numbers[text] for text in terms.principal] + [2 * numbers[text] + 1 for text in terms.secondary])


def _begins(word: str, database: str) -> models.Q:
    # SQLite answers a range from the index but not a LIKE; PostgreSQL's pattern index answers a LIKE in any collation.
    if connections[database].vendor == "postgresql":
        return models.Q(text__startswith=word)
    return models.Q(text__gte=word, text__lt=word[:-1] + chr(ord(word[-1]) + 1))


def _array_query(table: str, groups: Sequence[Sequence[int]], limit: int) -> tuple[str, list[Any]]:
    single = [group[0] for group in groups if len(group) == 1]
    several = [list(group) for group in groups if len(group) > 1]
    clauses = ["tokens @> %s::integer[]"] * bool(single) + ["tokens && %s::integer[]"] * len(several)
    values: list[Any] = ([single] if single else []) + several
    return f"SELECT id FROM {table} WHERE {' AND '.join(clauses)} LIMIT %s", [*values, limit]  # noqa: S608


def _fts_query(table: str, groups: Sequence[Sequence[int]], limit: int) -> tuple[str, list[Any]]:
    expression = " AND ".join("(" + " OR ".join(map(str, group)) + ")" for group in groups)
    fts = fts_table(table)
    return f"SELECT rowid FROM {fts} WHERE {fts} MATCH %s ORDER BY rowid DESC LIMIT %s", [expression, limit]  # noqa: S608
