"""What the engine's forecast means for each programme: a status, dates, the next dose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from brasdroit.pathway.immunisation.types import Forecast, Outcome, PatientSeries, SeriesKind, SeriesStatus
from brasdroit.pathway.prevention.rules.campaigns import Season, born_in_time
from brasdroit.pathway.prevention.rules.periods import after, at_age
from brasdroit.pathway.prevention.rules.situation import Situation
from brasdroit.pathway.prevention.types import Status
from brasdroit.reference.immunisation import Dose, Edition, Programme

_ENDED = {
    SeriesStatus.COMPLETE: (Status.COMPLETE, "complete"),
    SeriesStatus.IMMUNE: (Status.NOT_INDICATED, "immune"),
    SeriesStatus.CONTRAINDICATED: (Status.CONTRAINDICATED, "contraindicated"),
    SeriesStatus.AGED_OUT: (Status.AGED_OUT, "aged_out"),
    SeriesStatus.NOT_RECOMMENDED: (Status.NOT_INDICATED, "not_recommended"),
}


@dataclass(frozen=True, slots=True)
class State:
    """Where a patient stands in one programme. `next_dose`: the rule of the dose waited for; `dose`: its number as said.

    `wanted_on`: the recommended day before any delay; `concerned`: False when the programme is not for this patient today.
    """

    programme: Programme
    status: Status
    code: str
    concerned: bool = True
    series: PatientSeries | None = None
    next_dose: Dose | None = None
    dose: int | None = None
    earliest: date | None = None
    recommended: date | None = None
    latest: date | None = None
    wanted_on: date | None = None
    missing: tuple[str, ...] = ()

    @property
    def valid_doses(self) -> int:
        """How many doses count in the series followed."""
        return self.series.valid_doses if self.series else 0


def programme_states(
    edition: Edition, outcome: Outcome, known: Situation, seasons: Mapping[str, Season]
) -> tuple[State, ...]:
    """The state of every programme of `edition`, in its order."""
    return tuple(_state(one, outcome, known, seasons.get(one.key), edition) for one in edition.programmes)


def followed_series(
    programme: Programme, best: Mapping[str, tuple[PatientSeries, ...]], series: Iterable[PatientSeries]
) -> PatientSeries | None:
    """The series the engine chose; past the age limit, where none is to be followed, the one that counts most doses."""
    chosen = next(iter(best.get(programme.key, ())), None)
    if chosen is None or chosen.forecast.status is not SeriesStatus.AGED_OUT:
        return chosen
    rivals = [
        one
        for one in series
        if one.series.antigen == programme.key and one.series.kind is not SeriesKind.EVALUATION_ONLY
    ]
    return max((chosen, *rivals), key=lambda one: one.valid_doses)


def _state(programme: Programme, outcome: Outcome, known: Situation, season: Season | None, edition: Edition) -> State:
    series = followed_series(programme, outcome.best, outcome.series)
    refused = refusal(programme, known, season)
    if refused is not None:
        return replace(refused, series=series)
    return speaking_state(programme, series, known, season, edition)


def speaking_state(
    programme: Programme, series: PatientSeries | None, known: Situation, season: Season | None, edition: Edition
) -> State:
    """The state of a programme that nothing keeps from speaking (`refusal` is None), from the series followed in it."""
    if series is None or (programme.if_started and not series.valid_doses):
        return State(programme, Status.NOT_INDICATED, "no_indication", concerned=False, series=series)
    margin = edition.situations.margin
    state = _forecast(programme, series, known, season, margin)
    return _unless_history_is_unknown(_unless_contraindicated(state, known), known)


def refusal(programme: Programme, known: Situation, season: Season | None) -> State | None:
    """Why the programme does not speak today, or needs a fact first; None: it speaks."""
    if not _speaks(programme, known, season):
        return State(programme, Status.NOT_INDICATED, "not_concerned", concerned=False)
    if programme.closes and known.facts.pregnant and known.facts.weeks is None:
        return State(programme, Status.UNDETERMINED, "weeks_unknown", missing=("gestational_weeks",))
    if programme.asks and not known.answers(programme.asks):
        return State(programme, Status.UNDETERMINED, "fact_missing", missing=(programme.asks.fact,))
    return None


def _speaks(programme: Programme, known: Situation, season: Season | None) -> bool:
    if not known.codes.isdisjoint(programme.unless) or not at_age(programme.applies, known.facts.born_on, known.on):
        return False
    if season is None or programme.campaign is None:
        return True
    if programme.only_in_campaign and not season.runs(known.on):
        return False
    return born_in_time(programme.campaign, season, known.facts.born_on)


def _forecast(
    programme: Programme, series: PatientSeries, known: Situation, season: Season | None, margin: str
) -> State:
    forecast = series.forecast
    if forecast.status is not SeriesStatus.NOT_COMPLETE:
        return _ended(programme, series)
    state = _dated(programme, series, known)
    if _is_too_late(state, season):
        return State(programme, Status.NOT_INDICATED, "no_time_left", concerned=False, series=series)
    status, code = _when(state, forecast, known, season, margin)
    return replace(state, status=status, code=code)


def _is_too_late(state: State, season: Season | None) -> bool:
    """The next dose would come after its last useful day, or after the season of a pregnancy's window."""
    if state.earliest is None:
        return False
    ends = [state.latest, season.end if season and state.programme.closes else None]
    return any(end is not None and state.earliest > end for end in ends)


