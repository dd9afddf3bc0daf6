"""The schedule as the engine wants it: looked up by product, split by question, prepared once per edition."""

from __future__ import annotations

from dataclasses import dataclass

from brasdroit.pathway.immunisation.types import Schedule


@dataclass(frozen=True, slots=True)
class CompiledSchedule:
    """A schedule ready to be applied to many patients."""

    schedule: Schedule


def compile_schedule(schedule: Schedule) -> CompiledSchedule:
    """Prepare `schedule` once; the answer is immutable and may be shared between threads."""
    return CompiledSchedule(schedule)
