"""The floor's tables, re-exported for Django."""

from brasdroit.pathway.immunisation.models import Immunization as Immunization
from brasdroit.pathway.immunisation.models import VaccinationStatement as VaccinationStatement
from brasdroit.pathway.screening.models import ScreeningEntry as ScreeningEntry
