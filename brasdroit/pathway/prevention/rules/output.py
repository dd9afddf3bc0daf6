"""The answer as a plain document, in the shape other programs rely on."""

from __future__ import annotations

from datetime import date
from typing import Any

from brasdroit.pathway.prevention.types import PreventionAnswer, PreventionItem


def as_document(answer: PreventionAnswer) -> dict[str, Any]:
    """``{"on", "edition", "items", "doses", "screenings", "unknown_conditions"}`` with ISO dates."""
    return {
        "on": answer.on.isoformat(),
        "edition": answer.edition,
        "items": [_item(one) for one in answer.items],
        "doses": [
            {
                "index": one.index,
                "target": one.target,
                "valid": one.valid,
                "code": one.code,
                "explanation": one.explanation,
            }
            for one in answer.doses
        ],
        "screenings": [
            {
                "index": one.index,
                "target": one.target,
                "counted": one.counted,
                "code": one.code,
                "explanation": one.explanation,
            }
            for one in answer.screenings
        ],
        "unknown_conditions": list(answer.unknown_conditions),
    }


def _item(one: PreventionItem) -> dict[str, Any]:
    return {
        "target": one.target,
        "kind": one.kind,
        "status": one.status.value,
        "dose": one.dose,
        "earliest": _iso(one.earliest),
        "recommended": _iso(one.recommended),
        "latest": _iso(one.latest),
        "obligation": one.obligation.value,
        "code": one.code,
        "explanation": one.explanation,
        "sources": list(one.sources),
        "missing": list(one.missing),
        "to_verify": one.to_verify,
        "doubts": list(one.doubts),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
