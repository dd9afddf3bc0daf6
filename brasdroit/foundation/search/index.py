"""Reading and keeping a search index: terms to numbers, numbers to candidates. Every step is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from brasdroit.foundation.bulk import insert_many
from brasdroit.foundation.search.document import DocumentTerms, token
from brasdroit.foundation.search.tables import SearchEntry, SearchSlip, SearchTerm, fts_table
from brasdroit.foundation.search.text import SLIP_MINIMUM, one_slip_apart, slip_keys
from brasdroit.foundation.tenancy.context import current_tenant_id

# ruff: noqa: S608 - the statements are made of names of our own tables; every value is bound
BATCH = 500
WIDENING = 15
"""A typed beginning stands for at most this many words of the vocabulary, the frequent ones first."""

E = TypeVar("E", bound=SearchEntry)


class SearchIndex(Generic[E]):
    """The three tables of one index, and the name of the entry's link to what it finds."""

    def __init__(self, terms: type[SearchTerm], slips: type[SearchSlip], entries: type[E], link: str) -> None:
        self.terms, self.slips, self.entries, self.link = terms, slips, entries, link

    # Keeping

    def put(
        self, objects: Mapping[UUID, DocumentTerms | None], known: dict[str, int] | None = None, *, read: bool = False
    ) -> None:
        """Add the entries of new objects (None: it is not to be found).

        `known` keeps the vocabulary between the batches of a long load; `read`: it holds all that is known already.
        """
        documents = {key: terms for key, terms in objects.items() if terms is not None}
        texts = {text for terms in documents.values() for text in terms}
        numbers = self._numbered(texts, known, read=read)
        tenant = current_tenant_id()
        rows = ((tenant, key, _tokens(terms, numbers)) for key, terms in documents.items())
        insert_many(self.entries, ("tenant", self.link, "tokens"), rows)

    def vocabulary(self, terms: DocumentTerms | None) -> dict[str, int]:
        """The known numbers of the terms of one object, to be handed to `put`."""
        return self.numbers(terms) if terms else {}

    def replace(self, key: UUID, terms: DocumentTerms | None) -> None:
        """Set the entry of one object; None: it is no longer found."""
        found = self.entries.objects.filter(**{f"{self.link}_id": key})
        if terms is None:
            found.delete()
        elif not found.update(tokens=_tokens(terms, self._numbered(terms.keys()))):
            self.put({key: terms})

    def _numbered(
        self, texts: AbstractSet[str], known: dict[str, int] | None = None, *, read: bool = False
    ) -> dict[str, int]:
        cache = known if known is not None else {}
        if not read and (unread := texts - cache.keys()):
            cache |= self.numbers(unread)
        if new := texts - cache.keys():
            cache |= self._added(new)
        return cache

    def _added(self, texts: AbstractSet[str]) -> dict[str, int]:
        # Somebody else may add the same word at the same moment: the idle update gives the loser the winner's number.
        rows = self.terms.objects.bulk_create(
            [self.terms(text=text) for text in sorted(texts)],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["tenant", "text"],
            update_fields=["text"],
        )
        numbers = {row.text: row.id for row in rows}
        self._add_slips([word for word in sorted(texts) if word[0] not in "=~#" and len(word) >= SLIP_MINIMUM], numbers)
        return numbers

    def _add_slips(self, words: Sequence[str], numbers: Mapping[str, int]) -> None:
        tenant = current_tenant_id()
        rows = ((tenant, key, numbers[word], word) for word in words for key in sorted(slip_keys(word)))
        insert_many(self.slips, ("tenant", "key", "term_id", "word"), rows)

    # Reading: statements written by hand, for building them through the ORM took longer than running them

    def numbers(self, texts: Iterable[str]) -> dict[str, int]:
        """The numbers of the terms that the vocabulary knows."""
        wanted, found = list(texts), dict[str, int]()
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            found |= dict(self._read(self.terms, "text, id", f"text IN ({_marks(part)})", part))
        return found

    def beginning_with(self, words: Sequence[str]) -> list[list[int]]:
        """For each beginning of a word, the numbers of the vocabulary's words that have it, the frequent ones first."""
        found: list[list[int]] = [[] for _ in words]
        # A range, not a LIKE: SQLite answers a LIKE without its index, and so does PostgreSQL under row-level security
        # (ADR 0007). There the operators of its pattern index compare in any collation.
        clause = "text ~>=~ %s AND text ~<~ %s" if self._postgresql else "text >= %s AND text < %s"
        part = f"SELECT * FROM (SELECT %s AS place, id FROM {self.terms._meta.db_table} WHERE tenant_id = %s AND {clause} ORDER BY id LIMIT {WIDENING}) w"
        values: list[Any] = []
        for place, word in enumerate(words):
            values += [place, self._tenant(), word, word[:-1] + chr(ord(word[-1]) + 1)]
        for place, number in self._run(" UNION ALL ".join([part] * len(words)), values) if words else ():
            found[int(place)].append(number)
        return found

    def slipped(self, words: Iterable[str]) -> dict[str, set[int]]:
        """For each word, the numbers of the vocabulary's words one typing slip away."""
        by_key: dict[str, list[str]] = {}
        for word in words:
            for key in slip_keys(word) if len(word) >= SLIP_MINIMUM else ():
                by_key.setdefault(key, []).append(word)
        keys = list(by_key)
        rows = self._read(self.slips, "key, term_id, word", f"key IN ({_marks(keys)})", keys) if keys else ()
        found: dict[str, set[int]] = {}
        for key, number, known in rows:
            for word in by_key[key]:
                if one_slip_apart(word, known):
                    found.setdefault(word, set()).add(number)
        return found

    def matching(self, groups: Sequence[Sequence[int]], limit: int, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """The columns of at most `limit` objects holding at least one token of every group, as the database gives them."""
        target: Any = self.entries._meta.get_field(self.link).related_model
        sql, values = self.keys(groups, limit)
        shown = ", ".join(f"o.{target._meta.get_field(name).column}" for name in columns)
        return self._run(
            f"SELECT {shown} FROM ({sql}) found JOIN {target._meta.db_table} o ON o.id = found.key WHERE o.tenant_id = %s",
            [*values, self._tenant()],
        )

    def keys(self, groups: Sequence[Sequence[int]], limit: int) -> tuple[str, list[Any]]:
        """The statement, and its values, whose column `key` holds the primary keys of at most `limit` such objects."""
        table, key = self.entries._meta.db_table, f"{self.link}_id"
        if self._postgresql:
            return _array_query(table, key, self._tenant(), groups, limit)
        return _fts_query(table, key, groups, limit)

    @property
    def _postgresql(self) -> bool:
        return self._connection.vendor == "postgresql"

    @property
    def _connection(self) -> BaseDatabaseWrapper:
        return connections[self.entries.objects.db]

    def _tenant(self) -> Any:
        field: Any = self.entries._meta.get_field("tenant")
        return field.get_db_prep_value(current_tenant_id(), self._connection)

    def _read(self, model: type[Model], columns: str, clause: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        sql = f"SELECT {columns} FROM {model._meta.db_table} WHERE tenant_id = %s AND {clause}"
        return self._run(sql, [self._tenant(), *values])

    def _run(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _marks(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _tokens(terms: DocumentTerms, numbers: Mapping[str, int]) -> list[int]:
    return sorted(token(numbers[text], place) for text, place in terms.items())


def _array_query(
    table: str, key: str, tenant: Any, groups: Sequence[Sequence[int]], limit: int
) -> tuple[str, list[Any]]:
    # The tenant serves a server whose array operators are not marked leakproof (docs/operations/group.md): row-level
    # security then keeps the tokens from their index, and the tenant's own entries are read through.
    single = [group[0] for group in groups if len(group) == 1]
    several = [list(group) for group in groups if len(group) > 1]
    clauses = ["tokens @> %s::integer[]"] * bool(single) + ["tokens && %s::integer[]"] * len(several)
    values: list[Any] = ([single] if single else []) + several
    sql = f"SELECT {key} AS key FROM {table} WHERE tenant_id = %s AND {' AND '.join(clauses)} LIMIT %s"
    return sql, [tenant, *values, limit]


def _fts_query(table: str, key: str, groups: Sequence[Sequence[int]], limit: int) -> tuple[str, list[Any]]:
    expression = " AND ".join("(" + " OR ".join(map(str, group)) + ")" for group in groups)
    fts = fts_table(table)
    source = f"{fts} JOIN {table} e ON e.id = {fts}.rowid"
    return f"SELECT e.{key} AS key FROM {source} WHERE {fts} MATCH %s ORDER BY {fts}.rowid DESC LIMIT %s", [
        expression,
        limit,
    ]
