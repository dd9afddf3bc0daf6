"""Writing vaccinations."""

from brasdroit.pathway.immunisation.services.bulk import LoadedDose, bulk_load_doses
from brasdroit.pathway.immunisation.services.recording import MOST, correct_dose, enter_in_error, record_doses
from brasdroit.pathway.immunisation.services.statements import (
    certify_contraindication,
    end_contraindication,
    state_history,
)

__all__ = [
    "MOST",
    "LoadedDose",
    "bulk_load_doses",
    "certify_contraindication",
    "correct_dose",
    "end_contraindication",
    "enter_in_error",
    "record_doses",
    "state_history",
]
