"""``brasdroit keys``: the recovery code of the backups, and the renewal of keys."""

from __future__ import annotations

import argparse
from typing import Any

from brasdroit.cli.output import Bar, UnusableInput, say

NAME, HELP = "keys", "montre le code de secours, renouvelle les clés"
DOCUMENTS, BACKUPS = "documents", "backups"


def add(parser: argparse.ArgumentParser) -> None:
    """``show``, ``check CODE``, ``rotate [documents|backups]``."""
    parser.add_argument(
        "action", choices=["show", "check", "rotate"],
        help="show\u202f: le code de secours des sauvegardes\u202f; check\u202f: si un code noté est le bon\u202f; rotate\u202f: renouvelle une clé",
    )  # fmt: skip
    parser.add_argument(
        "value", nargs="?", default="", help="check\u202f: le code\u202f; rotate\u202f: documents (défaut) ou backups"
    )


def run(options: argparse.Namespace) -> dict[str, Any] | None:
    """``show``: ``{"recovery_code"}``; ``check``: ``{"known", "present"}``; ``rotate``: what was renewed."""
    from brasdroit.foundation.errors import DomainError

    try:
        done, sentence = {"show": _show, "check": _check, "rotate": _rotate}[options.action](options)
    except DomainError as error:
        raise UnusableInput(error.message) from error
    if options.json:
        return done
    say(sentence)
    return None


def _show(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from brasdroit.foundation.keys.codes import shown_code
    from brasdroit.foundation.keys.kept import backup_ring

    code = shown_code(backup_ring()[0].text)
    return {"recovery_code": code}, (
        f"Code de secours\u202f: {code}\nNotez-le et rangez-le hors du cabinet\u202f: sans lui, une sauvegarde ne s’ouvre que sur cet "
        "ordinateur."
    )


def _check(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from brasdroit.foundation.keys.codes import WrongCode, read_code
    from brasdroit.foundation.keys.kept import backup_ring

    try:
        code = read_code(options.value)
    except WrongCode as error:
        raise UnusableInput(str(error)) from error
    texts = [secret.text for secret in backup_ring()]
    sentence = "Ce code n’ouvre aucune sauvegarde de cette installation."
    if code in texts:
        sentence = "Ce code ouvre les sauvegardes de cette installation."
    if code in texts[1:]:
        sentence = "Ce code n’ouvre que des sauvegardes anciennes\u202f: notez le code présent, «\u202fbrasdroit keys show\u202f»."
    return {"known": code in texts, "present": code == texts[0]}, sentence


def _rotate(options: argparse.Namespace) -> tuple[dict[str, Any], str]:
    if options.value not in ("", DOCUMENTS, BACKUPS):
        raise UnusableInput(
            f"«\u202f{options.value}\u202f» n’a pas de clé à renouveler\u202f: dites {DOCUMENTS} ou {BACKUPS}."
        )
    return _rotate_backups() if options.value == BACKUPS else _rotate_documents()


def _rotate_backups() -> tuple[dict[str, Any], str]:
    from brasdroit.foundation.keys.codes import shown_code
    from brasdroit.foundation.keys.kept import renew_backup_code

    code = shown_code(renew_backup_code().text)
    return {"recovery_code": code}, (
        f"Nouveau code de secours\u202f: {code}\nLes sauvegardes déjà faites gardent l’ancien\u202f: gardez aussi l’ancien papier."
    )


def _rotate_documents() -> tuple[dict[str, Any], str]:
    from brasdroit.foundation.files.rotation import begin, go_on

    begin()
    done = go_on(Bar().tell)
    answer = {
        "rewritten": done.rewritten, "unreadable": list(done.unreadable), "former_keys": done.former_keys,
    }  # fmt: skip
    if done.unreadable:
        return answer, (
            f"{done.rewritten} documents chiffrés à nouveau, {len(done.unreadable)} illisibles\u202f: l’ancienne clé est gardée, "
            "lancez «\u202fbrasdroit doctor\u202f»."
        )
    kept = " L’ancienne clé peut être retirée de BRASDROIT_FILES_KEY." if done.former_keys else ""
    return answer, f"Clé renouvelée, {done.rewritten} documents chiffrés à nouveau.{kept}"
