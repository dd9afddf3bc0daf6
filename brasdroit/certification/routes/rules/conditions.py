"""One function per condition: met, not met, or undetermined for want of a fact (reference "profession", §3.2, 3.8, 3.9)."""

from datetime import date

from brasdroit.certification.routes.types import Condition, Diploma, Profile, Status
from brasdroit.foundation.clock.ages import age_in_years, counted
from brasdroit.foundation.clock.formats import thousands
from brasdroit.reference.certification import entry
from brasdroit.reference.editions import Value

# A nurse's diploma is above level 4; the level of a DEAS or DEAP depends on its year, which the sources do not give.
_LEVEL_4 = frozenset(
    {Diploma.BAC, Diploma.MEDICAL_SECRETARY, Diploma.DENTAL_ASSISTANT, Diploma.OTHER_LEVEL_4, Diploma.NURSE}
)
_LEVEL_UNSURE = frozenset({Diploma.CARE_ASSISTANT, Diploma.CHILDCARE_ASSISTANT})
_ENTRY = ("Fiche CFA, conditions d’entrée (profession §3.2)",)
_VAE_REFORM = date(2024, 1, 1)


def level_4(profile: Profile) -> Condition:
    """A diploma of level 4; the level of a DEAS or DEAP alone is undetermined."""
    if profile.diplomas & _LEVEL_4:
        return _met("level_4", "Vous avez un diplôme de niveau 4 ou plus.", _ENTRY)
    if profile.diplomas & _LEVEL_UNSURE:
        text = "Le niveau de votre diplôme dépend de son année\u202f: faites-le confirmer par le centre de formation."
        return _undetermined("level_4", text, _ENTRY, ("diploma_level",))
    if not profile.diplomas:
        return _undetermined("level_4", "Indiquez vos diplômes.", _ENTRY, ("diplomas",))
    return _unmet("level_4_missing", "Il faut un diplôme de niveau 4 (baccalauréat ou équivalent).", _ENTRY)


def entry_level(profile: Profile) -> Condition:
    """A diploma of level 4, or a year's experience as a medical secretary instead of it."""
    diploma = level_4(profile)
    if diploma.met:
        return diploma
    needed = entry(profile.on)["secretary_experience_years"].integer()
    years = profile.medical_secretary_years
    if years is not None and years >= needed:
        text = f"Votre expérience de secrétaire médicale ({counted(needed, 'an')} au moins) remplace le diplôme."
        return _met("secretary_experience", text, _ENTRY)
    if diploma.met is None:
        return diploma
    text = f"Il faut un diplôme de niveau 4, ou {counted(needed, 'an')} d’expérience comme secrétaire médicale."
    if years is None:
        return _undetermined("entry_level", text, _ENTRY, ("medical_secretary_years",))
    return _unmet("entry_level_missing", text, _ENTRY)


def apprenticeship_age(profile: Profile) -> Condition:
    """16 to 29 years; no upper limit with a recognised handicap; to 34 in cases we do not ask about."""
    rules = entry(profile.on)
    low, high, listed = (rules[f"apprenticeship_age_{end}"].integer() for end in ("from", "to", "to_listed"))
    source = _sources(rules["apprenticeship_age_to"])
    if profile.birth_date is None:
        return _birth_date_missing(source)
    age = age_in_years(profile.birth_date, profile.on)
    if age < low:
        return _unmet("too_young", f"L’apprentissage commence à {low} ans.", source)
    if age <= high:
        return _met("apprenticeship_age", f"Vous avez entre {low} et {high} ans.", source)
    if profile.disability:
        return _met("apprenticeship_disability", "Un handicap reconnu lève la limite d’âge.", source)
    return _over_apprenticeship(profile, listed_case=age <= listed, listed=listed, source=source)


def _over_apprenticeship(profile: Profile, *, listed_case: bool, listed: int, source: tuple[str, ...]) -> Condition:
    missing = (("disability",) if profile.disability is None else ()) + (("listed_case",) if listed_case else ())
    if listed_case:
        text = f"Après 29 ans, l’apprentissage reste possible jusqu’à {listed} ans dans quelques cas seulement, ou avec un handicap reconnu."
    else:
        text = "La limite d’âge de l’apprentissage est passée, sauf handicap reconnu."
    return _undetermined("too_old", text, source, missing) if missing else _unmet("too_old", text, source)


def professionalisation_public(profile: Profile) -> Condition:
    """16 to 25 years, or a job-seeker of any age from 26."""
    rules = entry(profile.on)
    low, high = (rules[f"professionalisation_age_{end}"].integer() for end in ("from", "to"))
    source = _sources(rules["professionalisation_age_to"])
    if profile.birth_date is None:
        return _birth_date_missing(source)
    age = age_in_years(profile.birth_date, profile.on)
    if age < low:
        return _unmet("too_young", f"Ce contrat commence à {low} ans.", source)
    if age <= high:
        return _met("professionalisation_age", f"Vous avez entre {low} et {high} ans.", source)
    if profile.status is Status.JOB_SEEKER:
        return _met("job_seeker", f"Après {high} ans, ce contrat est ouvert aux demandeurs d’emploi.", source)
    return _over_professionalisation(profile, high, source)


