"""The documents printed by the two commands, and the same in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from brasdroit.certification.assessments.rules import evaluate, evaluate_adaptation
from brasdroit.certification.assessments.types import BlockResult, Case, Reason
from brasdroit.certification.deadlines.rules import qualification_deadlines
from brasdroit.certification.deadlines.types import Deadline
from brasdroit.certification.routes.rules import find_routes
from brasdroit.certification.routes.types import Condition, RouteAnswer
from brasdroit.cli.commands.certification.case import AdaptationInput
from brasdroit.cli.commands.certification.profile import ProfileInput
from brasdroit.reference.certification import PayFact, centre_questions, pay_facts


def evaluation_answer(given: Case | AdaptationInput, today: date) -> dict[str, Any]:
    """The proposal to the jury; ``notes`` inform and decide nothing. A course without a day is judged on `today`."""
    if isinstance(given, AdaptationInput):
        found = evaluate_adaptation(given.case, given.on or today)
    else:
        found = evaluate(given)
    return {
        "blocks": {code: _block(block) for code, block in found.blocks.items()},
        "certificate": {"proposal": found.certificate, "reasons": _reasons(found.reasons)},
        "notes": _reasons(found.notes),
    }


def routes_answer(given: ProfileInput) -> dict[str, Any]:
    """The routes, open ones first, the deadlines, earliest first, and what is worth knowing."""
    on = given.profile.on
    deadlines = qualification_deadlines(given.deadlines)
    return {
        "on": on,
        "routes": [_route(route) for route in find_routes(given.profile)],
        "deadlines": [_deadline(deadline) for deadline in deadlines.items],
        "deadlines_missing": deadlines.missing,
        "pay": [_pay(fact) for fact in pay_facts(on)],
        "centre_questions": centre_questions(on),
    }


def sentences(answer: dict[str, Any]) -> Iterator[str]:
    """An answer as lines to read, for people."""
    for code, block in answer.get("blocks", {}).items():
        yield f"Bloc {code}\u202f: {_WORDS[block['proposal']]}"
        yield from _explained(block["reasons"])
    if "certificate" in answer:
        yield f"Proposition\u202f: {_WORDS[answer['certificate']['proposal']]}"
        yield from _explained(answer["certificate"]["reasons"])
    for route in answer.get("routes", []):
        yield f"{route['label']}\u202f: {'voie ouverte' if route['open'] else 'voie fermée'}"
        yield from _explained(route["reasons"])
    for deadline in answer.get("deadlines", []):
        yield f"{deadline['by']:%d/%m/%Y}\u202f: {deadline['rule']}"


def _explained(reasons: Sequence[dict[str, Any]]) -> Iterator[str]:
    return (f"  {reason['explanation']}" for reason in reasons)


def _block(block: BlockResult) -> dict[str, Any]:
    return {
        "title": block.title,
        "proposal": block.proposal,
        "assessments_acquired": block.assessments_acquired,
        "assessments_required": block.assessments_required,
        "assessments": dict(block.outcomes),
        "reasons": _reasons(block.reasons),
    }


def _reasons(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    return [{"code": r.code, "explanation": r.explanation, "sources": r.sources} for r in reasons]


def _route(answer: RouteAnswer) -> dict[str, Any]:
    return {
        "route": answer.route,
        "label": answer.label,
        "open": answer.open,
        "outcome": answer.outcome,
        "hours": answer.hours,
        "reasons": [_condition(reason) for reason in answer.reasons],
        "missing": answer.missing,
        "duration": answer.duration,
        "funding": answer.funding,
        "next_step": answer.next_step,
        "notes": answer.notes,
    }


def _condition(reason: Condition) -> dict[str, Any]:
    return {
        "code": reason.code,
        "met": reason.met,
        "explanation": reason.explanation,
        "sources": reason.sources,
        "missing": reason.missing,
    }


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "what": deadline.what,
        "by": deadline.by,
        "anchor": deadline.anchor,
        "rule": deadline.rule,
        "sources": deadline.sources,
        "regime": deadline.regime,
        "strict": deadline.strict,
    }


def _pay(fact: PayFact) -> dict[str, Any]:
    return {
        "label": fact.label,
        "text": fact.text,
        "note": fact.note,
        "as_of": fact.as_of,
        "source": fact.source,
        "to_verify": fact.to_verify,
    }


_WORDS = {
    "acquired": "acquis",
    "not_acquired": "non acquis",
    "pending": "en attente",
    "kept": "déjà acquis",
    "award": "délivrer",
    "refuse": "ne pas délivrer",
}
