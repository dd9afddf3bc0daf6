"""Sending requests one at a time, then eight at a time, and keeping the best of some rounds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

from brasdroit.cli.bench.client import Request, Session

WARM_UP, ALONE, TOGETHER, RIVALS = 20, 200, 400, 8
Draw = Callable[[], Request]


@dataclass(slots=True)
class Measured:
    """One operation: milliseconds alone, requests per second at concurrency 8, refusals, statements per request."""

    median_ms: float = 0.0
    p95_ms: float = 0.0
    rps_c8: float = 0.0
    errors: int = 0
    queries: int = 0
    cpu_ms: float = 0.0
    first_error: str = ""
    times: list[float] = field(default_factory=list, repr=False)
    counts: list[int] = field(default_factory=list, repr=False)

    def told(self) -> dict[str, object]:
        """As INTERFACES.md names them; the first refusal only when there was one."""
        names = ("median_ms", "p95_ms", "rps_c8", "errors", "queries", "cpu_ms")
        shown: dict[str, object] = {name: round(getattr(self, name), 2) for name in names}
        return shown | ({"first_error": self.first_error} if self.first_error else {})


def measure(session: Session, draw: Draw, *, rounds: int, cpu: Callable[[], float]) -> Measured:
    """Warm up, then `rounds` times 200 requests one after another and 400 by eight at once; the best round is kept."""
    found = Measured()
    _alone(session, draw, WARM_UP, Measured())
    for _ in range(rounds):
        this = Measured()
        before = cpu()
        _alone(session, draw, ALONE, this)
        this.cpu_ms = (cpu() - before) / ALONE
        this.rps_c8 = _together(session, draw, this)
        _keep_best(found, this)
    return found


def requests_needed(rounds: int) -> int:
    """How many requests `measure` draws."""
    return WARM_UP + rounds * (ALONE + TOGETHER)


def _alone(session: Session, draw: Draw, count: int, found: Measured) -> None:
    line = session.open()
    for _ in range(count):
        request = draw()
        begin = time.perf_counter()
        reply = line.send(request)
        found.times.append((time.perf_counter() - begin) * 1000)
        found.counts.append(int(reply.headers.get("x-queries", 0)))
        _note(found, request, reply.status, reply.body)
    line.close()
    found.times.sort()
    found.median_ms, found.p95_ms = median(found.times), found.times[int(len(found.times) * 0.95)]


def _together(session: Session, draw: Draw, found: Measured) -> float:
    share = [[draw() for _ in range(TOGETHER // RIVALS)] for _ in range(RIVALS)]
    ready = threading.Barrier(RIVALS + 1)
    rivals = [threading.Thread(target=_rival, args=(session, part, ready, found)) for part in share]
    for each in rivals:
        each.start()
    ready.wait()
    begin = time.perf_counter()
    for each in rivals:
        each.join()
    return TOGETHER / (time.perf_counter() - begin)


def _rival(session: Session, part: list[Request], ready: threading.Barrier, found: Measured) -> None:
    line = session.open()
    ready.wait()
    for request in part:
        reply = line.send(request)
        _note(found, request, reply.status, reply.body)
    line.close()


def _note(found: Measured, request: Request, status: int, body: bytes) -> None:
    if status != request.wanted:
        found.errors += 1
        found.first_error = found.first_error or f"{request.path} {status} {body[:300]!r}"


def _keep_best(found: Measured, this: Measured) -> None:
    if not found.times or this.median_ms < found.median_ms:
        found.times = this.times
        found.median_ms, found.p95_ms, found.cpu_ms = this.median_ms, this.p95_ms, this.cpu_ms
    found.rps_c8 = max(found.rps_c8, this.rps_c8)
    found.queries = round(median(this.counts))
    found.errors += this.errors
    found.first_error = found.first_error or this.first_error


def cycle(items: list[Request]) -> Draw:
    """Draws the requests in turn, for ever."""
    turning = _endless(items)
    return lambda: next(turning)


def _endless(items: list[Request]) -> Iterator[Request]:
    while True:
        yield from items