def _over_professionalisation(profile: Profile, high: int, source: tuple[str, ...]) -> Condition:
    text = (
        f"Après {high} ans, ce contrat est réservé aux demandeurs d’emploi inscrits "
        "et aux bénéficiaires du RSA, de l’ASS ou de l’AAH."
    )
    if profile.status is None:
        return _undetermined("job_seeker_only", text, source, ("status",))
    if profile.disability:
        return _undetermined("job_seeker_only", text, source, ("benefit",))
    return _unmet("job_seeker_only", text, source)


def employed(profile: Profile) -> Condition:
    """Continuing training is for employees."""
    if profile.status is None:
        return _undetermined("employees_only", "Indiquez votre situation.", _ENTRY, ("status",))
    if profile.status is Status.EMPLOYEE:
        return _met("employee", "Vous êtes salarié.", _ENTRY)
    text = "La formation continue est ouverte aux salariés\u202f: elle le devient dès l’embauche par un cabinet."
    return _unmet("employees_only", text, _ENTRY)


def seeking(profile: Profile) -> Condition:
    """POEC and PIC are for job-seekers and those who change career."""
    if profile.status is None:
        return _undetermined("job_seekers_only", "Indiquez votre situation.", _ENTRY, ("status",))
    if profile.status in {Status.JOB_SEEKER, Status.CAREER_CHANGE}:
        return _met("job_seeker", "Vous cherchez un emploi ou changez de métier.", _ENTRY)
    text = "Cette préparation est ouverte aux demandeurs d’emploi et aux personnes en reconversion."
    return _unmet("job_seekers_only", text, _ENTRY)


def vae_experience(profile: Profile) -> Condition:
    """The certifier's published minimum; below it, undetermined since the reform of 2024, unless there is none at all."""
    value = entry(profile.on)["vae_hours"]
    needed, source = value.integer(), _sources(value)
    hours = profile.related_experience_hours
    if hours is None:
        text = "Indiquez vos heures d’activité en rapport avec le métier."
        return _undetermined("vae_hours", text, source, ("related_experience_hours",))
    if hours >= needed:
        return _met(
            "vae_hours", f"Vous avez au moins {thousands(needed)} h d’activité en rapport avec le métier.", source
        )
    text = f"Il faut {thousands(needed)} h d’activité en rapport avec le métier, salariée ou bénévole."
    if hours > 0 and profile.on >= _VAE_REFORM:
        text += (
            " La réforme de 2024 peut dispenser de ce minimum\u202f: demandez à la branche quelle procédure s’applique."
        )
        return _undetermined("vae_hours_short", text, source, ("vae_procedure",))
    return _unmet("vae_hours_short", text, source)


def follows_adaptation(profile: Profile) -> bool:
    """Whether the person qualifies by the adaptation course rather than by the CQP (DEI, DEAS, DEAP)."""
    return bool(profile.diplomas & frozenset(entry(profile.on)["adaptation_profiles"].raw))


def adaptation_diploma(profile: Profile) -> Condition:
    """DEI, DEAS or DEAP, and nobody else."""
    value = entry(profile.on)["adaptation_profiles"]
    if follows_adaptation(profile):
        text = (
            "Votre diplôme vous permet d’exercer comme assistant médical après la formation d’adaptation, sans le CQP."
        )
        return _met("adaptation_diploma", text, _sources(value))
    text = "Cette formation est réservée aux titulaires du DEI, du DEAS ou du DEAP."
    if not profile.diplomas:
        return _undetermined("adaptation_diploma", text, _sources(value), ("diplomas",))
    return _unmet("adaptation_diploma_missing", text, _sources(value))


def _met(code: str, text: str, sources: tuple[str, ...]) -> Condition:
    return Condition(code, met=True, explanation=text, sources=sources)


def _unmet(code: str, text: str, sources: tuple[str, ...]) -> Condition:
    return Condition(code, met=False, explanation=text, sources=sources)


def _undetermined(code: str, text: str, sources: tuple[str, ...], missing: tuple[str, ...]) -> Condition:
    return Condition(code, met=None, explanation=text, sources=sources, missing=missing)


def _birth_date_missing(sources: tuple[str, ...]) -> Condition:
    return _undetermined("age", "Indiquez votre date de naissance.", sources, ("birth_date",))


def _sources(value: Value) -> tuple[str, ...]:
    return (value.source,)
