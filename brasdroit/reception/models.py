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
from brasdroit.reception.telephone.models import Call as Call
from brasdroit.reception.telephone.models import CallEvent as CallEvent
from brasdroit.reception.telephone.models import RedFlagInstruction as RedFlagInstruction
from brasdroit.reception.waiting_room.models import CheckIn as CheckIn
from brasdroit.reception.waiting_room.models import PublicDisplay as PublicDisplay
