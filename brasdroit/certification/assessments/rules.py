"""From criteria to the proposal: competency, assessment, block, certificate (reference "profession", sections 3.4, 3.6).

A competency is mastered when all its criteria are met; an assessment is acquired when all its competencies are
mastered; a block may be proposed when enough assessments are acquired, the mandatory one among them, and the tutor
appreciated every competency as mastered or being acquired. Blocks never compensate each other. The jury decides.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, auto
from types import MappingProxyType

from brasdroit.certification.assessments.types import (
    AdaptationCase,
    Afgsu,
    Appreciation,
    AssessmentFacts,
    BlockFacts,
    BlockProposal,
    BlockResult,
    Case,
    CertificateProposal,
    Evaluation,
    Outcome,
    Reason,
    ReasonCode,
)
from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.practice.missions.rules import afgsu_valid_until
from brasdroit.reference.certification import Block, Framework, entry, framework

_LOGIC = "Fiche CFA, modalités d’évaluation (profession §3.4)"
_AFGSU = "Arrêté du 30/12/2014, art. 3-4 (profession §3.6)"
_COURSE = "Formation d’adaptation à l’emploi (profession §3.7)"


class _AfgsuState(Enum):
    VALID = auto()
    MISSING = auto()
    EXPIRED = auto()


def evaluate(case: Case) -> Evaluation:
    """The proposal for each block of the framework and for the certificate, on the day of the jury.

    Raises KeyError for a framework that does not exist. Blocks and assessments outside the framework are ignored:
    whoever reads the case refuses them.
    """
    rules = framework(case.framework, case.jury_date)
    state = _afgsu_state(case.afgsu, case.jury_date)
    blocks = {b.code: evaluate_block(b, case.blocks.get(b.code, BlockFacts()), case) for b in rules.blocks}
    reasons = [*_block_reasons(blocks, case), *_afgsu_reasons(state, case)]
    notes = tuple(_notes(rules, case))
    return Evaluation(MappingProxyType(blocks), _certificate(reasons), tuple(reasons), notes)


def evaluate_adaptation(case: AdaptationCase, on: date) -> Evaluation:
    """The proposal for the adaptation course's attestation under the rules of `on`: no block, never the CQP."""
    rules = entry(on)
    needed, reasons = rules["adaptation_hours"].integer(), []
    if case.profile not in rules["adaptation_profiles"].raw:
        text = "La formation d’adaptation est réservée aux diplômes DEI, DEAS et DEAP."
        reasons.append(_reason(ReasonCode.PROFILE_NOT_ELIGIBLE, text, rules["adaptation_profiles"].source))
    if (case.hours_signed or 0) < needed:
        text = f"{_number(case.hours_signed or 0)} h signées sur {needed} h."
        reasons.append(_reason(ReasonCode.HOURS_MISSING, text, _COURSE, decides=False))
    return Evaluation(MappingProxyType({}), _certificate(reasons), tuple(reasons))


def evaluate_block(block: Block, facts: BlockFacts, case: Case) -> BlockResult:
    """The proposal for one block: kept when it was acquired before, whatever was sat again since."""
    outcomes = {code: _outcome(block, code, facts, case) for code in block.assessments}
    reasons: list[Reason] = []
    if facts.kept is None:
        reasons = [*_assessment_reasons(block, outcomes, case), *_tutor_reasons(block, facts)]
    acquired = sum(outcome is Outcome.ACQUIRED for outcome in outcomes.values())
    proposal = BlockProposal.KEPT if facts.kept else _block_proposal(reasons)
    return BlockResult(
        block.code, block.title, proposal, acquired, block.required, MappingProxyType(outcomes), tuple(reasons)
    )


