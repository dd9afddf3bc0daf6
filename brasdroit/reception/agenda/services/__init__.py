"""Writing the agenda."""

from brasdroit.reception.agenda.services.booking import Booking, book
from brasdroit.reception.agenda.services.bulk import LoadedAppointment, bulk_load_appointments
from brasdroit.reception.agenda.services.catalogue import TypeFacts, retire_type, save_type
from brasdroit.reception.agenda.services.changes import Cancellation, Change, cancel, mark_no_show, move, restore
from brasdroit.reception.agenda.services.feeds import create_feed, revoke_feed
from brasdroit.reception.agenda.services.following import follow_encounter
from brasdroit.reception.agenda.services.schedule import (
    ExceptionFacts,
    OpeningFacts,
    ReserveFacts,
    add_exception,
    add_opening,
    add_reserve,
    change_opening,
    end_exception,
    end_opening,
    end_reserve,
    keep_reserve,
    release_reserve,
)
from brasdroit.reception.agenda.services.series import SeriesResult, book_series, cancel_series
from brasdroit.reception.agenda.services.waiting import (
    WaitingFacts,
    accept_slot,
    add_waiting,
    decline_slot,
    offer_freed_slot,
    propose_slot,
    reconsider_slot,
    withdraw_waiting,
)

__all__ = [
    "Booking",
    "Cancellation",
    "Change",
    "ExceptionFacts",
    "LoadedAppointment",
    "OpeningFacts",
    "ReserveFacts",
    "SeriesResult",
    "TypeFacts",
    "WaitingFacts",
    "accept_slot",
    "add_exception",
    "add_opening",
    "add_reserve",
    "add_waiting",
    "book",
    "book_series",
    "bulk_load_appointments",
    "cancel",
    "cancel_series",
    "change_opening",
    "create_feed",
    "decline_slot",
    "end_exception",
    "end_opening",
    "end_reserve",
    "follow_encounter",
    "keep_reserve",
    "mark_no_show",
    "move",
    "offer_freed_slot",
    "propose_slot",
    "reconsider_slot",
    "release_reserve",
    "restore",
    "retire_type",
    "revoke_feed",
    "save_type",
    "withdraw_waiting",
]
