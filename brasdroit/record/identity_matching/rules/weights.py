"""What each agreement is worth in this file: log(m / u), m learned by expectation-maximisation, u counted.

m: how often the code is met between two records of one person; u: between two records drawn at random. The starting
values below are the habits of French desks; a large file outweighs them, a small one hardly moves them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

Pattern = tuple[str, ...]
# code -> (m, u) before the file is read, field by field; the m of a field sum to one, and so do its u.
START: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "family": {
        "family_same": (0.71, 4e-3), "family_swapped_use": (0.05, 1e-4), "family_sounds_same": (0.07, 4e-4),
        "family_slip": (0.07, 1e-3), "family_part_same": (0.02, 1e-3), "family_close": (0.02, 2e-3),
        "family_near": (0.01, 1e-2), "family_differs": (0.05, 0.98),
    },
    "given": {
        "given_same": (0.75, 8e-3), "given_in_list": (0.06, 2e-3), "given_sounds_same": (0.05, 1e-3),
        "given_slip": (0.05, 3e-3), "given_initial": (0.01, 1e-3), "given_shortened": (0.02, 2e-3),
        "given_close": (0.02, 1e-2), "given_differs": (0.04, 0.97),
    },
    "birth_date": {
        "birth_date_same": (0.82, 4e-5), "birth_date_swapped": (0.03, 3e-5), "birth_date_one_digit": (0.05, 1e-3),
        "birth_date_digits_swapped": (0.02, 3e-4), "birth_date_estimated": (0.01, 1e-4),
        "birth_date_part_differs": (0.03, 1.5e-3), "birth_date_two_digits": (0.02, 1.5e-2), "birth_date_differs": (0.02, 0.98),
    },
    "sex": {"sex_same": (0.98, 0.5), "sex_differs": (0.02, 0.5)},
    "birth_place": {"birth_place_same": (0.92, 0.01), "birth_place_differs": (0.08, 0.99)},
    "phone": {"phone_same": (0.75, 1e-4), "phone_differs": (0.25, 1)},
    "email": {"email_same": (0.8, 1e-5), "email_differs": (0.2, 1)},
    "address": {"address_close": (0.68, 5e-4), "address_street_close": (0.07, 5e-3), "address_differs": (0.25, 1)},
    "postal_code": {"postal_code_same": (0.8, 0.01), "postal_code_slip": (0.04, 0.01), "postal_code_differs": (0.16, 0.98)},
    "city": {"city_same": (0.74, 0.01), "city_close": (0.08, 0.005), "city_differs": (0.18, 0.98)},
    "ins": {"ins_same": (0.96, 1e-6), "ins_differs": (0.04, 1)},
    "nir": {"nir_same": (0.9, 1e-5), "nir_slip": (0.06, 1e-6), "nir_differs": (0.04, 1)},
    "identifier": {"identifier_same": (0.88, 1e-6), "identifier_slip": (0.06, 1e-5), "identifier_differs": (0.06, 1)},
    "inverted": {"names_inverted": (0.02, 4e-6)},
}  # fmt: skip
FIELD = {code: field for field, codes in START.items() for code in codes}
_FIRM_M, _FIRM_U = 60.0, 12_000.0
_ROUNDS = 12
_HOME = ("phone", "email", "address")
_PLACE = ("postal_code", "city")
_NUMBERS = ("ins", "nir", "identifier")
_HOME_MOST, _HOME_LEAST, _HOME_MORE = 7.0, -3.0, 0.3


@dataclass(frozen=True, slots=True)
class Weights:
    """The natural logarithm of m / u of every code, of m alone, and of the odds of two records drawn at random."""

    of: Mapping[str, float]
    log_m: Mapping[str, float]
    prior: float

    def evidence(self, pattern: Iterable[str], particular: Mapping[str, float] | None = None) -> float:
        """The log-odds that a pair showing these codes is one person; `particular` replaces the weight of a code.

        What a household shares (telephone, e-mail, address, commune) counts once, whatever the number of fields, and
        never alone: a brother has them all.
        """
        of = {FIELD[code]: (particular or {}).get(code, self.of[code]) for code in pattern}
        place = [of.pop(field) for field in _PLACE if field in of]
        home = [of.pop(field) for field in _HOME if field in of]
        home += [max(place) if max(place) > 0 else min(place)] if place else []
        numbers = [of.pop(field) for field in _NUMBERS if field in of]
        best = [max(numbers) if max(numbers) > 0 else min(numbers)] if numbers else []
        return self.prior + sum(of.values()) + sum(best) + _home(home)


def _home(weights: list[float]) -> float:
    good = sorted((weight for weight in weights if weight > 0), reverse=True)
    bad = sum(weight for weight in weights if weight < 0)
    shared = min(good[0] + _HOME_MORE * sum(good[1:]), _HOME_MOST) if good else 0.0
    return shared + max(bad * 0.7, _HOME_LEAST)


def probability(evidence: float) -> float:
    """The probability of log-odds, between 0 and 1."""
    return 1 / (1 + exp(-max(min(evidence, 60.0), -60.0)))


def learn(candidates: Mapping[Pattern, int], chance: Mapping[Pattern, int], all_pairs: int) -> Weights:
    """The weights of a file.

    In: how often each pattern is met among the candidate pairs (those that may be one person: a pattern that says two
    persons is left out) and among pairs drawn at random, and the number of pairs of the file.
    """
    drawn = _count(chance)
    sample = sum(chance.values())
    weights = _weights(*_start(), prior=log(1e-5))
    for _ in range(_ROUNDS):
        right = {pattern: count * probability(weights.evidence(pattern)) for pattern, count in candidates.items()}
        matched = _count(right)
        found = max(sum(right.values()), 1.0)
        share = sample / max(all_pairs, 1)
        m = {code: _share(code, matched, _FIRM_M, 0) for code in FIELD}
        rest = {code: max(drawn.get(code, 0.0) - matched.get(code, 0.0) * share, 0.0) for code in FIELD}
        u = {code: _share(code, rest, _FIRM_U, 1) for code in FIELD}
        weights = _weights(m, u, prior=log(found / max(all_pairs, 1)))
    return weights


def _start() -> tuple[dict[str, float], dict[str, float]]:
    m = {code: START[field][code][0] for code, field in FIELD.items()}
    return m, {code: START[field][code][1] for code, field in FIELD.items()}


def _share(code: str, counts: Mapping[str, float], firm: float, which: int) -> float:
    """The share of a code in its field, the starting value standing for `firm` observations."""
    field, start = START[FIELD[code]], START[FIELD[code]][code][which]
    if code == "names_inverted":
        return start
    total = sum(counts.get(each, 0.0) for each in field)
    return (counts.get(code, 0.0) + firm * start) / (total + firm)


def _weights(m: Mapping[str, float], u: Mapping[str, float], *, prior: float) -> Weights:
    return Weights({code: log(m[code] / u[code]) for code in FIELD}, {code: log(m[code]) for code in FIELD}, prior)


def _count(patterns: Mapping[Pattern, float]) -> Counter[str]:
    found: Counter[str] = Counter()
    for pattern, count in patterns.items():
        for code in pattern:
            found[code] += count  # type: ignore[assignment]  # expected counts are no integers
    return found
