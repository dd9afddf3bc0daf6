"""The files of the planned backups: how they are named, which ones are forgotten."""

from __future__ import annotations

import re
import time
from datetime import datetime
from pathlib import Path

from brasdroit.foundation.backup.rules import Retention, kept
from brasdroit.foundation.keys.kept import backup_ring

SUFFIX = ".sauvegarde"
_NAME = re.compile(r"brasdroit-(\d{4}-\d\d-\d\d-\d{6})-([0-9a-f]{8})" + re.escape(SUFFIX))
_LOST_AFTER_S = 24 * 3600


def file_name(now: datetime) -> str:
    """« brasdroit-2026-11-25-124500-1f2e3d4c.sauvegarde »: the local moment, and whose it is by the number of its key."""
    return f"brasdroit-{now:%Y-%m-%d-%H%M%S}-{backup_ring()[0].number.hex()[:8]}{SUFFIX}"


def own_backups(folder: Path) -> dict[datetime, Path]:
    """The planned backups of this installation that lie in the folder, by local moment; others' files are not seen."""
    ours = {secret.number.hex()[:8] for secret in backup_ring()}
    named = [(path, _NAME.fullmatch(path.name)) for path in folder.glob(f"brasdroit-*{SUFFIX}")]
    found = [(path, name) for path, name in named if name and name[2] in ours]
    return {datetime.strptime(name[1], "%Y-%m-%d-%H%M%S"): path for path, name in found}  # noqa: DTZ007 - local, as named


def prune(folder: Path, retention: Retention) -> list[Path]:
    """Forget the backups the plan does not keep, and what killed ones left behind; answers the backups forgotten."""
    made = own_backups(folder)
    gone = [made[moment] for moment in made.keys() - kept(made, retention)]
    for path in gone:
        path.unlink(missing_ok=True)
    for draft in folder.glob(f".brasdroit-*{SUFFIX}.*.part"):
        if time.time() - draft.stat().st_mtime > _LOST_AFTER_S:
            draft.unlink(missing_ok=True)
    return gone
