"""iCalendar (RFC 5545): the patient's confirmation and the practitioner's own feed.

A feed says nothing about anybody unless an option says so: its SUMMARY is « Occupé ». The UID is stable, SEQUENCE grows at
each change, a cancellation is sent as STATUS:CANCELLED, times carry their zone with its VTIMEZONE.
Source: RFC 5545; reference admin-interop §6 (X-PUBLISHED-TTL and REFRESH-INTERVAL: RFC 7986 §5.7 for the second).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from brasdroit.reception.agenda.types import FeedEntry, FeedOptions, Notice

PRODUCT = "-//Brasdroit//Agenda//FR"
Observance = TimezoneDaylight | TimezoneStandard


def confirmation(notice: Notice, *, now: datetime, timezone: str = "Europe/Paris") -> bytes:
    """The .ics attached to a confirmation, a change (METHOD PUBLISH) or a cancellation (METHOD CANCEL)."""
    calendar = _calendar("CANCEL" if notice.cancelled else "PUBLISH")
    event = _event(notice.uid, notice.sequence, (notice.start, notice.end), now, ZoneInfo(timezone))
    event.add("summary", f"{notice.title}, {notice.practitioner}")
    event.add("status", "CANCELLED" if notice.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if notice.address:
        event.add("location", notice.address)
    description = _description(notice)
    if description:
        event.add("description", description)
    return _serialised(calendar, [event], ZoneInfo(timezone))


def feed(practitioner: str, entries: Iterable[FeedEntry], options: FeedOptions, *, now: datetime) -> bytes:
    """A practitioner's calendar for his own devices, free of patient data unless `options` allow it."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", f"Agenda {practitioner}")
    lifetime = timedelta(minutes=options.refresh_minutes)
    calendar.add("refresh-interval", lifetime, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{options.refresh_minutes}M")
    zone = ZoneInfo(options.timezone)
    return _serialised(calendar, [_feed_event(each, options, now, zone) for each in entries], zone)


def _feed_event(entry: FeedEntry, options: FeedOptions, now: datetime, zone: ZoneInfo) -> Event:
    event = _event(entry.uid, entry.sequence, (entry.start, entry.end), now, zone)
    words = [entry.kind_label if options.show_kind else "", entry.patient if options.show_patient else ""]
    event.add("summary", ", ".join(each for each in words if each) or "Occupé")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    event.add("class", "PRIVATE")
    if options.show_kind and entry.place:
        event.add("location", entry.place)
    return event


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(uid: str, sequence: int, times: tuple[datetime, datetime], now: datetime, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", now.astimezone(ZoneInfo("UTC")))
    event.add("dtstart", times[0].astimezone(zone))
    event.add("dtend", times[1].astimezone(zone))
    return event


def _description(notice: Notice) -> str:
    lines = [notice.preparation] if notice.preparation else []
    if notice.documents:
        lines.append(f"À apporter\u202f: {', '.join(notice.documents)}.")
    if notice.phone:
        lines.append(f"Pour déplacer ou annuler, appelez le {notice.phone}.")
    return "\n".join(lines)


def _serialised(calendar: Calendar, events: list[Event], zone: ZoneInfo) -> bytes:
    if events:
        calendar.add_component(_timezone(zone, events[0].start.year))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _timezone(zone: ZoneInfo, year: int) -> Timezone:
    """A short VTIMEZONE by rule: the list of dates that the library would write is long and not read by every client."""
    if zone.key == "Europe/Paris":
        summer = _observance(TimezoneDaylight(), "19960331T020000", (1, 2), "CEST")
        winter = _observance(TimezoneStandard(), "19961027T030000", (2, 1), "CET")
        summer.add("rrule", {"freq": "yearly", "bymonth": 3, "byday": "-1su"})
        winter.add("rrule", {"freq": "yearly", "bymonth": 10, "byday": "-1su"})
        return _zone_of(zone.key, [summer, winter])
    offsets = {datetime(year, month, 1, tzinfo=zone).utcoffset() for month in range(1, 13)}
    if len(offsets) == 1:
        hours = (offsets.pop() or timedelta()) / timedelta(hours=1)
        return _zone_of(zone.key, [_observance(TimezoneStandard(), "19700101T000000", (hours, hours), zone.key)])
    return Timezone.from_tzinfo(zone)


def _observance(part: Observance, start: str, hours: tuple[float, float], name: str) -> Observance:
    part.add("dtstart", datetime.fromisoformat(start))  # local time without a zone, as RFC 5545 §3.6.5 wants it
    part.add("tzoffsetfrom", timedelta(hours=hours[0]))
    part.add("tzoffsetto", timedelta(hours=hours[1]))
    part.add("tzname", name)
    return part


def _zone_of(name: str, parts: Sequence[Observance]) -> Timezone:
    zone = Timezone()
    zone.add("tzid", name)
    for part in parts:
        zone.add_component(part)
    return zone
