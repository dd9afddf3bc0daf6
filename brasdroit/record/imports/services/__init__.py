"""Running an import: prepare, run batch by batch, decide what was left aside."""

from brasdroit.record.imports.services.batches import Batch, apply_batch
from brasdroit.record.imports.services.decisions import decide_row
from brasdroit.record.imports.services.jobs import queue_run
from brasdroit.record.imports.services.runs import (
    BATCH_ROWS,
    choose_mapping,
    execute,
    prepare_run,
    sample_rows,
    save_profile,
)

__all__ = [
    "BATCH_ROWS",
    "Batch",
    "apply_batch",
    "choose_mapping",
    "decide_row",
    "execute",
    "prepare_run",
    "queue_run",
    "sample_rows",
    "save_profile",
]