def assessment_outcome(facts: AssessmentFacts) -> Outcome:
    """The state of one assessment: acquired when every competency has all its criteria met.

    A criterion not judged yet leaves it "not sat", unless another one already fails it.
    """
    if facts.absent:
        return Outcome.ABSENT
    if facts.acquired is not None:
        return Outcome.ACQUIRED if facts.acquired else Outcome.NOT_ACQUIRED
    mastered = [_mastered(criteria) for criteria in facts.competencies.values()]
    if False in mastered:
        return Outcome.NOT_ACQUIRED
    return Outcome.NOT_SAT if not mastered or None in mastered else Outcome.ACQUIRED


def _mastered(criteria: tuple[bool | None, ...]) -> bool | None:
    if False in criteria:
        return False
    return None if not criteria or None in criteria else True


def _outcome(block: Block, code: str, facts: BlockFacts, case: Case) -> Outcome:
    given = facts.assessments.get(code, AssessmentFacts())
    outcome = assessment_outcome(given)
    if code != block.mandatory or outcome in {Outcome.NOT_ACQUIRED, Outcome.ABSENT}:
        return outcome
    state = _afgsu_state(case.afgsu, case.jury_date)
    if state is _AfgsuState.VALID:
        return outcome if given.entered else Outcome.ACQUIRED
    return Outcome.NOT_ACQUIRED if state is _AfgsuState.EXPIRED else Outcome.NOT_SAT


def _afgsu_state(afgsu: Afgsu | None, on: date) -> _AfgsuState:
    """An attestation obtained after `on` is none yet; on its last anniversary it is already too late."""
    if afgsu is None or afgsu.obtained > on or not _level_accepted(afgsu, on):
        return _AfgsuState.MISSING
    until = afgsu_valid_until(afgsu.obtained, afgsu.refreshed, on)
    return _AfgsuState.VALID if until is not None and on < until else _AfgsuState.EXPIRED


def _level_accepted(afgsu: Afgsu, on: date) -> bool:
    return afgsu.level != 2 or bool(entry(on)["afgsu_2_accepted"].raw)


def _assessment_reasons(block: Block, outcomes: Mapping[str, Outcome], case: Case) -> list[Reason]:
    acquired = sum(outcome is Outcome.ACQUIRED for outcome in outcomes.values())
    still = [code for code, outcome in outcomes.items() if outcome is Outcome.NOT_SAT]
    reasons = []
    if acquired + len(still) < block.required:
        text = f"Épreuves acquises\u202f: {acquired} sur {len(outcomes)}\u202f; il en faut {block.required}."
        reasons.append(_reason(ReasonCode.ASSESSMENTS_INSUFFICIENT, text, _LOGIC))
    elif acquired < block.required and (others := [code for code in still if code != block.mandatory]):
        text = f"Épreuves à passer\u202f: {', '.join(others)}. Acquises\u202f: {acquired}, il en faut {block.required}."
        reasons.append(_reason(ReasonCode.NOT_SAT, text, _LOGIC, decides=False))
    if block.mandatory is not None and outcomes[block.mandatory] is not Outcome.ACQUIRED:
        reasons.append(_mandatory_reason(block.mandatory, outcomes[block.mandatory], case))
    return reasons


def _mandatory_reason(code: str, outcome: Outcome, case: Case) -> Reason:
    because = {
        _AfgsuState.MISSING: "aucune AFGSU 1 n’est obtenue au jour du jury",
        _AfgsuState.EXPIRED: "l’AFGSU n’est plus valable au jour du jury",
        _AfgsuState.VALID: "elle n’est pas acquise à cette session",
    }[_afgsu_state(case.afgsu, case.jury_date)]
    text = f"L’épreuve {code} (soins d’urgence) est obligatoire\u202f: {because}."
    return _reason(ReasonCode.MANDATORY_MISSING, text, _LOGIC, decides=outcome is not Outcome.NOT_SAT)


