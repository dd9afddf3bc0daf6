"""Renewing the documents' key: a new one serves at once, the former ones stay until nothing needs them any more.

The state is on the disk (a ring of more than one key is a rotation under way), so that a rotation cut off at any point
goes on where it stood, by the command or by the worker.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.files.vault import (
    key_number,
    place,
    read,
    stored_files,
    vault_folder,
    vault_lock,
    vault_path,
    write_sealed,
)
from brasdroit.foundation.keys.kept import draw_files_secret, files_ring, files_ring_path
from brasdroit.foundation.keys.rings import Secret, write_ring

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Rotation:
    """How a rotation stands: files encrypted again now, files that could not be, former keys still kept."""

    rewritten: int
    unreadable: tuple[str, ...]
    former_keys: int


def under_way() -> bool:
    """Whether former keys are still kept."""
    return len(files_ring()) > 1


def begin() -> None:
    """Draw a new key for the documents, unless a rotation is already under way.

    Raises Invalid when the keys come from the environment: whoever set them there adds the new one in front.
    """
    if under_way():
        return
    if settings.FILES_KEY:
        raise Invalid(
            "Les clés viennent de BRASDROIT_FILES_KEY\u202f: mettez-y une nouvelle clé devant l’ancienne, séparées par une "
            "virgule, puis relancez cette commande.",
            code="keys_elsewhere",
        )
    with vault_lock(alone=True):
        write_ring(files_ring_path(), [Secret(draw_files_secret()), *files_ring()])


def go_on(tell: Tell) -> Rotation:
    """Encrypt again what still has a former key, then forget the keys nothing needs; safe to call again and again.

    ``tell(what, done, total)`` follows it. Raises Conflict when another process is at it.
    """
    with _alone():
        present, waiting = files_ring()[0], list(_waiting())
        unreadable: list[str] = []
        for done, path in enumerate(waiting, 1):
            if not _rewritten(path, present):
                unreadable.append(path.name)
            tell("Documents", done, len(waiting))
        _forget_former(present)
        return Rotation(len(waiting) - len(unreadable), tuple(unreadable), len(files_ring()) - 1)


def go_on_quietly() -> None:
    """The worker's part: finish a rotation that was cut off, if any."""
    if under_way():
        try:
            go_on(lambda *_: None)
        except Conflict:
            return


def _waiting() -> Iterator[Path]:
    number = files_ring()[0].number
    return (path for path in stored_files() if _number(path) not in (number, b""))


def _number(path: Path) -> bytes | None:
    try:
        return key_number(path)
    except FileNotFoundError:
        return b""  # erased meanwhile


def _rewritten(path: Path, present: Secret) -> bool:
    file_id = UUID(path.name)
    draft = path.with_suffix(".new")
    try:
        write_sealed(draft, file_id, present, read(file_id))
    except Invalid:
        return not path.exists()
    with vault_lock(alone=True):
        if vault_path(file_id).exists():  # else it was erased meanwhile, and stays so
            place(draft, path)
    draft.unlink(missing_ok=True)
    return True


def _forget_former(present: Secret) -> None:
    with vault_lock(alone=True):
        if under_way() and not settings.FILES_KEY and next(_waiting(), None) is None:
            write_ring(files_ring_path(), [present])


@contextmanager
def _alone() -> Iterator[None]:
    vault_folder().mkdir(parents=True, exist_ok=True)
    with (vault_folder() / ".rotation").open("wb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Conflict(
                "Un renouvellement des clés est déjà en cours sur cette installation.", code="busy"
            ) from error
        yield
