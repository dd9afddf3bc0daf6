"""Where this installation keeps its rings: in the data directory, or in the environment of a group."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings

from brasdroit.foundation.keys.codes import draw_code
from brasdroit.foundation.keys.rings import Secret, begin_ring, read_ring, write_ring

FILES_KEY, BACKUP_KEY = "files.key", "backup.key"


def files_ring_path() -> Path:
    """The file of the documents' ring."""
    return Path(settings.DATA_DIR) / FILES_KEY


def files_ring() -> tuple[Secret, ...]:
    """The documents' secrets, the present one first; drawn at first use.

    ``BRASDROIT_FILES_KEY`` (several separated by commas, the present one first) takes the place of the file.
    """
    if settings.FILES_KEY:
        return tuple(Secret(text.strip()) for text in settings.FILES_KEY.split(",") if text.strip())
    return read_ring(files_ring_path()) or begin_ring(files_ring_path(), draw_files_secret())


def draw_files_secret() -> str:
    """A fresh secret for documents."""
    return secrets.token_urlsafe(48)


def backup_ring_path() -> Path:
    """The file of the backups' ring."""
    return Path(settings.DATA_DIR) / BACKUP_KEY


def backup_ring() -> tuple[Secret, ...]:
    """The backups' recovery codes, the present one first; drawn at first use, and copied to the folder of keys."""
    path = backup_ring_path()
    found = read_ring(path)
    if not found:
        found = begin_ring(path, draw_code())
        keep_copy(Path(settings.KEYS_DIR), found)
    return found


def renew_backup_code() -> Secret:
    """A new recovery code for the backups to come; the former ones still open theirs."""
    ring = (Secret(draw_code()), *backup_ring())
    write_ring(backup_ring_path(), ring)
    keep_copy(Path(settings.KEYS_DIR), ring)
    return ring[0]


def keep_copy(folder: Path, ring: tuple[Secret, ...]) -> bool:
    """Add the codes to the copy outside the data directory, so that this computer can restore a lost one.

    Answers False when the folder cannot be written: the code on paper then stands alone.
    """
    path = folder / BACKUP_KEY
    try:
        known = read_ring(path)
        write_ring(path, [*ring, *(secret for secret in known if secret not in ring)])
    except OSError:
        return False
    return True
