"""The rules of the waiting room: order and words, what a file still lacks, figures of the day."""

from brasdroit.reception.waiting_room.rules.arrival import digest_of as digest_of
from brasdroit.reception.waiting_room.rules.arrival import identity_answer as identity_answer
from brasdroit.reception.waiting_room.rules.arrival import missing_pieces as missing_pieces
from brasdroit.reception.waiting_room.rules.figures import next_break as next_break
from brasdroit.reception.waiting_room.rules.figures import rate as rate
from brasdroit.reception.waiting_room.rules.figures import spread as spread
from brasdroit.reception.waiting_room.rules.order import call_number as call_number
from brasdroit.reception.waiting_room.rules.order import companions_text as companions_text
from brasdroit.reception.waiting_room.rules.order import delay as delay
from brasdroit.reception.waiting_room.rules.order import delay_text as delay_text
from brasdroit.reception.waiting_room.rules.order import delays as delays
from brasdroit.reception.waiting_room.rules.order import display as display
from brasdroit.reception.waiting_room.rules.order import expected_text as expected_text
from brasdroit.reception.waiting_room.rules.order import gauge as gauge
from brasdroit.reception.waiting_room.rules.order import lateness as lateness
from brasdroit.reception.waiting_room.rules.order import minutes_between as minutes_between
from brasdroit.reception.waiting_room.rules.order import order_of_passage as order_of_passage
from brasdroit.reception.waiting_room.rules.order import passages as passages
from brasdroit.reception.waiting_room.rules.order import reason as reason
from brasdroit.reception.waiting_room.rules.order import waiting_text as waiting_text
