"""Finding a patient by what was typed anywhere (ADR 0004).

At most eight statements: one for the vocabulary, one for the beginnings of words, one for slips, five for candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.codes.phones import phone_e164
from brasdroit.foundation.permissions import require
from brasdroit.foundation.search.document import START_LENGTH, Place, partial_date_terms, sound_term, start_term, token
from brasdroit.foundation.search.query import SearchQuery, parse_query
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import PATIENT_INDEX, Patient
from brasdroit.record.patients.permissions import READ
from brasdroit.record.patients.selectors.hits import COLUMNS, PatientHit, Row, best_hits, read_rows

SHOWN = 20
_CANDIDATES = 60
_BY_COLUMN = 400
_POOR = 3
_MOST_WORDS = 6
_MOST_WIDENED = 3
_LONGEST_INPUT = 200
_SHORTEST_PHONE = 4
_FRENCH_COUNTRIES = ("33", "262", "590", "594", "596")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found, best first. `more`: others fit too. `problem`: one French sentence about the input, or blank."""

    hits: tuple[PatientHit, ...]
    more: bool = False
    problem: str = ""
    empty_query: bool = False


def search_patients(actor: Actor, text: str, today: date, *, near: bool = False) -> SearchResult:
    """The patients that `text` may mean. `near`: names of like sound or spelling also when exact ones are found."""
    require(actor, READ)
    query = parse_query(text[:_LONGEST_INPUT].replace("\x00", " "), today)
    if query.empty:
        return SearchResult((), problem=query.problem or "", empty_query=True)
    with tenant_scope(actor.tenant_id):
        hits = _by_column(query) if _has_column(query) else _WordSearch(query, near=near).run()
    return SearchResult(tuple(hits[:SHOWN]), len(hits) > SHOWN, query.problem or "")


def _has_column(query: SearchQuery) -> bool:
    return bool(query.birth_date or query.phone or query.ins or query.email or query.digits)


def _by_column(query: SearchQuery) -> list[PatientHit]:
    rows = Patient.objects.filter(_column_filter(query), active=True)
    hits = best_hits(read_rows(rows, _BY_COLUMN), query.words, _BY_COLUMN if query.birth_partial else SHOWN + 1)
    if query.birth_partial:
        hits = [hit for hit in hits if query.birth_partial.matches(hit.birth_date)]
    return hits


def _column_filter(query: SearchQuery) -> Q:
    found = Q()
    if query.birth_date:
        found &= Q(birth_date=query.birth_date)
    if query.phone:
        found &= Q(phone=query.phone) | Q(phone_other=query.phone)
    if query.email:
        found &= Q(email__iexact=query.email) if query.email != query.email.lower() else Q(email=query.email)
    if query.ins:
        found &= _ins(query.ins)
    if query.digits:
        found &= _beginning_of_phone(query.digits)
    return found


def _ins(number: str) -> Q:
    """The matricule with its key, or its first 13 characters; former matricules are recognised too."""
    low, high = (number, number) if len(number) == 15 else (f"{number}00", f"{number}99")
    former = Patient.objects.filter(former_ins__matricule__range=(low, high)).values("id")
    return Q(ins_matricule__range=(low, high)) | Q(id__in=former)


def _beginning_of_phone(digits: str) -> Q:
    if len(digits) < _SHORTEST_PHONE:
        return Q(pk=None)
    if whole := phone_e164(digits):
        return Q(phone=whole) | Q(phone_other=whole)
    found = Q()
    for country in _FRENCH_COUNTRIES:
        low = f"+{country}{digits.removeprefix('0')}"
        high = f"{low[:-1]}{chr(ord(low[-1]) + 1)}"
        found |= Q(phone__gte=low, phone__lt=high) | Q(phone_other__gte=low, phone_other__lt=high)
    return found


