"""Understanding headers and rows of a patient list."""

from brasdroit.record.imports.rules.headers import TARGET_LABELS, guess_mapping, missing_targets
from brasdroit.record.imports.rules.rows import fingerprint, read_row

__all__ = ["TARGET_LABELS", "fingerprint", "guess_mapping", "missing_targets", "read_row"]
