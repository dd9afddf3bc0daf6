"""The processing model (spec chapter 4): one patient, one day, every antigen."""

from __future__ import annotations

from datetime import date

from brasdroit.pathway.immunisation.rules.case import Case, prepare
from brasdroit.pathway.immunisation.rules.compiled import CompiledAntigen, CompiledSchedule
from brasdroit.pathway.immunisation.rules.evaluation import evaluate
from brasdroit.pathway.immunisation.rules.followed import Followed
from brasdroit.pathway.immunisation.rules.forecast import forecast
from brasdroit.pathway.immunisation.rules.grouping import group_forecasts
from brasdroit.pathway.immunisation.rules.protection import protection
from brasdroit.pathway.immunisation.rules.relevance import is_relevant, undetermined
from brasdroit.pathway.immunisation.rules.selection import best_series
from brasdroit.pathway.immunisation.types import Outcome, PatientFacts, PatientSeries, Undetermined


def evaluate_and_forecast(schedule: CompiledSchedule, patient: PatientFacts, on: date) -> Outcome:
    """What each dose is worth and what comes next, for `patient` as of the day `on` (the assessment date).

    Doses and observations after `on` are ignored, products the schedule does not know too.
    """
    case = prepare(schedule, patient, on)
    best: dict[str, tuple[PatientSeries, ...]] = {}
    series: list[PatientSeries] = []
    open_questions: list[Undetermined] = []
    for antigen in schedule.antigens:
        followed = follow(antigen, case)
        answers = {id(one): one.answer() for one in followed}
        series += answers.values()
        best[antigen.rule.name] = tuple(answers[id(one)] for one in best_series(followed))
        open_questions += undetermined(antigen, case)
    groups = tuple(answer for group in schedule.groups for answer in group_forecasts(group, best, case))
    return Outcome(on, groups, best, tuple(series), tuple(open_questions))


def follow(antigen: CompiledAntigen, case: Case) -> list[Followed]:
    """Every relevant series of the antigen, evaluated and forecast (spec figure 4-5)."""
    held = protection(antigen, case)
    found: list[Followed] = []
    for series in antigen.series:
        if is_relevant(series, case):
            completed = frozenset(one.rule.selection.group for one in found if one.is_complete)
            progress = evaluate(series, case, completed)
            found.append(Followed(case, progress, forecast(progress, case, held, completed)))
    return found