def _ended(programme: Programme, series: PatientSeries) -> State:
    status, code = _ENDED[series.forecast.status]
    if status is Status.COMPLETE and (programme.each_time or programme.campaign):
        status = Status.UP_TO_DATE
    return State(programme, status, code, series=series)


def _dated(programme: Programme, series: PatientSeries, known: Situation) -> State:
    forecast = series.forecast
    return State(
        programme,
        Status.NOT_YET,
        "",
        series=series,
        next_dose=_rule(programme, series),
        dose=series.valid_doses + 1,
        earliest=forecast.earliest,
        recommended=forecast.recommended,
        latest=_latest(programme, series, known),
        wanted_on=forecast.unadjusted_recommended,
    )


def _rule(programme: Programme, series: PatientSeries) -> Dose | None:
    followed = next(one for one in programme.series if one.name == series.series.name)
    place = series.forecast.target_dose
    return followed.doses[place - 1] if place else None


def _latest(programme: Programme, series: PatientSeries, known: Situation) -> date | None:
    """The last useful day: the end of the pregnancy's window, the age limit; before any dose, the limit of the latest way to begin."""
    if programme.closes and known.pregnant_since:
        return after(programme.closes.length, known.pregnant_since) - timedelta(days=1)
    if series.valid_doses:
        return series.forecast.latest
    limits = [one.start[1] or one.doses[0].age.maximum for one in programme.series]
    ends = [after(length, known.facts.born_on) for length in limits if length]
    return max(ends) - timedelta(days=1) if len(ends) == len(limits) else None


def _when(state: State, forecast: Forecast, known: Situation, season: Season | None, margin: str) -> tuple[Status, str]:
    """DUE from the recommended day, OVERDUE past the window or the margin, whichever is later; a campaign is never late."""
    recommended = state.recommended or known.on
    if known.on < recommended:
        later = state.next_dose is not None and state.next_dose.booster and state.valid_doses > 0
        done = later or (state.programme.campaign is not None and state.valid_doses > 0 and state.dose == 1)
        return (Status.UP_TO_DATE, "booster_later") if done else (Status.NOT_YET, "later")
    limit = after(margin, recommended)
    if forecast.past_due and forecast.past_due > limit:
        limit = forecast.past_due
    if season is None and state.programme.closes is None and known.on > limit:
        return Status.OVERDUE, "overdue"
    return Status.DUE, "due"


def _unless_contraindicated(state: State, known: Situation) -> State:
    """A contraindication the doctor certified for the target."""
    certified = state.programme.target in known.facts.certified
    if certified and state.status in {Status.DUE, Status.OVERDUE, Status.NOT_YET, Status.UP_TO_DATE}:
        return replace(state, status=Status.CONTRAINDICATED, code="certified_contraindication")
    return state


def _unless_history_is_unknown(state: State, known: Situation) -> State:
    """Doses may be missing from the record: what seems due is undetermined; the dates are those of a person never vaccinated."""
    lasting = state.programme.campaign is None and not state.programme.each_time
    if known.facts.history_known or not lasting or state.status not in {Status.DUE, Status.OVERDUE}:
        return state
    return replace(state, status=Status.UNDETERMINED, code="history_unknown", missing=("history",))
