"""What is done and what is missing before the doctor sees the patient (issue 2, section 5)."""

from collections.abc import Callable

from brasdroit.assistance.preparation.rules.questionnaires import unanswered, validate_answers
from brasdroit.assistance.preparation.types import Completeness, PreparationFacts, PreparationStep, StepState

_SOURCES = ("Mission CONS-04, recueil (profession §1.2)",)


def completeness(facts: PreparationFacts) -> Completeness:
    """Every step with what it lacks. Nothing here forbids the hand-over: the doctor reads what is missing."""
    steps = tuple(_state(step, label, missing(facts)) for step, label, missing in _STEPS)
    missing = tuple(text for step in steps for text in step.missing)
    if not missing:
        return Completeness(
            steps, complete=True, code="complete", explanation="Préparation complète.", sources=_SOURCES, missing=()
        )
    text = f"Préparation incomplète : {', '.join(missing)}."
    return Completeness(steps, complete=False, code="incomplete", explanation=text, sources=_SOURCES, missing=missing)


def _state(step: PreparationStep, label: str, missing: tuple[str, ...]) -> StepState:
    return StepState(step, label, done=not missing, missing=missing)


def _reason(facts: PreparationFacts) -> tuple[str, ...]:
    return () if facts.reason.strip() else ("motif de la visite",)


def _questions(facts: PreparationFacts) -> tuple[str, ...]:
    if facts.questionnaire is None:
        return ()
    wrong = {problem.link_id for problem in validate_answers(facts.questionnaire, facts.answers)}
    left = unanswered(facts.questionnaire, facts.answers)
    corrections = (f"réponse à corriger ({i.short})" for i in facts.questionnaire.items if i.link_id in wrong)
    return (*(f"réponse ({item.short})" for item in left), *corrections)


def _measurements(facts: PreparationFacts) -> tuple[str, ...]:
    settled = facts.measures_taken | facts.measures_set_aside
    absent = (name for code, name in facts.expected_measures.items() if code not in settled)
    again = (f"{facts.expected_measures.get(code, code)} à confirmer" for code in sorted(facts.doubtful))
    return (*absent, *again)


def _history(facts: PreparationFacts) -> tuple[str, ...]:
    reviewed = {
        "revue des antécédents": facts.history_reviewed,
        "revue du traitement": facts.treatments_reviewed,
        "revue du mode de vie": facts.lifestyle_reviewed,
    }
    return tuple(name for name, done in reviewed.items() if not done)


_STEPS: tuple[tuple[PreparationStep, str, Callable[[PreparationFacts], tuple[str, ...]]], ...] = (
    (PreparationStep.REASON, "Motif", _reason),
    (PreparationStep.QUESTIONS, "Questions", _questions),
    (PreparationStep.MEASUREMENTS, "Mesures", _measurements),
    (PreparationStep.HISTORY, "Antécédents", _history),
)
