"""Filling an empty data directory with a living practice, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from brasdroit.cli.demo.agenda import Writer, last_visits, local_now, past_slots
from brasdroit.cli.demo.calendar import Visits
from brasdroit.cli.demo.cast import PASSWORD, team
from brasdroit.cli.demo.desk import take_calls, write_instructions
from brasdroit.cli.demo.documents import receive_documents
from brasdroit.cli.demo.files import fill_files, load_measures
from brasdroit.cli.demo.house import House, entrust, open_house, register_desk, set_hours
from brasdroit.cli.demo.patients import load_people
from brasdroit.cli.demo.people import generate
from brasdroit.cli.demo.preparing import collect
from brasdroit.cli.demo.prevention import fill_cards
from brasdroit.cli.demo.today import fill_today, open_today
from brasdroit.cli.demo.work import ask_tasks, fill_waiting_list

SEED = 20191107  # the day of the order that made the profession
TOWN = "72181"
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made."""

    patients: int
    visits: int
    today: int
    coming: int
    tasks: int


def fill(count: int, now: datetime, marker: Path, tell: Tell) -> Filled:
    """Make the practice of `count` patients as it stands at the instant `now`, in one transaction.

    `tell(what, done, total)` hears how far the work is. The marker with the accounts is written last.
    """
    wall = local_now(now)
    with transaction.atomic():
        house = open_house(wall.date())
        entrust(house, wall.date())
        set_hours(house, wall.date())
        write_instructions(house)
        made = _people_and_days(house, count, wall, tell)
        marker.write_text(json.dumps(_marker(house, wall), ensure_ascii=False, indent=1), encoding="utf-8")
    return made


def _people_and_days(house: House, count: int, wall: datetime, tell: Tell) -> Filled:
    today = wall.date()
    people = list(generate(count, SEED, today, town=TOWN))
    visits = Visits(people, SEED)
    days = past_slots(visits, today, count)
    doctors = [house.members[key] for key in ("martin", "nguyen")]
    patients = {}
    for person, patient_id in load_people(house.system, people, today, doctors=doctors, seen=last_visits(days)):
        patients[person.index] = patient_id
        tell("Patients", len(patients), count)
    writer = Writer(house, patients, SEED)
    finished = writer.history(days, _counter("Dix-huit mois de visites", len(days), tell))
    fill_files(house, people, patients, wall)
    fill_cards(house, people, patients, wall)
    load_measures(house, people, finished, patients, today)
    open_today(house, wall)
    present = fill_today(writer, visits, wall)
    collect(house, people, present, wall)
    coming = writer.coming(visits, today, _counter("Semaines à venir", 30, tell))
    ids = list(patients.values())
    tasks = ask_tasks(house, ids, today)
    fill_waiting_list(house, ids[50::97] or ids[:2], today)
    take_calls(house, ids[11::29] or ids, today)
    receive_documents(house, ids, today)
    return Filled(len(patients), len(finished), len(present), coming, tasks)


def _counter(what: str, total: int, tell: Tell) -> Callable[[int], None]:
    done = 0

    def tick(more: int) -> None:
        nonlocal done
        done = min(done + more, total)
        tell(what, done, total)

    return tick


def _marker(house: House, wall: datetime) -> dict[str, Any]:
    """The file that says that this is a demonstration: since when, and the people whom the sign-in page offers."""
    people = [
        {"name": each.person.display_name, "role": each.role.value, "email": each.person.email, "pin": each.pin}
        for each in team(wall.date())
    ]
    kept = {"filled_at": wall.isoformat(), "workstation_secret": register_desk(house)}
    return {"password": PASSWORD, "people": people, **kept}
