"""What the stable codes of the journal mean, in French: each capability tells its own."""

from __future__ import annotations

from collections.abc import Mapping

_labels: dict[str, str] = {}


def actions(labels: Mapping[str, str]) -> None:
    """Tell the French labels of a capability's actions (``patient.created`` -> « Dossier créé »)."""
    _labels.update(labels)


def action_label(code: str) -> str:
    """The label of an action, or its code when no capability of this edition tells it."""
    return _labels.get(code, code)


def known_actions() -> tuple[tuple[str, str], ...]:
    """(code, label) of every action, by label."""
    return tuple(sorted(_labels.items(), key=lambda item: item[1]))
