"""The search that must come before any creation: birth date first, then at most three letters (safety §1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core import signing

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import Invalid
from brasdroit.foundation.permissions import require
from brasdroit.foundation.search.text import fold
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.record.patients.models import Patient
from brasdroit.record.patients.permissions import CREATE
from brasdroit.record.patients.selectors.hits import PatientHit, best_hits, read_rows

LETTERS = 3
_SALT = "brasdroit.patients.search"
_KEPT = timedelta(hours=2)
_SHOWN = 50
_READ = 600


@dataclass(frozen=True, slots=True)
class CreationSearch:
    """What the search showed. `same_day`: born on that day; `near`: the date reads almost the same. `token` proves it."""

    birth_date: date
    letters: str
    same_day: tuple[PatientHit, ...]
    near: tuple[PatientHit, ...]
    token: str


def search_before_creation(actor: Actor, birth_date: date, letters: str) -> CreationSearch:
    """The patients to look at before creating one born on `birth_date` whose name begins with `letters`.

    Raises Invalid for more than three letters: a longer filter hides the record that was misspelt.
    """
    require(actor, CREATE)
    filtered = fold(letters[:40]).replace(" ", "")
    if not 1 <= len(filtered) <= LETTERS:
        raise Invalid("Tapez une à trois lettres du nom ou du prénom.", fields={"letters": ["De une à trois lettres."]})
    with tenant_scope(actor.tenant_id):
        rows = read_rows(
            Patient.objects.filter(birth_date__in=[birth_date, *near_dates(birth_date)], active=True), _READ
        )
    hits = best_hits(rows, (filtered,), _READ)
    same = tuple(hit for hit in hits if hit.birth_date == birth_date)
    near = tuple(hit for hit in hits if hit.birth_date != birth_date)
    return CreationSearch(birth_date, filtered, same[:_SHOWN], near[:_SHOWN], _signed(actor, birth_date, filtered))


def near_dates(day: date) -> list[date]:
    """Dates easily written for `day`: day and month swapped, a year or ten off."""
    written = [(day.year, day.day, day.month), *((day.year + gap, day.month, day.day) for gap in (-10, -1, 1, 10))]
    return [found for parts in written if (found := _possible(*parts)) and found != day]


def searched_before(actor: Actor, token: str, birth_date: date, names: tuple[str, ...]) -> bool:
    """Whether `token` proves that this person searched for that date and for letters that begin one of the names."""
    try:
        proof = signing.loads(token, salt=_SALT, max_age=_KEPT)
    except signing.BadSignature:
        return False
    words = [word for name in names for word in (*fold(name).split(), fold(name).replace(" ", ""))]
    return bool(
        proof[:3] == [str(actor.tenant_id), str(actor.membership_id), birth_date.isoformat()]
        and any(word.startswith(proof[3]) for word in words)
    )


def _signed(actor: Actor, birth_date: date, letters: str) -> str:
    proof = [str(actor.tenant_id), str(actor.membership_id), birth_date.isoformat(), letters]
    return signing.dumps(proof, salt=_SALT)


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
