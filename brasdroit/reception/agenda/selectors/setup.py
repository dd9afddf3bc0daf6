"""Everything that decides when the practice receives and what it books, read once and kept while nothing changes.

Booking, free slots and the day all need the weekly templates, the exceptions, the rooms and the types: dozens of rows that
change a few times a month. They are kept per process, and one small query per use asks the database whether they are
still true (sum of the versions, number and last change of each table): no message to send, nothing to forget.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, models
from django.utils import timezone

from brasdroit.foundation.clock.working import public_holidays
from brasdroit.foundation.tenancy.context import current_tenant_id
from brasdroit.practice.members.models import DoctorProfile, Member
from brasdroit.practice.members.types import Role
from brasdroit.practice.organisation.models import Organization, Room, Site
from brasdroit.reception.agenda import types
from brasdroit.reception.agenda.models import AppointmentType, EmergencyReserve, ScheduleException, WeeklyOpening

_SOURCES: tuple[type[models.Model], ...] = (
    AppointmentType, WeeklyOpening, ScheduleException, EmergencyReserve, Member, DoctorProfile, Room, Site, Organization,
)  # fmt: skip
_KEPT_TENANTS = 64
_HOLIDAY_YEARS_AHEAD = 6
_OVERBOOKING_ROLES: frozenset[types.Role] = frozenset({"doctor", "assistant", "secretary"})
_kept: OrderedDict[UUID, tuple[tuple[Any, ...], AgendaSetup]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Somebody who has an agenda."""

    id: UUID
    short_name: str
    display_name: str
    initials: str
    role: str
    overbooking: types.OverbookingRule


@dataclass(frozen=True, slots=True)
class KnownRoom:
    """A room and its site."""

    id: UUID
    name: str
    site_id: UUID


@dataclass(frozen=True, slots=True)
class KnownType:
    """An appointment type as the rules and the pages read it; durations in minutes."""

    id: UUID
    name: str
    minutes: int
    preparation_minutes: int
    place: str
    preparation: str
    documents: tuple[str, ...]
    fasting: bool
    roles: frozenset[str]
    colour: str
    shape: str
    active: bool
    version: int
    questionnaire_code: UUID | None

    @property
    def telehealth(self) -> bool:
        """Whether the patient is seen or heard at a distance."""
        return self.place in {"video", "phone"}


@dataclass(frozen=True, slots=True)
class AgendaSetup:
    """The practice as the agenda knows it on one day; the codes of the schedule are identifiers as text."""

    name: str
    phone: str
    department: str
    zone: ZoneInfo
    schedule: types.Schedule
    practitioners: Mapping[UUID, Practitioner]
    rooms: Mapping[UUID, KnownRoom]
    sites: Mapping[UUID, str]
    types: Mapping[UUID, KnownType]
    names: Mapping[UUID, str]
    """Everybody and every room that ever was, by identifier: an old day still says who and where."""

    def local_day(self, instant: datetime) -> date:
        """The day on the wall of the practice."""
        return instant.astimezone(self.zone).date()

    def active_types(self, role: str = "") -> list[KnownType]:
        """The types that may be booked now, by that role when one is given."""
        return [each for each in self.types.values() if each.active and (not role or role in each.roles)]


def agenda_setup() -> AgendaSetup:
    """The set-up of the tenant in force: one query when it has not changed."""
    tenant_id = current_tenant_id()
    mark = _fingerprint(tenant_id)
    known = _kept.get(tenant_id)
    if known is not None and known[0] == mark:
        return known[1]
    setup = _read_setup()
    _kept[tenant_id] = mark, setup
    _kept.move_to_end(tenant_id)
    while len(_kept) > _KEPT_TENANTS:
        _kept.popitem(last=False)
    return setup


def _fingerprint(tenant_id: UUID) -> tuple[Any, ...]:
    # Written by hand: nine aggregates through the query builder cost more than the query itself.
    tenant = models.UUIDField().get_db_prep_value(tenant_id, connection)
    part = "SELECT SUM(version), COUNT(*), MAX(updated_at) FROM {} WHERE tenant_id = %s"
    names = (connection.ops.quote_name(source._meta.db_table) for source in _SOURCES)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(part.format(name) for name in names), [tenant] * len(_SOURCES))
        return (timezone.localdate().year, *cursor.fetchall())


