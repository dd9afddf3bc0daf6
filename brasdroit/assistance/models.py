"""The floor's tables, re-exported for Django."""

from brasdroit.assistance.measurements.models import DoctorThreshold as DoctorThreshold
from brasdroit.assistance.measurements.models import MeasurementAlert as MeasurementAlert
from brasdroit.assistance.measurements.models import Observation as Observation
from brasdroit.assistance.preparation.models import Preparation as Preparation
from brasdroit.assistance.preparation.models import PreparationEvent as PreparationEvent
from brasdroit.assistance.preparation.models import Questionnaire as Questionnaire
from brasdroit.assistance.preparation.models import QuestionnaireResponse as QuestionnaireResponse
from brasdroit.assistance.preparation.models import QuestionnaireVersion as QuestionnaireVersion
