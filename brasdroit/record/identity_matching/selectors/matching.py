"""Looking for records of one person in a list: candidates, comparison on two processes, weights, judgement."""

from __future__ import annotations

import multiprocessing
import os
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from brasdroit.record.identity_matching.rules.blocking import candidate_pairs
from brasdroit.record.identity_matching.rules.judging import ONE_PERSON, Judge, may_be_one
from brasdroit.record.identity_matching.rules.weights import Pattern, learn
from brasdroit.record.identity_matching.types import Entry, Match
from brasdroit.record.patients.rules.agreements import agreements, name_agreements
from brasdroit.record.patients.rules.profiles import Profile, profile

Tell = Callable[[str, int, int], None]
Numbers: TypeAlias = "array[int]"
Slice: TypeAlias = "tuple[Numbers, Numbers]"
_SLICE, _FORK_FROM, _DRAWN, _DRAWN_EACH = 50_000, 100_000, 120_000, 30
_people: list[Profile] = []  # what the forked processes read; filled by find_matches only


@dataclass(frozen=True, slots=True)
class _Compared:
    """Candidate pairs and what each shows: the number of a pattern."""

    a: Numbers
    b: Numbers
    shows: Numbers
    patterns: list[Pattern]


def find_matches(entries: Sequence[Entry], tell: Tell) -> list[Match]:
    """The pairs of records judged to be one person, the surest first; `tell` hears (what, done, total).

    In: the records of one list. Nothing is written, no pair is decided: a person merges.
    """
    _people[:] = [profile(each.facts) for each in entries]
    try:
        tell("Rapprochement", 0, 1)
        compared = _compare(_slices(), tell)
        return sorted(_judged(entries, compared, tell), key=lambda match: (-match.score, match.a, match.b))
    finally:
        _people.clear()


def _slices() -> list[Slice]:
    pairs = candidate_pairs(_people)
    return [(array("I", part["a"].to_list()), array("I", part["b"].to_list())) for part in pairs.iter_slices(_SLICE)]


def _compare(slices: list[Slice], tell: Tell) -> _Compared:
    numbers: dict[Pattern, int] = {}
    a, b, shows = array("I"), array("I"), array("I")
    for done, (mine, (part, patterns)) in enumerate(zip(slices, _compared_slices(slices), strict=True), 1):
        renumbered = [numbers.setdefault(pattern, len(numbers)) for pattern in patterns]
        a += mine[0]
        b += mine[1]
        shows.extend(renumbered[number] for number in part)
        tell("Comparaison", done, len(slices))
    return _Compared(a, b, shows, list(numbers))


def _compared_slices(slices: list[Slice]) -> Iterator[tuple[Numbers, list[Pattern]]]:
    """In order; on every processor when there is enough to do."""
    processes = len(os.sched_getaffinity(0))
    if processes < 2 or len(slices) * _SLICE < _FORK_FROM:
        yield from map(_compare_slice, slices)
        return
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from pool.imap(_compare_slice, slices)


def _compare_slice(part: Slice) -> tuple[Numbers, list[Pattern]]:
    numbers: dict[Pattern, int] = {}
    shows = array("I")
    for a, b in zip(*part, strict=True):
        pattern = _shown(_people[a], _people[b])
        shows.append(numbers.setdefault(pattern, len(numbers)))
    return shows, list(numbers)


def _shown(a: Profile, b: Profile) -> Pattern:
    """What a candidate pair shows; names that already say two persons are enough when no personal number speaks."""
    names = name_agreements(a, b)
    numbered = (a.facts.identifier and b.facts.identifier) or (a.facts.ins and b.facts.ins)
    return names if "given_differs" in names and not numbered else agreements(a, b)


def _judged(entries: Sequence[Entry], compared: _Compared, tell: Tell) -> Iterator[Match]:
    counts = Counter(compared.shows)
    possible = [may_be_one(pattern) for pattern in compared.patterns]
    candidates = {pattern: counts[number] for number, pattern in enumerate(compared.patterns) if possible[number]}
    weights = learn(candidates, _chance(), len(_people) * (len(_people) - 1) // 2)
    judge = Judge(_people, weights)
    hopeful = [
        possible[number] and weights.evidence(pattern) > _HOPELESS for number, pattern in enumerate(compared.patterns)
    ]
    for a, b, number in zip(compared.a, compared.b, compared.shows, strict=True):
        if hopeful[number]:
            pattern, x, y = compared.patterns[number], _people[a], _people[b]
            if (score := judge.score(pattern, x, y)) >= ONE_PERSON:
                yield Match(entries[a].id, entries[b].id, round(score, 4), judge.reasons(pattern, x, y))
    tell("Jugement", 1, 1)


_HOPELESS = -9.0


def _chance() -> Counter[Pattern]:
    """What pairs drawn at random show; the draw is the same every time."""
    draw, total = Random(40913), len(_people)  # noqa: S311  (a sample, no secret)
    found: Counter[Pattern] = Counter()
    for _ in range(min(_DRAWN, _DRAWN_EACH * total)):
        a, b = draw.randrange(total), draw.randrange(total)
        if a != b:
            found[agreements(_people[a], _people[b])] += 1
    return found
