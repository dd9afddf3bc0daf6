"""One person or two: the evidence of a pair with the rarity of its names, after the traps of families."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, log

from brasdroit.record.identity_matching.rules.weights import Pattern, Weights, probability
from brasdroit.record.patients.rules.agreements import (
    a_generation_apart,
    sentence,
)
from brasdroit.record.patients.rules.profiles import Profile

ONE_PERSON = 0.5
_NEAR_MOST, _MEN_KEEP_THEIR_NAME = 5.5, -2.0
_FAMILY_NEAR = {"family_sounds_same", "family_slip", "family_close"}
_GIVEN_NEAR_WORDS = {"given_sounds_same", "given_slip", "given_close"}
_GIVEN_NEAR = {"given_slip", "given_close", "given_shortened", "given_initial"}
_SHARED = {"phone_same", "email_same"}
_FAR = {"birth_date_differs", "birth_date_two_digits"}


def may_be_one(pattern: Iterable[str]) -> bool:
    """False when the codes say two persons whatever else agrees (docs/rules/identity_matching.md, « Pièges »).

    Neither given name nor birth date: nothing tells brothers apart. Other given names: twins and brothers share everything else. Another birth date: a father and his son, or namesakes,
    unless a telephone or an e-mail is shared. Near given names of two sexes, or of two numbers of health insurance. Only a
    personal number overrules.
    """
    codes = set(pattern)
    if codes & {"ins_same", "identifier_same"}:
        return True
    if "ins_differs" in codes or ("given_differs" in codes and "identifier_slip" not in codes):
        return False
    if not any(code.startswith(("given_", "birth_date_", "names_")) for code in codes):
        return bool(codes & {"email_same", "nir_same"})
    if "birth_date_differs" in codes and "nir_same" not in codes and not codes & _SHARED:
        return False
    return not (codes & {"sex_differs", "nir_differs"} and codes & _GIVEN_NEAR)


class Judge:
    """Knows how rare each name is in the file."""

    def __init__(self, people: Sequence[Profile], weights: Weights) -> None:
        self._weights, self._total = weights, max(len(people), 2)
        self._families = Counter(name for each in people for name in each.families)
        self._given = Counter(each.given[0] for each in people if each.given)

    def score(self, pattern: Pattern, a: Profile, b: Profile) -> float:
        """The probability that both are one person; 0 for two persons."""
        if not may_be_one(pattern) or self._parent_and_child(pattern, a, b):
            return 0.0
        return probability(self._weights.evidence(pattern, self._particular(pattern, a, b)))

    def reasons(self, pattern: Pattern, a: Profile, b: Profile) -> tuple[str, ...]:
        """The sentences, the weightiest first."""
        particular = self._particular(pattern, a, b)
        weight = {code: abs(particular.get(code, self._weights.of[code])) for code in pattern}
        return tuple(sentence(code, a, b) for code in sorted(pattern, key=lambda code: -weight[code]))

    @staticmethod
    def _parent_and_child(pattern: Pattern, a: Profile, b: Profile) -> bool:
        if {"identifier_same", "ins_same"} & set(pattern) or not _FAR & set(pattern):
            return False
        return a_generation_apart(a, b)

    def _particular(self, pattern: Pattern, a: Profile, b: Profile) -> dict[str, float]:
        """Weights that depend on the very names: two rare names agreeing say more than two MARTIN."""
        of = dict[str, float]()
        for code in pattern:
            if code in ("family_same", "family_swapped_use"):
                shared = [name for name in a.families if name in b.families] or [a.families[0]]
                of[code] = self._weights.log_m[code] - log(min(self._share(self._families, name) for name in shared))
            elif code == "given_same":
                of[code] = self._weights.log_m[code] - log(self._share(self._given, a.given[0]))
            elif code == "names_inverted":
                of[code] = self._inverted(a)
            elif code == "family_differs" and "M" in (a.facts.sex, b.facts.sex):
                of[code] = self._weights.of[code] + _MEN_KEEP_THEIR_NAME
            elif code in _FAMILY_NEAR:
                of[code] = self._near(code, self._families, a.families[0], b.families[0])
            elif code in _GIVEN_NEAR_WORDS:
                of[code] = self._near(code, self._given, a.given[0], b.given[0])
        return of

    def _near(self, code: str, counts: Counter[str], x: str, y: str) -> float:
        """Two names almost alike: by chance, the second is a slip of a namesake, or a name of its own.

        A spelling met once beside a common name is a slip; two common names (MARIE, MARINE) are two names.
        """
        log_m = self._weights.log_m[code]
        rare, common = sorted((counts[x] / self._total, counts[y] / self._total))
        return min(log_m - log(exp(log_m) * max(common, 2 / self._total) + max(rare, 1 / self._total) / 2), _NEAR_MOST)

    def _inverted(self, a: Profile) -> float:
        """Names crossed by chance: as rare as both names together, in either order."""
        rarity = 2 * max(self._share(self._families, a.families[0]), self._share(self._given, a.families[0]))
        other = max(self._share(self._given, a.given[0]), self._share(self._families, a.given[0]))
        return self._weights.log_m["names_inverted"] - log(rarity * other)

    def _share(self, counts: Counter[str], name: str) -> float:
        return max(counts[name], 2) / self._total
