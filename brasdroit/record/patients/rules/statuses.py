"""The status of an identity: four values, two axes, and the only ways from one to another (safety §1.6, §1.7).

Axis I: traits obtained from INSi. Axis C: coherence checked against a high-confidence proof of identity.
The comparison of traits is always a person's decision: the caller passes what that person stated.
"""

from dataclasses import dataclass
from enum import StrEnum

from brasdroit.record.patients.rules.labels import STATUS
from brasdroit.record.patients.types import Answer, IdentityAttribute, IdentityStatus

PROVISIONAL, VALIDATED = IdentityStatus.PROVISIONAL, IdentityStatus.VALIDATED
RETRIEVED, QUALIFIED = IdentityStatus.RETRIEVED, IdentityStatus.QUALIFIED
_DOUBT = frozenset({IdentityAttribute.DOUBTFUL, IdentityAttribute.FICTITIOUS})
_SOURCES = ("RNIV 1 v2.0, EXI SI 07",)
_ATTRIBUTE_SOURCES = ("Guide d’implémentation de l’INS v3.0, EXI ID 24 et EXI ID 26", "RNIV, EXI SI 09 et SI 22")
_SENDING_SOURCES = ("Guide d’implémentation de l’INS v3.0, EXI ID 29",)
_APP_SOURCES = ("RNIV 1 v2.0, §4.3.4",)


