"""One run of the measurements, from the practice to the figures."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import connection

from brasdroit.cli.bench.client import Session
from brasdroit.cli.bench.measure import measure, requests_needed
from brasdroit.cli.bench.operations import prepare
from brasdroit.cli.bench.practice import Tell, accounts, practice_of
from brasdroit.cli.bench.race import run_race
from brasdroit.cli.bench.server import cpu_ms, memory_mb, served
from brasdroit.cli.demo.cast import PASSWORD

IDLE_S = 10


def run_all(count: int, directory: Path, *, rounds: int, only: Sequence[str] | None, tell: Tell) -> dict[str, Any]:
    """The document of INTERFACES.md. `idle_rss_mb`: all processes of the program ten seconds after its start, at rest,
    pages they share counted once.
    """
    practice = practice_of(count, directory, tell)
    prepared = prepare(practice, count, requests_needed(rounds))
    wanted = {name: draw for name, draw in prepared.draws.items() if not only or name in only}
    with served() as (port, process):
        time.sleep(IDLE_S)
        idle = memory_mb(process)
        session = Session(port, accounts()["sarah"], PASSWORD)
        operations = {}
        for number, (name, draw) in enumerate(wanted.items(), 1):
            operations[name] = measure(session, draw, rounds=rounds, cpu=lambda: cpu_ms(process)).told()
            tell("Mesures", number, len(wanted))
        race = run_race(practice, session, prepared.race)
    return {
        "patients": count,
        "database": connection.vendor,
        "operations": operations,
        "booking_race": asdict(race),
        "load_s": practice.kept.load_s,
        "idle_rss_mb": idle,
    }
