"""Writing screenings."""

from brasdroit.pathway.screening.services.bulk import LoadedResult, bulk_load_results
from brasdroit.pathway.screening.services.recording import (
    EntryFacts,
    hand_over_kit,
    record_refusal,
    record_result,
    take_back,
)

__all__ = [
    "EntryFacts",
    "LoadedResult",
    "bulk_load_results",
    "hand_over_kit",
    "record_refusal",
    "record_result",
    "take_back",
]