def _read_setup() -> AgendaSetup:
    organization = Organization.objects.first() or Organization(name="")
    zone = ZoneInfo(organization.time_zone)
    return AgendaSetup(
        name=organization.name,
        phone=organization.phone,
        department=organization.department,
        zone=zone,
        schedule=types.Schedule(
            templates=tuple(
                _template(row) for row in WeeklyOpening.objects.filter(ended_at=None).order_by("start", "id")
            ),
            exceptions=tuple(_exception(row) for row in _recent_exceptions()),
            reserves=tuple(part for row in EmergencyReserve.objects.filter(ended_at=None) for part in _reserve(row)),
            holidays=_holidays(organization.department, timezone.localdate(timezone=zone)),
            timezone=zone.key,
        ),
        practitioners=_practitioners(),
        rooms={
            row.pk: KnownRoom(row.pk, row.name, row.site_id) for row in _active(Room).order_by("site__name", "name")
        },
        sites={row.pk: row.name for row in _active(Site).order_by("name")},
        types={row.pk: _type(row) for row in AppointmentType.objects.order_by("position", "name")},
        names=dict([*Member.objects.values_list("pk", "short_name"), *Room.objects.values_list("pk", "name")]),
    )


def _active(model: type[models.Model]) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model._default_manager.filter(active=True)
    return rows


def _recent_exceptions() -> models.QuerySet[ScheduleException]:
    since = timezone.localdate() - timedelta(days=400)
    rows: models.QuerySet[ScheduleException] = ScheduleException.objects.filter(ended_at=None, last_day__gte=since)
    return rows.order_by("first_day", "id")


def _holidays(department: str, today: date) -> frozenset[date]:
    years = range(today.year - 1, today.year + _HOLIDAY_YEARS_AHEAD)
    return frozenset(day for year in years for day in public_holidays(year, department))


def _practitioners() -> dict[UUID, Practitioner]:
    """The doctors, then whoever else has an opening, while they belong to the practice."""
    profiles = {row.member_id: row for row in DoctorProfile.objects.all()}
    opened = WeeklyOpening.objects.filter(ended_at=None).values("practitioner_id")
    rows = Member.objects.filter(models.Q(role=Role.DOCTOR) | models.Q(pk__in=opened))
    today = timezone.localdate()
    kept = [row for row in rows.order_by("display_name", "id") if row.is_active(today)]
    kept.sort(key=lambda row: row.role != Role.DOCTOR)
    return {row.pk: _practitioner(row, profiles.get(row.pk)) for row in kept}


def _practitioner(row: Member, profile: DoctorProfile | None) -> Practitioner:
    allowed = profile is not None and profile.overbooking_allowed
    per_day = profile.overbooking_max_per_day if profile is not None else 0
    rule = types.OverbookingRule(str(row.pk), allowed, per_day, _OVERBOOKING_ROLES)
    return Practitioner(row.pk, row.short_name, row.display_name, row.initials, row.role, rule)


def _template(row: WeeklyOpening) -> types.OpeningTemplate:
    return types.OpeningTemplate(
        practitioner=str(row.practitioner_id),
        weekday=row.weekday,
        start=row.start,
        end=row.end,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        every_weeks=row.every_weeks,
        site=str(row.site_id or ""),
        room=str(row.room_id) if row.room_id else None,
        kinds=frozenset(row.kinds),
    )


def _exception(row: ScheduleException) -> types.OpeningException:
    return types.OpeningException(
        kind=types.ExceptionKind(row.kind),
        first_day=row.first_day,
        last_day=row.last_day,
        practitioner=str(row.practitioner_id) if row.practitioner_id else None,
        start=row.start,
        end=row.end,
        weekdays=frozenset(row.weekdays),
        reason=row.reason,
        room=str(row.room_id) if row.room_id else None,
    )


def _reserve(row: EmergencyReserve) -> Iterator[types.EmergencyReserve]:
    """The reserve, cut around the days given back by hand."""
    begin = row.valid_from
    for day in sorted(date.fromisoformat(each) for each in row.released_days):
        yield _reserve_part(row, begin, day - timedelta(days=1))
        begin = day + timedelta(days=1)
    yield _reserve_part(row, begin, row.valid_until)


def _reserve_part(row: EmergencyReserve, first: date | None, last: date | None) -> types.EmergencyReserve:
    return types.EmergencyReserve(
        practitioner=str(row.practitioner_id),
        weekdays=frozenset(row.weekdays),
        start=row.start,
        end=row.end,
        release_at=row.release_at,
        release_days=row.release_days,
        valid_from=first,
        valid_until=last,
    )


def _type(row: AppointmentType) -> KnownType:
    return KnownType(
        id=row.pk,
        name=row.name,
        minutes=row.minutes,
        preparation_minutes=row.preparation_minutes,
        place=row.place,
        preparation=row.preparation,
        documents=tuple(row.documents),
        fasting=row.fasting,
        roles=frozenset(row.roles),
        colour=row.colour,
        shape=row.shape,
        active=row.active,
        version=row.version,
        questionnaire_code=row.questionnaire_code,
    )
