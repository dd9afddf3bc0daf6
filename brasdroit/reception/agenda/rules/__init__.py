"""The agenda's rules, pure and dated: what is open, what is free, what may be written, what was asked for."""

from brasdroit.reception.agenda.rules.attendance import missed_count, missed_text
from brasdroit.reception.agenda.rules.bookings import Override, check_booking, check_move, overbooking
from brasdroit.reception.agenda.rules.ics import confirmation, feed
from brasdroit.reception.agenda.rules.openings import absence_between, closing_reason, openings_of_day
from brasdroit.reception.agenda.rules.phrases import read_phrase
from brasdroit.reception.agenda.rules.series import Recurrence, closed_days, recurring
from brasdroit.reception.agenda.rules.slots import Occupation, free_slots
from brasdroit.reception.agenda.rules.waiting_list import misfit, waiting_matches

__all__ = [
    "Occupation",
    "Override",
    "Recurrence",
    "absence_between",
    "check_booking",
    "check_move",
    "closed_days",
    "closing_reason",
    "confirmation",
    "feed",
    "free_slots",
    "misfit",
    "missed_count",
    "missed_text",
    "openings_of_day",
    "overbooking",
    "read_phrase",
    "recurring",
    "waiting_matches",
]
