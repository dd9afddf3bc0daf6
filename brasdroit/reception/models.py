"""The floor's tables, re-exported for Django."""

from brasdroit.reception.agenda.models import Appointment as Appointment
from brasdroit.reception.agenda.models import AppointmentMove as AppointmentMove
from brasdroit.reception.agenda.models import AppointmentSeries as AppointmentSeries
from brasdroit.reception.agenda.models import AppointmentType as AppointmentType
from brasdroit.reception.agenda.models import CalendarFeed as CalendarFeed
from brasdroit.reception.agenda.models import EmergencyReserve as EmergencyReserve
from brasdroit.reception.agenda.models import ScheduleException as ScheduleException
from brasdroit.reception.agenda.models import WaitingListEntry as WaitingListEntry
from brasdroit.reception.agenda.models import WeeklyOpening as WeeklyOpening