def _tutor_reasons(block: Block, facts: BlockFacts) -> list[Reason]:
    refused = [name for name, said in facts.tutor.items() if said is Appreciation.NOT_ACQUIRED]
    awaited = [name for name in _appreciable(block, facts) if facts.tutor.get(name) is None]
    reasons = []
    if refused:
        text = f"Le tuteur juge non acquis\u202f: {', '.join(refused)}."
        reasons.append(_reason(ReasonCode.TUTOR_NOT_ACQUIRED, text, _LOGIC))
    if awaited or not facts.tutor:
        text = f"L’appréciation du tuteur manque\u202f: {', '.join(awaited) or 'toutes les compétences'}."
        reasons.append(_reason(ReasonCode.TUTOR_MISSING, text, _LOGIC, decides=False))
    return reasons


def _appreciable(block: Block, facts: BlockFacts) -> list[str]:
    """The framework's own list when it has one; otherwise every competency the case names, once each."""
    targeted = [name for sat in facts.assessments.values() for name in sat.competencies]
    return list(dict.fromkeys([*(block.competencies or targeted), *facts.tutor]))


def _block_proposal(reasons: Iterable[Reason]) -> BlockProposal:
    decided = [reason.decides for reason in reasons]
    if True in decided:
        return BlockProposal.NOT_ACQUIRED
    return BlockProposal.PENDING if decided else BlockProposal.ACQUIRED


def _certificate(reasons: Iterable[Reason]) -> CertificateProposal:
    decided = [reason.decides for reason in reasons]
    if True in decided:
        return CertificateProposal.REFUSE
    return CertificateProposal.PENDING if decided else CertificateProposal.AWARD


def _block_reasons(blocks: Mapping[str, BlockResult], case: Case) -> Iterable[Reason]:
    for code, block in blocks.items():
        if code not in case.blocks:
            yield _missing_block(code, "n’a encore aucun résultat")
        elif block.proposal is BlockProposal.PENDING:
            yield _missing_block(code, "reste en attente")
        elif block.proposal is BlockProposal.NOT_ACQUIRED:
            text = f"Le bloc {code} n’est pas acquis\u202f: les blocs ne se compensent pas."
            yield _reason(ReasonCode.BLOCK_NOT_ACQUIRED, text, _LOGIC)


def _missing_block(code: str, state: str) -> Reason:
    text = f"Le bloc {code} {state}\u202f: les quatre blocs sont nécessaires."
    return _reason(ReasonCode.BLOCK_MISSING, text, _LOGIC, decides=False)


def _afgsu_reasons(state: _AfgsuState, case: Case) -> Iterable[Reason]:
    if state is _AfgsuState.MISSING:
        text = "Aucune AFGSU 1 n’est obtenue au jour du jury."
        yield _reason(ReasonCode.AFGSU_MISSING, text, _AFGSU, decides=False)
    elif state is _AfgsuState.EXPIRED and case.afgsu is not None:
        until = afgsu_valid_until(case.afgsu.obtained, case.afgsu.refreshed, case.jury_date)
        since = numeric_date(until) if until else ""
        yield _reason(ReasonCode.AFGSU_EXPIRED, f"L’AFGSU n’est plus valable depuis le {since}.", _AFGSU)


def _notes(rules: Framework, case: Case) -> Iterable[Reason]:
    if not rules.registered(case.jury_date):
        text = (
            f"L’enregistrement {rules.code} court du {numeric_date(rules.registered_on)} "
            f"au {numeric_date(rules.expires_on)}\u202f: le candidat garde son référentiel, à confirmer avec le certificateur."
        )
        yield _reason("framework_not_registered", text, rules.source, decides=False)
    if case.afgsu is not None and case.afgsu.level == 2 and _level_accepted(case.afgsu, case.jury_date):
        text = "Une AFGSU 2 est comptée pour une AFGSU 1\u202f: à confirmer avec le certificateur."
        yield _reason("afgsu_2_accepted", text, _AFGSU, decides=False)


def _reason(code: str, text: str, source: str, *, decides: bool = True) -> Reason:
    return Reason(str(code), text, (source,), decides)


def _number(hours: float) -> str:
    return f"{hours:g}".replace(".", ",")
