"""The immunisation engine: pure, dated, the same for every schedule.

    compiled = compile_schedule(schedule)                  # once per edition
    outcome = evaluate_and_forecast(compiled, patient, on)  # per patient and day

A whole list goes faster, with the same answers, when every call is given the same `Memory()`.

It follows the CDC "CDSi: Logic Specification for ACIP Recommendations" 4.6; the modules are named after its chapters:
`relevance` (5), `evaluation` (6), `forecast` (7), `selection` (8), `grouping` (9).
"""

from brasdroit.pathway.immunisation.rules.compiled import CompiledSchedule, compile_schedule
from brasdroit.pathway.immunisation.rules.engine import Memory, evaluate_and_forecast
from brasdroit.pathway.immunisation.rules.periods import add, parse_period

__all__ = ["CompiledSchedule", "Memory", "add", "compile_schedule", "evaluate_and_forecast", "parse_period"]
