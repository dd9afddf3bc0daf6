"""When a backup is due, which ones are kept, when the last one is too old. Pure: the time is an argument.

The program's own choices, written in docs/operations/backup.md; no text imposes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

RETRY_AFTER = timedelta(minutes=30)
TOO_OLD = timedelta(days=3)  # a closed week-end and one missed day


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days, weeks and months keep their last backup."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12


@dataclass(frozen=True, slots=True)
class Freshness:
    """Whether the practice may feel safe: a stable code and a French sentence that says what to do."""

    code: str
    explanation: str

    @property
    def alarming(self) -> bool:
        """Whether somebody must act."""
        return self.code != "fresh"


def last_planned(at: time, now: datetime) -> datetime:
    """The latest moment not after ``now`` (aware, local) at which a backup was planned, one a day at ``at``."""
    today = _moment(now.date(), at, now)
    return today if today <= now else _moment(now.date() - timedelta(days=1), at, now)


def next_planned(at: time, now: datetime) -> datetime:
    """The first planned moment after ``now``."""
    today = _moment(now.date(), at, now)
    return today if today > now else _moment(now.date() + timedelta(days=1), at, now)


def is_due(at: time, now: datetime, *, since: datetime, succeeded: datetime | None, failed: datetime | None) -> bool:
    """Whether a planned backup has yet to be made: one missed while the computer was off is made when it is back.

    ``since``: when the plan began; ``succeeded``, ``failed``: the last beginnings that ended so. A failure is tried again
    after half an hour.
    """
    planned = last_planned(at, now)
    if planned <= since or (succeeded and succeeded >= planned):
        return False
    return failed is None or failed < planned or now - failed >= RETRY_AFTER


def kept(made: Iterable[datetime], retention: Retention) -> frozenset[datetime]:
    """Those to keep among backups made at these local moments: the last of each of the latest days, weeks and months.

    The newest is always kept.
    """
    newest_first = sorted(made, reverse=True)
    return frozenset(
        [
            *newest_first[:1],
            *_lasts(newest_first, lambda moment: moment.date(), retention.daily),
            *_lasts(newest_first, lambda moment: moment.isocalendar()[:2], retention.weekly),
            *_lasts(newest_first, lambda moment: (moment.year, moment.month), retention.monthly),
        ]
    )


def freshness(last: datetime | None, now: datetime, *, installed: datetime, active: bool) -> Freshness:
    """What to say of the last good backup. ``installed``: when the practice began; nothing is asked of its first days."""
    if last is None and not active:
        return Freshness(
            "unplanned",
            "Aucune sauvegarde n’a été faite, et aucune n’est programmée\u202f: programmez-les, ou lancez-en une maintenant.",
        )
    if last is None and now - installed <= TOO_OLD:
        return Freshness("fresh", "L’installation est récente, la première sauvegarde viendra à son heure.")
    if last is None:
        return Freshness("never", "Aucune sauvegarde n’a encore été faite\u202f: lancez-en une maintenant.")
    days = (now - last).days
    if now - last <= TOO_OLD and not active:
        return Freshness("unplanned", "La dernière sauvegarde est récente, mais aucune autre n’est programmée.")
    if now - last <= TOO_OLD:
        return Freshness("fresh", "La dernière sauvegarde est récente.")
    what = "vérifiez le disque de sauvegarde" if active else "programmez-les"
    return Freshness("old", f"La dernière sauvegarde a {days} jours\u202f: {what}, ou lancez-en une maintenant.")


def _moment(day: date, at: time, like: datetime) -> datetime:
    return datetime.combine(day, at, tzinfo=like.tzinfo)


def _lasts(newest_first: list[datetime], period: Callable[[datetime], object], count: int) -> list[datetime]:
    last: dict[object, datetime] = {}
    for moment in newest_first:
        last.setdefault(period(moment), moment)
    return list(last.values())[:count]
