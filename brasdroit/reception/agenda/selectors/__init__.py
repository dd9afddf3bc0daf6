"""Reading the agenda."""

from brasdroit.reception.agenda.selectors.cards import Card
from brasdroit.reception.agenda.selectors.days import (
    AgendaView,
    Column,
    FormerPlace,
    agenda_view,
    appointment_detail,
    missed_of,
    moves_of,
    patient_appointments,
)
from brasdroit.reception.agenda.selectors.feeds import FeedLine, feed_calendar, feeds
from brasdroit.reception.agenda.selectors.free import (
    Proposal,
    SlotAnswer,
    find_slots,
    free_slots_of_day,
    free_slots_of_view,
)
from brasdroit.reception.agenda.selectors.notices import Confirmation, confirmation_of
from brasdroit.reception.agenda.selectors.offers import Candidates, FreedSlot, candidates, freed_slots
from brasdroit.reception.agenda.selectors.settings import (
    ReserveDay,
    exception_list,
    hit_by,
    opening_detail,
    opening_list,
    reserve_days,
    reserve_detail,
    reserve_list,
    setup_of,
    type_detail,
)
from brasdroit.reception.agenda.selectors.setup import AgendaSetup, KnownRoom, KnownType, Practitioner
from brasdroit.reception.agenda.selectors.waiting import WaitingLine, matches_for, waiting_line, waiting_list

__all__ = [
    "AgendaSetup",
    "AgendaView",
    "Candidates",
    "Card",
    "Column",
    "Confirmation",
    "FeedLine",
    "FormerPlace",
    "FreedSlot",
    "KnownRoom",
    "KnownType",
    "Practitioner",
    "Proposal",
    "ReserveDay",
    "SlotAnswer",
    "WaitingLine",
    "agenda_view",
    "appointment_detail",
    "candidates",
    "confirmation_of",
    "exception_list",
    "feed_calendar",
    "feeds",
    "find_slots",
    "free_slots_of_day",
    "free_slots_of_view",
    "freed_slots",
    "hit_by",
    "matches_for",
    "missed_of",
    "moves_of",
    "opening_detail",
    "opening_list",
    "patient_appointments",
    "reserve_days",
    "reserve_detail",
    "reserve_list",
    "setup_of",
    "type_detail",
    "waiting_line",
    "waiting_list",
]
