"""Receiving patients, moving them on, and the screens of the room."""

from brasdroit.reception.waiting_room.services.check_in import CheckInSheet as CheckInSheet
from brasdroit.reception.waiting_room.services.check_in import WalkIn as WalkIn
from brasdroit.reception.waiting_room.services.check_in import check_in as check_in
from brasdroit.reception.waiting_room.services.check_in import check_in_walk_in as check_in_walk_in
from brasdroit.reception.waiting_room.services.check_in import correct_check_in as correct_check_in
from brasdroit.reception.waiting_room.services.check_in import undo_check_in as undo_check_in
from brasdroit.reception.waiting_room.services.displays import open_display as open_display
from brasdroit.reception.waiting_room.services.displays import revoke_display as revoke_display
from brasdroit.reception.waiting_room.services.file import FileChanges as FileChanges
from brasdroit.reception.waiting_room.services.moves import move_visit as move_visit
from brasdroit.reception.waiting_room.services.moves import undo_last_step as undo_last_step
