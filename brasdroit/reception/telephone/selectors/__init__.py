"""Reading calls and instructions."""

from brasdroit.reception.telephone.selectors.calls import CallFilter as CallFilter
from brasdroit.reception.telephone.selectors.calls import call as call
from brasdroit.reception.telephone.selectors.calls import calls as calls
from brasdroit.reception.telephone.selectors.calls import history as history
from brasdroit.reception.telephone.selectors.calls import open_count as open_count
from brasdroit.reception.telephone.selectors.instructions import flags_in_force as flags_in_force
from brasdroit.reception.telephone.selectors.instructions import heard as heard
from brasdroit.reception.telephone.selectors.instructions import instruction as instruction
from brasdroit.reception.telephone.selectors.instructions import instructions as instructions
