"""Writing calls, and the doctors' instructions for calls."""

from brasdroit.reception.telephone.services.calls import CallSheet as CallSheet
from brasdroit.reception.telephone.services.calls import close_call as close_call
from brasdroit.reception.telephone.services.calls import edit_call as edit_call
from brasdroit.reception.telephone.services.calls import note_attempt as note_attempt
from brasdroit.reception.telephone.services.calls import record_call as record_call
from brasdroit.reception.telephone.services.calls import reopen_call as reopen_call
from brasdroit.reception.telephone.services.instructions import InstructionSheet as InstructionSheet
from brasdroit.reception.telephone.services.instructions import end_instruction as end_instruction
from brasdroit.reception.telephone.services.instructions import sign_instruction as sign_instruction
