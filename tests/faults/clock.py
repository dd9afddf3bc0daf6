"""The clock is set back, and the nights of the time change: ``python -m tests.faults.clock [--writes N] [--database …]``.

The program runs on a clock of its own (clock.c, preloaded), begun on 20 October 2026. Writes go on while the clock is set back
by two hours, forward by a day, and back again; then both 2:30 of 25 October 2026 are booked by rivals, and the night of 28 March
2027, which has no 2:30, is asked for its free times. Needs a C compiler. Prints its figures as JSON.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.faults import ground

START = datetime(2026, 10, 20, 8, tzinfo=UTC)
SHIFTS_S = (0, -2 * 3600, 86_400, -60)
NIGHT, SHORT_NIGHT = date(2026, 10, 25), date(2027, 3, 28)
PARIS, RIVALS = ZoneInfo("Europe/Paris"), 4


class Clock:
    """The offset shared with every process of the fault."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.base = int(struct.unpack("q", path.read_bytes())[0])

    def shift(self, seconds: int) -> None:
        """So many seconds from the clock of the start."""
        with self._path.open("r+b") as file:
            file.write(struct.pack("q", self.base + seconds))


def again_on_own_clock() -> int:
    """This very script, on a clock that begins at `START`."""
    with tempfile.TemporaryDirectory() as folder:
        library, offset = Path(folder) / "clock.so", Path(folder) / "offset"
        source = Path(__file__).with_suffix(".c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        offset.write_bytes(struct.pack("q", int(START.timestamp() - time.time())))
        own = os.environ | {"LD_PRELOAD": str(library), "FAULTS_CLOCK": str(offset)}
        return subprocess.run(
            [sys.executable, "-m", "tests.faults.clock", *sys.argv[1:]], check=False, env=own
        ).returncode


def run(writes: int, database: str, clock: Clock) -> dict[str, Any]:
    """The writes under a moving clock, then the nights."""
    with ground.place(database) as (directory, url, _), ExitStack() as stack:
        practice = ground.set_up(directory, url)
        _open_the_nights(practice)
        from tests.faults.jobs import give, judge, settle  # noqa: PLC0415 - once Django is set up
        from tests.faults.traffic import Traffic  # noqa: PLC0415
        from tests.faults.writes import prepare, prove  # noqa: PLC0415

        requests = prepare(practice, writes)
        port, _ = ground.start_server(stack)
        given, traffics = list[Any](), list[Any]()
        for shift, part in zip(SHIFTS_S, _cut(requests), strict=True):
            clock.shift(shift)
            traffic = Traffic(ground.sign_in(port), part)  # a day's leap signs everybody out
            traffics.append(traffic)
            given.append(give(practice, len(given)))
            for each in traffic.start():
                each.join()
        settled, jobs = settle(), judge(practice, given)
        clock.shift(0)
        proof, nights = prove(practice, requests), _nights(practice, ground.sign_in(port))
    answers = [traffic.statuses() for traffic in traffics]
    return {
        "fault": "clock", "database": database, "writes": len(requests), "shifts_s": SHIFTS_S, "answers": answers,
        "writes_proof": proof.told(), "jobs": jobs, "nights": nights,
        "held": proof.held and settled and jobs["held"] and nights["held"] and proof.acknowledged == len(requests),
    }  # fmt: skip


def _cut(requests: list[Any]) -> list[list[Any]]:
    return [requests[place :: len(SHIFTS_S)] for place in range(len(SHIFTS_S))]


def _open_the_nights(practice: Any) -> None:
    """Doctor Martin sees patients on Sunday nights, for this once."""
    from brasdroit.foundation.identifiers import new_id  # noqa: PLC0415
    from brasdroit.reception.agenda.services import OpeningFacts, add_opening  # noqa: PLC0415

    house = practice.house
    facts = OpeningFacts(new_id(), house.members["martin"], 6, time_of_day(1), time_of_day(5), date(2026, 10, 20))
    add_opening(actor=house.actors["martin"], facts=facts)


def _nights(practice: Any, session: Any) -> dict[str, Any]:
    """Both 2:30 of the long night, each for one of four rivals; the free times of both nights."""
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=fold) for fold in (0, 1))
    free = _free(practice, NIGHT)
    offered = sum(instant in free for instant in (first.astimezone(UTC), second.astimezone(UTC)))
    statuses = [_race(practice, session, each.astimezone(UTC)) for each in (first, second)]
    after = _free(practice, NIGHT)
    taken = sum(instant not in after for instant in (first.astimezone(UTC), second.astimezone(UTC)))
    held = sum(_holders(practice, each.astimezone(UTC)) for each in (first, second))
    short = sorted(_free(practice, SHORT_NIGHT))
    unreal = sum(not 1 <= each.astimezone(PARIS).hour < 20 or each.astimezone(PARIS).hour == 2 for each in short)
    return {
        "both_offered": offered, "booked_each": [s.count(302) for s in statuses], "refused_each": [s.count(409) for s in statuses],
        "holders": held, "no_longer_offered": taken, "short_night_times": len(short), "short_night_unreal": unreal,
        "held": offered == taken == held == 2 and all(s.count(302) == 1 and s.count(409) == RIVALS - 1 for s in statuses)
        and bool(short) and not unreal,
    }  # fmt: skip


def _free(practice: Any, day: date) -> set[datetime]:
    from brasdroit.reception.agenda.selectors import free_slots_of_day  # noqa: PLC0415

    house = practice.house
    slots = free_slots_of_day(house.actors["sarah"], day, minutes=10, type_id=house.types["vaccination"])
    return {slot.start.astimezone(UTC) for slot in slots if slot.practitioner_id == house.members["martin"]}


def _race(practice: Any, session: Any, start: datetime) -> list[int]:
    from brasdroit.cli.bench.operations import booking  # noqa: PLC0415
    from tests.faults.traffic import Traffic, Write  # noqa: PLC0415

    slot = (practice.house.members["martin"], start.astimezone(PARIS), None)
    rivals = [Write("booking", practice.patients[0], booking(practice, slot, place)) for place in range(RIVALS)]
    traffic = Traffic(session, rivals)
    for each in traffic.start():
        each.join()
    return [write.status or 0 for write in rivals]


def _holders(practice: Any, start: datetime) -> int:
    from brasdroit.foundation.tenancy.context import tenant_scope  # noqa: PLC0415
    from brasdroit.reception.agenda.models import Appointment  # noqa: PLC0415

    with tenant_scope(practice.house.tenant_id):
        return int(Appointment.objects.filter(start=start, end=start + timedelta(minutes=10)).count())


if __name__ == "__main__":
    if "FAULTS_CLOCK" not in os.environ:
        if shutil.which("cc") is None:
            sys.exit("Un compilateur C est nécessaire (paquet gcc).")
        sys.exit(again_on_own_clock())
    chosen = ground.options()
    ground.tell(run(min(chosen.writes, 2000), chosen.database, Clock(Path(os.environ["FAULTS_CLOCK"]))))
