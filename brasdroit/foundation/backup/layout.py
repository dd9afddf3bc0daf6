"""The names of the records of an archive, and how it tells about itself. Needs no Django: read before anything is set up."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from brasdroit.foundation.backup.sealing import broken
from brasdroit.foundation.backup.types import FORMAT, About, BackupError

ABOUT, END = "about.json", "end.json"
FILES_KEYS, SECRET, DEMO = "files.key", "secret.key", "demo"
FOLDER = "files/"
FILE_NAME = re.compile(r"files/([0-9a-f]{2})/([0-9a-f]{30}\1)")


def about_json(about: About) -> dict[str, Any]:
    """As the archive keeps it."""
    return dataclasses.asdict(about)


def read_about(raw: Any) -> About:
    """What the archive says of itself; raises BackupError ``newer`` or ``broken``."""
    if raw.get("format", 0) > FORMAT:
        raise newer()
    try:
        applied = tuple((str(app), str(name)) for app, name in raw["migrations"])
        return About(**{**raw, "migrations": applied})
    except (KeyError, TypeError, ValueError) as error:
        raise broken() from error


def newer() -> BackupError:
    """The refusal of what a later program wrote."""
    return BackupError(
        "Cette sauvegarde vient d’une version plus récente de Brasdroit\u202f: mettez d’abord le programme à jour.",
        code="newer",
    )
