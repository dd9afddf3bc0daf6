"""Does a contract's length suit the training's hours (reference "profession", section 3.9)?

A professionalisation contract holds 15 to 25 % of training, more by agreement; an apprenticeship at least 25 %.
"""

from fractions import Fraction

from brasdroit.certification.routes.types import ContractLength, LengthVerdict, Profile, Route
from brasdroit.foundation.clock.ages import counted
from brasdroit.foundation.clock.formats import thousands
from brasdroit.reference.certification import entry, framework_on
from brasdroit.reference.editions import Edition

_WEEKS_A_YEAR, _MONTHS_A_YEAR = 52, 12


def contract_length(route: Route, profile: Profile) -> ContractLength | None:
    """The check of the contract offered, or None when the route has no contract or its length is not known."""
    if route not in {Route.APPRENTICESHIP, Route.PROFESSIONALISATION} or profile.contract_months is None:
        return None
    rules, training = entry(profile.on), framework_on(profile.on).hours
    hours = round(profile.contract_months * _WEEKS_A_YEAR * rules["weekly_hours"].integer() / _MONTHS_A_YEAR)
    longest = _bound(training, rules[f"{route}_training_from"].integer())
    shortest = _shortest(route, rules, training)
    verdict = _months_verdict(route, rules, profile.contract_months) or _hours_verdict(hours, shortest, longest)
    share = f"{100 * training / hours:.1f}".replace(".", ",") if hours else ""
    said = f"{counted(profile.contract_months, 'mois')} de contrat ({thousands(hours)} h) pour {training} h de formation, soit {share} %"
    text = f"{said}\u202f: {_WORDS[verdict].format(limits=_limits(route, rules))}"
    return ContractLength(verdict, text, (rules[f"{route}_training_from"].source,), hours, longest, shortest)


def _shortest(route: Route, rules: Edition, training: int) -> int | None:
    key = f"{route}_training_to"
    return _bound(training, rules[key].integer()) if key in rules else None


def _bound(training: int, percent: int) -> int:
    """The contract's hours at which the training is exactly `percent` of it."""
    return int(Fraction(training * 100, percent))


def _months_verdict(route: Route, rules: Edition, months: int) -> LengthVerdict | None:
    if months < rules[f"{route}_months_from"].integer():
        return LengthVerdict.TOO_SHORT
    return LengthVerdict.TOO_LONG if months > rules[f"{route}_months_to"].integer() else None


def _hours_verdict(hours: int, shortest: int | None, longest: int) -> LengthVerdict:
    if hours > longest:
        return LengthVerdict.TOO_LONG
    return LengthVerdict.AGREEMENT_NEEDED if shortest is not None and hours < shortest else LengthVerdict.FITS


def _limits(route: Route, rules: Edition) -> str:
    low, high = rules[f"{route}_months_from"].integer(), rules[f"{route}_months_to"].integer()
    least = f"au moins {rules[f'{route}_training_from'].integer()} % de formation"
    return f"entre {low} et {high} mois, avec {least}"


_WORDS = {
    LengthVerdict.FITS: "la durée convient.",
    LengthVerdict.TOO_SHORT: "le contrat est trop court ({limits}).",
    LengthVerdict.TOO_LONG: "le contrat est trop long ({limits}).",
    LengthVerdict.AGREEMENT_NEEDED: "plus de 25 % de formation demande un accord de la branche ou de l’OPCO.",
}
