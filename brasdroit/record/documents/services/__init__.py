"""Writing documents."""

from brasdroit.record.documents.services.keeping import (
    attach_document,
    edit_document,
    remove_document,
    restore_document,
)
from brasdroit.record.documents.services.storing import (
    Stored,
    Upload,
    replace_document,
    set_photo,
    store_document,
)

__all__ = [
    "Stored",
    "Upload",
    "attach_document",
    "edit_document",
    "remove_document",
    "replace_document",
    "restore_document",
    "set_photo",
    "store_document",
]
