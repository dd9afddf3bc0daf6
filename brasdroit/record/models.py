"""The floor's tables, re-exported for Django."""

from brasdroit.record.encounters.models import Encounter as Encounter
from brasdroit.record.encounters.models import EncounterStep as EncounterStep
