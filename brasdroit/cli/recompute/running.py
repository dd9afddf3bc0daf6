"""Judging a whole list with every core: runs of neighbours by birth date go out, counts and seconds come back, memory stays flat."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from time import perf_counter, process_time
from typing import NamedTuple

from brasdroit.cli.recompute.population import Row, facts_of, rows
from brasdroit.pathway.prevention.rules import assess
from brasdroit.pathway.prevention.rules.population import Roll, standings_of
from brasdroit.pathway.prevention.types import Status

CHECKED = 2_000
"""How many patients are judged again one by one, spread over the list; all of them in a shorter list."""
_RUN = 1_000
_STEP = 250
"""Patients whose history is drawn before the clock runs for them."""

Tell = Callable[[str, int, int], None]


class Job(NamedTuple):
    """Patients in order of birth; `checked`: which of them (places in the run) are judged again one by one."""

    day: date
    patients: tuple[Row, ...]
    checked: frozenset[int]


class Done(NamedTuple):
    """What one process says of one job. `seconds`: of judging alone; `peak`: its memory so far, in KiB.

    `overdue`: patients late for at least one thing.
    """

    process: int
    patients: int
    seconds: float
    cpu_seconds: float
    checked: int
    mismatches: int
    overdue: int
    peak: int


class Measured(NamedTuple):
    """The measurement. `seconds`: the longest that any process spent judging, on the wall, drawing the histories left out;

    `cpu_seconds`: of all processes together; `max_rss_mb`: their peaks added, shared pages counted once for each.
    """

    patients: int
    seconds: float
    cpu_seconds: float
    max_rss_mb: int
    checked: int
    mismatches: int
    overdue: int


def recompute(n: int, today: date, processes: int, tell: Tell) -> Measured:
    """Draw the list, judge it on `processes` processes, judge a part of it again one by one."""
    jobs = list(jobs_of(sorted(_listed(n, today, tell)), today))
    done: list[Done] = []
    for one in _judged(jobs, processes):
        done.append(one)
        tell("Patients évalués", sum(each.patients for each in done), n)
    by_process: dict[int, list[Done]] = {}
    for one in done:
        by_process.setdefault(one.process, []).append(one)
    peaks = [max(each.peak for each in found) for pid, found in by_process.items() if pid != os.getpid()]
    return Measured(
        patients=sum(one.patients for one in done),
        seconds=max(sum(each.seconds for each in found) for found in by_process.values()),
        cpu_seconds=sum(one.cpu_seconds for one in done),
        max_rss_mb=round((_peak() + sum(peaks)) / 1024),
        checked=sum(one.checked for one in done),
        mismatches=sum(one.mismatches for one in done),
        overdue=sum(one.overdue for one in done),
    )


def _listed(n: int, today: date, tell: Tell) -> Iterator[Row]:
    for number, row in enumerate(rows(n, today), start=1):
        yield row
        tell("Liste de patients", number, n)


def jobs_of(patients: Sequence[Row], today: date) -> Iterator[Job]:
    """Runs of neighbours in the order of `patients`, every process taking the next one."""
    step = max(1, len(patients) // CHECKED)
    for start in range(0, len(patients), _RUN):
        run = tuple(patients[start : start + _RUN])
        first = -start % step
        checked = frozenset(range(first, len(run), step)) if len(patients) > CHECKED else frozenset(range(len(run)))
        yield Job(today, run, checked)


def _judged(jobs: list[Job], processes: int) -> Iterator[Done]:
    if processes == 1:
        yield from map(_judge, jobs)
        return
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        yield from pool.imap_unordered(_judge, jobs)


_ROLLS: dict[date, Roll] = {}
"""The rules of the day, compiled once in each process."""


def _judge(job: Job) -> Done:
    roll = _ROLLS.get(job.day) or _ROLLS.setdefault(job.day, Roll(job.day))
    seconds = cpu_seconds = 0.0
    mismatches = overdue = 0
    for start in range(0, len(job.patients), _STEP):
        people = [facts_of(row, job.day) for row in job.patients[start : start + _STEP]]
        began, began_cpu = perf_counter(), process_time()
        found = [roll.standings(facts) for facts in people]
        overdue += sum(any(one.status is Status.OVERDUE for one in standings) for standings in found)
        seconds += perf_counter() - began
        cpu_seconds += process_time() - began_cpu
        mismatches += sum(
            found[place] != standings_of(assess(facts, job.day))
            for place, facts in enumerate(people)
            if start + place in job.checked
        )
    patients, checked = len(job.patients), len(job.checked)
    return Done(os.getpid(), patients, seconds, cpu_seconds, checked, mismatches, overdue, _peak())


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
