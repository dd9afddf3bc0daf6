"""The floor's tables, re-exported for Django."""

from brasdroit.record.encounters.models import Encounter as Encounter
from brasdroit.record.encounters.models import EncounterStep as EncounterStep
from brasdroit.record.documents.models import Document as Document
from brasdroit.record.patients.models import Accommodation as Accommodation
from brasdroit.record.patients.models import ClinicalAbsence as ClinicalAbsence
from brasdroit.record.patients.models import ClinicalItem as ClinicalItem
from brasdroit.record.patients.models import Consent as Consent
from brasdroit.record.patients.models import Coverage as Coverage
from brasdroit.record.patients.models import InsHistory as InsHistory
from brasdroit.record.patients.models import Patient as Patient
from brasdroit.record.patients.models import PatientContact as PatientContact
from brasdroit.record.patients.models import PatientIdentityEvent as PatientIdentityEvent
from brasdroit.record.tasks.models import Task as Task
from brasdroit.record.tasks.models import TaskEvent as TaskEvent
