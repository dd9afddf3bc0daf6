"""Reading a case to evaluate: a candidate before a jury, or the end of an adaptation course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brasdroit.certification.assessments.types import (
    AdaptationCase,
    Afgsu,
    Appreciation,
    AssessmentFacts,
    BlockFacts,
    Case,
)
from brasdroit.cli.commands.certification.document import Node
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.reference.certification import ADAPTATION, Block, framework, framework_codes

_LEVELS = (1, 2)
_MOST_HOURS = 10_000
_FIRST_JURY = date(2019, 11, 13)
"""The decree of 7 November 2019 took effect: there was no certificate to award before."""


@dataclass(frozen=True, slots=True)
class AdaptationInput:
    """An adaptation course and the day whose rules apply (None: today's)."""

    case: AdaptationCase
    on: date | None


def read_case(document: Node) -> Case | AdaptationInput:
    """The case the document holds; UnusableInput, with one sentence, when it does not make sense."""
    code = document.get("framework", "Le référentiel").one_of([*framework_codes(), ADAPTATION])
    jury = document.get("jury_date", "La date du jury")
    if code == ADAPTATION:
        return AdaptationInput(_adaptation(document), jury.optional_day())
    day = jury.day()
    if day < _FIRST_JURY:
        jury.refuse(f"aucun jury ne s’est tenu avant le {numeric_date(_FIRST_JURY)}")
    afgsu = _afgsu(document.get("afgsu", "L’AFGSU"))
    blocks = {
        name: _block(node, code, name, day) for name, node in document.get("blocks", "Les blocs").items("Le bloc")
    }
    return Case(code, day, {name: block for name, block in blocks.items() if block is not None}, afgsu)


def _adaptation(document: Node) -> AdaptationCase:
    hours = document.get("hours_signed", "Les heures signées").number(_MOST_HOURS)
    return AdaptationCase(document.get("profile", "Le diplôme").text(), hours)


def _afgsu(node: Node) -> Afgsu | None:
    level = node.get("level", "Le niveau de l’AFGSU")
    if not level.empty and (isinstance(level.value, bool) or level.value not in _LEVELS):
        level.refuse("le niveau 1 ou 2 est attendu")
    obtained = node.get("obtained", "La date de l’AFGSU").optional_day()
    refreshed = node.get("refreshed", "La date de réactualisation de l’AFGSU")
    if refreshed.empty or (obtained is not None and obtained <= refreshed.day()):
        return Afgsu(obtained, refreshed.optional_day(), level.value) if obtained else None
    return refreshed.refuse("elle ne peut ni précéder l’obtention, ni s’en passer")


def _block(node: Node, code: str, name: str, jury: date) -> BlockFacts | None:
    try:
        block = framework(code, jury).block(name)
    except KeyError:
        node.refuse(f"il n’existe pas dans {code}")
    if node.empty:
        return None
    return BlockFacts(_assessments(node, block), _tutor(node, block), _kept(node, name, jury))


def _kept(node: Node, name: str, jury: date) -> date | None:
    kept = node.get("kept", f"La date d’acquisition du bloc {name}")
    if (day := kept.optional_day()) is not None and day > jury:
        kept.refuse("elle est postérieure au jury")
    return day


def _assessments(node: Node, block: Block) -> dict[str, AssessmentFacts]:
    found = node.get("assessments", f"Les épreuves du bloc {block.code}").items("L’épreuve")
    for name, given in found:
        if name not in block.assessments:
            given.refuse(f"elle n’appartient pas au bloc {block.code}")
    return {name: _assessment(given, name, block) for name, given in found}


def _assessment(node: Node, name: str, block: Block) -> AssessmentFacts:
    detail = node.get("competencies", f"Les compétences de l’épreuve {name}")
    acquired = node.get("acquired", f"Le résultat de l’épreuve {name}").boolean()
    absent = bool(node.get("absent", f"L’absence à l’épreuve {name}").boolean())
    competencies = {key: _criteria(item, block) for key, item in _competencies(detail, block)}
    if bool(competencies) + (acquired is not None) + absent > 1 and not (absent and acquired is False):
        node.refuse("choisissez entre les critères, le résultat et l’absence")
    return AssessmentFacts(competencies, None if absent else acquired, absent)


def _competencies(node: Node, block: Block) -> list[tuple[str, Node]]:
    found = node.items("La compétence")
    for name, given in found:
        if block.competencies and name not in block.competencies:
            given.refuse(f"elle n’appartient pas au bloc {block.code}")
    return found


def _criteria(node: Node, block: Block) -> tuple[bool | None, ...]:
    return tuple(item.boolean() for item in node.get("criteria", f"Les critères du bloc {block.code}").list())


def _tutor(node: Node, block: Block) -> dict[str, Appreciation | None]:
    found = _competencies(node.get("tutor", f"L’appréciation du tuteur du bloc {block.code}"), block)
    return {name: None if said.empty else Appreciation(said.one_of(list(Appreciation))) for name, said in found}
