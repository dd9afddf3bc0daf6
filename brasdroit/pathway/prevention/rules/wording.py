"""The French sentences of the answers."""

from __future__ import annotations

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.pathway.prevention.rules.programmes import State
from brasdroit.pathway.prevention.rules.situation import Situation
from brasdroit.pathway.prevention.types import ObligationStatus, PreventionItem

_OBLIGATIONS = {
    ObligationStatus.COMPLIANT: "Obligation vaccinale respectée.",
    ObligationStatus.IN_PROGRESS: "Obligation vaccinale en cours.",
    ObligationStatus.MISSING: "Vaccination obligatoire manquante.",
    ObligationStatus.CERTIFIED_CONTRAINDICATION: "Obligation levée par une contre-indication certifiée.",
    ObligationStatus.NONE: "",
}
_SENTENCES = {
    "complete": "schéma complet",
    "immune": "considéré comme immunisé (année de naissance, antécédent ou sérologie)",
    "contraindicated": "contre-indiqué",
    "certified_contraindication": "contre-indication certifiée par un médecin",
    "aged_out": "au-delà de l’âge limite",
    "not_recommended": "non indiqué",
    "not_concerned": "non indiqué",
    "no_indication": "non indiqué en l’absence de situation particulière",
    "no_time_left": "trop tard pour cette fois",
    "weeks_unknown": "le terme de la grossesse n’est pas renseigné",
    "fact_missing": "une information manque pour décider",
}
_DOSES = {
    "unreadable_date": "La date de cette dose est illisible ou impossible\u202f: à corriger d’après le carnet.",
    "before_birth": "Cette dose est datée d’avant la naissance\u202f: à corriger d’après le carnet.",
    "in_future": "Cette dose est datée d’après le jour de l’évaluation\u202f: elle n’est pas comptée.",
    "duplicate": "Cette dose est déjà inscrite à la même date\u202f: elle n’est comptée qu’une fois.",
    "unknown_product": "Ce vaccin est inconnu\u202f: à préciser (marque, code ou valences) d’après le carnet.",
    "outside_schedule": "Vaccin hors du calendrier général\u202f: la dose est conservée, sans conséquence sur le calendrier.",
    "incomplete_valences": "Ce vaccin ne contient pas toutes les valences attendues\u202f: la dose n’est pas comptée, à valider par le médecin.",
    "completes": "Comptée avec l’autre vaccin du même jour.",
    "extra_dose": "Dose supplémentaire\u202f: le schéma était déjà complet.",
    "recorded": "Dose conservée\u202f: aucune règle du calendrier ne l’évalue pour ce patient aujourd’hui.",
    "too_young": "Donnée avant l’âge minimal\u202f: la dose ne compte pas, à valider par le médecin.",
    "too_soon": "Donnée trop tôt après la précédente\u202f: la dose ne compte pas, à valider par le médecin.",
    "live_vaccines_too_close": "Moins d’un mois après un autre vaccin vivant\u202f: la dose ne compte pas, à valider par le médecin.",
    "wrong_product": "Ce vaccin ne convient pas à cette dose du schéma\u202f: la dose ne compte pas, à valider par le médecin.",
    "product_not_at_this_age": "Ce vaccin ne convient pas à cet âge\u202f: la dose ne compte pas, à valider par le médecin.",
    "too_old": "Donnée après l’âge limite\u202f: la dose ne compte pas dans le schéma, à valider par le médecin.",
    "after_age_limit": "Donnée après l’âge limite du programme général\u202f: la dose est conservée, elle ne change pas le calendrier.",
    "examination_unreadable": "Cet examen n’a pas de date lisible ou pas de programme\u202f: à corriger d’après le compte rendu.",
    "examination_unknown": "Aucun programme de dépistage ne porte ce nom\u202f: l’examen est conservé sans être compté.",
    "examination_of_another_programme": "Cet examen n’est pas de ceux que ce dépistage compte\u202f: il est conservé sans être compté.",
    "examination_before_birth": "Cet examen est daté d’avant la naissance\u202f: il n’est pas compté.",
    "examination_in_future": "Cet examen est daté d’après le jour de l’évaluation\u202f: il n’est pas compté.",
    "examination_contradictory": "Deux résultats contraires le même jour\u202f: à vérifier sur les comptes rendus.",
    "not_valid": "La dose ne compte pas, à valider par le médecin.",
}


def item(
    state: State, obligation: ObligationStatus, obligation_sources: tuple[str, ...], known: Situation
) -> PreventionItem:
    """The answer for a target, from the state that speaks for it."""
    programme = state.programme
    law = obligation_sources if obligation is not ObligationStatus.NONE else ()
    return PreventionItem(
        target=programme.target,
        kind="immunisation",
        status=state.status,
        code=state.code,
        explanation=_explanation(state, obligation, known),
        sources=tuple(dict.fromkeys((programme.source, *law))),
        dose=state.dose,
        earliest=state.earliest,
        recommended=state.recommended,
        latest=state.latest,
        obligation=obligation,
        missing=state.missing,
        to_verify=programme.to_verify,
        doubts=programme.doubts,
    )


def dose_sentence(code: str) -> str:
    """What the code of a dose or of an examination says to a professional."""
    return _DOSES[code]


def _explanation(state: State, obligation: ObligationStatus, known: Situation) -> str:
    parts = [f"{state.programme.label}\u202f: {_body(state, known)}.", _OBLIGATIONS[obligation]]
    if state.status not in {"not_indicated", "complete"}:
        parts.append("À vérifier." if state.programme.to_verify else "")
    return " ".join(part for part in parts if part)


def _body(state: State, known: Situation) -> str:
    if state.code == "may_be_proposed":
        return state.programme.proposal
    if state.code == "contraindicated":
        reasons = dict(state.programme.contraindications)
        return next((text for code, text in reasons.items() if code in known.codes), "contre-indiqué")
    if state.code == "history_unknown":
        return f"{_next(state)}\u202f; antécédents vaccinaux inconnus, rechercher les preuves, à défaut vacciner comme une personne non vaccinée"
    return _SENTENCES.get(state.code) or _next(state)


def _next(state: State) -> str:
    """« 2e dose (rappel de 6 ans) recommandée le …, possible dès le … »."""
    rank = "1re" if state.dose == 1 else f"{state.dose}e"
    label = f" ({state.next_dose.label})" if state.next_dose and state.next_dose.label else ""
    recommended = f" recommandée le {numeric_date(state.recommended)}" if state.recommended else ""
    possible = ""
    if state.earliest and state.earliest != state.recommended:
        possible = f", possible dès le {numeric_date(state.earliest)}"
    late = "\u202f; en retard" if state.code == "overdue" else ""
    return f"{rank} dose{label}{recommended}{possible}{late}"
