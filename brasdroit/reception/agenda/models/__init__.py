"""The agenda's tables."""

from brasdroit.reception.agenda.models.appointments import Appointment, AppointmentMove, AppointmentSeries
from brasdroit.reception.agenda.models.catalogue import AppointmentType
from brasdroit.reception.agenda.models.feeds import CalendarFeed
from brasdroit.reception.agenda.models.schedule import EmergencyReserve, ScheduleException, WeeklyOpening
from brasdroit.reception.agenda.models.waiting import WaitingListEntry

__all__ = [
    "Appointment",
    "AppointmentMove",
    "AppointmentSeries",
    "AppointmentType",
    "CalendarFeed",
    "EmergencyReserve",
    "ScheduleException",
    "WaitingListEntry",
    "WeeklyOpening",
]