class _WordSearch:
    """Names, with or without a part of the birth date: exact words, then beginnings, then sounds and slips."""

    def __init__(self, query: SearchQuery, *, near: bool) -> None:
        self.words = query.words[:_MOST_WORDS]
        self.near = near
        self.dates = partial_date_terms(query.birth_partial) if query.birth_partial else ()
        self.joined = tuple(a + b for a, b in zip(self.words, self.words[1:], strict=False))
        self.numbers = PATIENT_INDEX.numbers({*self.words, *self.joined, *self.dates, *self._starts(), *self._sounds()})
        self.found: dict[object, Row] = {}

    def run(self) -> list[PatientHit]:
        """The hits, best first."""
        if any(term not in self.numbers for term in self.dates):
            return []
        known = [self.numbers[word] for word in self.words if word in self.numbers]
        if len(self.words) == 1:
            self._look([[token(number, Place.FAMILY)] for number in known], self.words)
        if len(self.found) < SHOWN:
            self._look([[token(number, Place.FAMILY), token(number, Place.GIVEN)] for number in known], self.words)
        if len(self.found) < SHOWN and self.words:
            wide = [sorted(group) for group in self._wide()]
            self._look([group for group in wide if group], self.words)
            if self.near or len(self.found) < _POOR:
                self._look_near(wide)
        return best_hits(self.found.values(), self.words, SHOWN + 1)

    def _starts(self) -> Iterator[str]:
        return (start_term(word) for word in self.words if len(word) <= START_LENGTH)

    def _sounds(self) -> Iterator[str]:
        return (sound for word in self.words if (sound := sound_term(word)))

    def _look(self, groups: list[list[int]], words: tuple[str, ...]) -> None:
        """Add the candidates of the groups; nothing when a word has no group, for then nobody holds all of them."""
        if len(groups) < len(words):
            return
        groups = [*groups, *([token(self.numbers[term], Place.GIVEN)] for term in self.dates)]
        self.found |= {row[0]: row for row in PATIENT_INDEX.matching(groups, _CANDIDATES, COLUMNS)}

    def _wide(self) -> list[set[int]]:
        """For each word, the tokens of the names that are it or begin with it."""
        groups = [_anywhere(self._known(word)) | _called_by(self._known(start_term(word))) for word in self.words]
        long = [at for at, word in enumerate(self.words) if len(word) > START_LENGTH][:_MOST_WIDENED]
        for at, numbers in zip(long, PATIENT_INDEX.beginning_with([self.words[at] for at in long]), strict=True):
            groups[at] |= _called_by(numbers)
        return groups

    def _known(self, term: str) -> list[int]:
        return [self.numbers[term]] if term in self.numbers else []

    def _look_near(self, wide: list[list[int]]) -> None:
        slips = PATIENT_INDEX.slipped(self.words)
        near = []
        for word, group in zip(self.words, wide, strict=True):
            sound = self.numbers.get(sound_term(word) or "")
            near.append(sorted({*group, *_anywhere(slips.get(word, ())), *_anywhere([sound] if sound else [])}))
        self._look([group for group in near if group], self.words)
        if len(self.found) < _POOR:
            self._look_joined(near)

    def _look_joined(self, near: list[list[int]]) -> None:
        """« LE FEVRE » typed for LEFEVRE: the first pair of neighbours that is a known word."""
        for at, word in enumerate(self.joined):
            if word in self.numbers:
                groups = [*near[:at], sorted(_anywhere([self.numbers[word]])), *near[at + 2 :]]
                words = (*self.words[:at], word, *self.words[at + 2 :])
                return self._look([group for group in groups if group], words)
        return None


def _called_by(numbers: Iterable[int]) -> set[int]:
    """The tokens of the terms in the names a person is called by: enough for beginnings, and half the work."""
    return {token(number, place) for number in numbers for place in (Place.FAMILY, Place.GIVEN)}


def _anywhere(numbers: Iterable[int]) -> set[int]:
    """The tokens of the terms wherever they come from."""
    return {token(number, place) for number in numbers for place in Place}