class IdentityEvent(StrEnum):
    """What may move a status."""

    EVIDENCE_CHECKED = "evidence_checked"
    INSI_CONFIRMED = "insi_confirmed"
    APP_READ = "app_read"
    INS_INVALIDATED = "ins_invalidated"
    DOUBT_RAISED = "doubt_raised"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when an event occurs; None = nobody said.

    `high_confidence_evidence`: the proof shown is of high confidence. `insi_code`: CodeCR of INSi (« 00 » = one
    identity). `traits_confirmed`: the user states that the returned traits are those of the person present.
    """

    high_confidence_evidence: bool | None = None
    insi_code: str | None = None
    traits_confirmed: bool | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """The answer to an event: `status` is the one to store; `ins_kept` says whether matricule and OID stay."""

    answer: Answer
    status: IdentityStatus
    ins_kept: bool


_AFTER_EVIDENCE = {
    PROVISIONAL: VALIDATED,
    VALIDATED: VALIDATED,
    RETRIEVED: QUALIFIED,
    QUALIFIED: QUALIFIED,
}
_AFTER_INSI = {PROVISIONAL: RETRIEVED, RETRIEVED: RETRIEVED, VALIDATED: QUALIFIED, QUALIFIED: QUALIFIED}
_WITHOUT_INS = {PROVISIONAL: PROVISIONAL, RETRIEVED: PROVISIONAL, VALIDATED: VALIDATED, QUALIFIED: VALIDATED}


def carries_ins(status: IdentityStatus) -> bool:
    """Whether an identity of this status holds a matricule and its OID."""
    return status in (RETRIEVED, QUALIFIED)


def transition(
    status: IdentityStatus, event: IdentityEvent, facts: Facts, attributes: frozenset[IdentityAttribute] = frozenset()
) -> Transition:
    """What `event` does to an identity of `status`; a refused or undetermined event leaves everything as it was.

    Raising a doubt always succeeds, gives PROV and drops the INS; while it lasts, nothing raises the status.
    """
    if event is IdentityEvent.DOUBT_RAISED:
        return _fallen(PROVISIONAL, "doubt_raised", "L’identité redevient provisoire et l’INS est invalidée.")
    if event is IdentityEvent.INS_INVALIDATED:
        lower = _WITHOUT_INS[status]
        return _fallen(lower, "ins_invalidated", f"L’INS est invalidée\u202f: {STATUS[lower].lower()}.")
    if attributes & _DOUBT:
        text = "L’identité est douteuse ou fictive\u202f: elle reste provisoire et INSi n’est pas appelé."
        return _kept(status, Answer.no("identity_in_doubt", text, _ATTRIBUTE_SOURCES))
    return _raised(status, event, facts)


def insi_call(status: IdentityStatus, attributes: frozenset[IdentityAttribute]) -> Answer:
    """Whether INSi may be called for this identity (EXI ID 26)."""
    if attributes & _DOUBT:
        text = "L’appel à INSi est bloqué\u202f: l’identité est douteuse ou fictive."
        return Answer.no("insi_blocked_by_attribute", text, _ATTRIBUTE_SOURCES)
    verb = "vérifier" if carries_ins(status) else "rechercher"
    return Answer.yes("insi_allowed", f"INSi peut être appelé pour {verb} l’INS.", _SOURCES)


def sending_ins(status: IdentityStatus) -> Answer:
    """Whether the matricule and its OID may leave the practice with data (EXI ID 29): qualified identities only."""
    if status is QUALIFIED:
        return Answer.yes(
            "ins_may_be_sent", "L’identité est qualifiée\u202f: l’INS peut être transmise.", _SENDING_SOURCES
        )
    needed = {
        PROVISIONAL: ("traits obtenus d’INSi", "dispositif d’identité à haut niveau de confiance"),
        VALIDATED: ("traits obtenus d’INSi",),
        RETRIEVED: ("dispositif d’identité à haut niveau de confiance",),
    }[status]
    text = f"L’INS n’est pas transmise\u202f: {STATUS[status].lower()}."
    return Answer.no("ins_must_not_be_sent", text, _SENDING_SOURCES, needed)


def _raised(status: IdentityStatus, event: IdentityEvent, facts: Facts) -> Transition:
    if event is IdentityEvent.EVIDENCE_CHECKED:
        return _moved(status, _evidence(facts), _AFTER_EVIDENCE[status])
    if event is IdentityEvent.APP_READ:
        return _moved(status, _app(facts), QUALIFIED)
    return _moved(status, _insi(facts), _AFTER_INSI[status])


def _evidence(facts: Facts) -> Answer:
    if facts.high_confidence_evidence is None:
        return Answer.unknown(
            "evidence_unknown", "Aucun dispositif d’identité n’a été indiqué.", _SOURCES, ("dispositif d’identité",)
        )
    if not facts.high_confidence_evidence:
        text = "Ce dispositif ne permet pas de valider l’identité\u202f: il n’est pas à haut niveau de confiance."
        return Answer.no("evidence_too_weak", text, _SOURCES, ("dispositif d’identité à haut niveau de confiance",))
    return _confirmed(facts, _SOURCES, "les traits correspondent au dispositif présenté")


def _insi(facts: Facts) -> Answer:
    if facts.insi_code is None:
        return Answer.unknown("insi_not_called", "INSi n’a pas répondu.", _SOURCES, ("réponse d’INSi",))
    if facts.insi_code != "00":
        text = f"INSi n’a pas trouvé une identité unique (réponse {facts.insi_code})."
        return Answer.no("insi_no_single_identity", text, _SOURCES)
    return _confirmed(facts, _SOURCES, "les traits d’INSi sont ceux de la personne")


def _app(facts: Facts) -> Answer:
    return _confirmed(facts, _APP_SOURCES, "l’Appli carte Vitale présente l’identité de la personne")


def _confirmed(facts: Facts, sources: tuple[str, ...], what: str) -> Answer:
    if facts.traits_confirmed is None:
        text = "Comparez les traits, puis dites s’ils correspondent à la personne."
        return Answer.unknown("traits_not_compared", text, sources, ("comparaison des traits",))
    if not facts.traits_confirmed:
        return Answer.no("traits_differ", "Les traits ne correspondent pas à la personne.", sources)
    return Answer.yes("traits_confirmed", f"Confirmé\u202f: {what}.", sources)


def _moved(status: IdentityStatus, answer: Answer, target: IdentityStatus) -> Transition:
    return Transition(answer, target, carries_ins(target)) if answer.allowed else _kept(status, answer)


def _kept(status: IdentityStatus, answer: Answer) -> Transition:
    return Transition(answer, status, carries_ins(status))


def _fallen(status: IdentityStatus, code: str, text: str) -> Transition:
    return Transition(Answer.yes(code, text, _ATTRIBUTE_SOURCES), status, ins_kept=False)
