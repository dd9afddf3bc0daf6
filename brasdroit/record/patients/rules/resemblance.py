"""How far two records look like one person: a score with its reasons, and one of four classes (safety §1.9).

Each comparison brings points (for when it agrees, against when it differs, none when a fact is missing), and one
French reason. The score is the logistic image of their sum. Points, worked examples and limits: docs/rules/identity.md.
The class never decides: a person merges or splits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from brasdroit.foundation.search.phonetics import fonem
from brasdroit.foundation.search.text import fold

_SLIP_LENGTH = 3
_MIDPOINT, _SLOPE = 7.0, 1.5
_SAME_SCORE, _PROBABLE_SCORE = 0.95, 0.5
_CLOSE_NAME, _NEAR_NAME, _CLOSE_ADDRESS = 0.9, 0.8, 80


class Likeness(StrEnum):
    """What the comparison suggests; `HOMONYM`: the names agree and a fact says that they are two persons."""

    SAME = "same"
    PROBABLE = "probable"
    HOMONYM = "homonym"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a record says; an empty text or None = not filled in. `phones` are E.164; `ins` a (matricule, OID) couple.

    `identifier` is a number that the source gives to one person only (never the NIR of an ouvrant droit, which a
    family shares).
    """

    birth_name: str = ""
    used_name: str = ""
    given_names: str = ""
    used_given_name: str = ""
    birth_date: date | None = None
    birth_date_estimated: bool = False
    sex: str = ""
    birth_place: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    postal_code: str = ""
    ins: tuple[str, str] | None = None
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """A record prepared for comparison, once: folded names and their sounds."""

    facts: PersonFacts
    families: tuple[str, ...]
    given: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison: a stable code, one French sentence, the points it brings."""

    code: str
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The answer: score from 0 to 1, class, and every reason, the weightiest first."""

    score: float
    likeness: Likeness
    reasons: tuple[Reason, ...]

    @property
    def one_person(self) -> bool:
        """True when the two records are thought to be of one person (same or probable)."""
        return self.likeness in (Likeness.SAME, Likeness.PROBABLE)


def profile(facts: PersonFacts) -> Profile:
    """Prepare a record."""
    families = tuple(dict.fromkeys(name for name in (fold(facts.birth_name), fold(facts.used_name)) if name))
    given = tuple(dict.fromkeys(fold(f"{facts.given_names} {facts.used_given_name}").split()))
    return Profile(facts, families, given, fold(facts.address))


def blocking_keys(person: Profile) -> frozenset[str]:
    """Keys of which two records of one person share at least one: only records sharing a key need comparing.

    The whole birth date; a telephone; an e-mail; the INS or identifier; the sound of a name with the year of birth; the sound of a family name with that of a given name, in either order; the same with their first letters.
    """
    facts, keys = person.facts, set[str]()
    sounds = {sound for name in person.families for word in name.split() if (sound := fonem(word))}
    given = {sound for word in person.given if (sound := fonem(word))}
    keys.update(f"n{'|'.join(sorted((family, first)))}" for family in sounds for first in given)
    starts = {f"s{'|'.join(sorted((family[:3], first[:3])))}" for family in person.families for first in person.given}
    keys |= starts
    if birth := facts.birth_date:
        keys.add(f"d{birth.isoformat()}")
        keys.update(f"y{sound}{birth.year}" for sound in sounds | given)
    keys.update(f"p{phone}" for phone in facts.phones)
    keys.update([f"i{'|'.join(facts.ins)}"] if facts.ins else [])
    keys.update([f"x{facts.identifier}"] if facts.identifier else [])
    keys.update([f"e{facts.email.lower()}"] if facts.email else [])
    return frozenset(keys)


def compare(a: Profile, b: Profile) -> Resemblance:
    """How far two prepared records look like one person."""
    names = tuple(_names(a, b))
    others = tuple(reason for rule in _OTHERS for reason in rule(a, b))
    reasons = tuple(sorted(names + others, key=lambda reason: -abs(reason.points)))
    score = 1 / (1 + exp((_MIDPOINT - sum(reason.points for reason in reasons)) / _SLOPE))
    return Resemblance(round(score, 4), _likeness(score, {reason.code for reason in reasons}), reasons)


def _likeness(score: float, codes: set[str]) -> Likeness:
    if "ins_same" in codes:
        return Likeness.SAME if score >= _PROBABLE_SCORE else Likeness.PROBABLE
    names_agree = bool(codes & _FAMILY_AGREES and codes & _GIVEN_AGREES) or "names_inverted" in codes
    if names_agree and _two_persons(codes):
        return Likeness.HOMONYM
    if (codes & _NEVER_ONE and "identifier_same" not in codes) or ("sex_differs" in codes and codes & _GIVEN_NEAR):
        return Likeness.DIFFERENT
    if score >= _SAME_SCORE and _traits_identical(codes):
        return Likeness.SAME
    if score >= _PROBABLE_SCORE:
        return Likeness.PROBABLE
    return Likeness.HOMONYM if names_agree and codes & _DATE_APART else Likeness.DIFFERENT


def _traits_identical(codes: set[str]) -> bool:
    names = codes & _FAMILY_EXACT and codes & _GIVEN_EXACT
    return bool(names) and "birth_date_same" in codes and not codes & _CONTRADICTS


def _two_persons(codes: set[str]) -> bool:
    if "identifier_same" in codes:
        return False
    return bool(codes & _TWO_PERSONS) or ("birth_place_differs" in codes and not codes & _CORROBORATES)


_FAMILY_AGREES = {"family_same", "family_sounds_same", "family_swapped_use"}
_GIVEN_AGREES = {"given_same", "given_sounds_same", "given_in_list"}
_GIVEN_NEAR = {"given_slip", "given_close", "given_shortened", "given_initial"}
_DATE_APART = {"birth_date_two_digits", "birth_date_part_differs"}
_TWO_PERSONS = {"ins_differs", "birth_date_differs"}
_NEVER_ONE = {"ins_differs", "given_differs"}
_FAMILY_EXACT = {"family_same", "family_swapped_use", "names_inverted"}
_GIVEN_EXACT = {"given_same", "given_in_list", "names_inverted"}
_CONTRADICTS = {"sex_differs", "birth_place_differs"}
_CORROBORATES = {"phone_same", "email_same", "address_close"}


def _names(a: Profile, b: Profile) -> Iterator[Reason]:
    family, given = _family(a, b), _given(a, b)
    inverted = _inverted(a, b)
    if inverted and (family is None or family.points < 0 or given is None or given.points < 0):
        yield Reason("names_inverted", "Le nom et le prénom sont inversés.", 8.0)
        return
    yield from (reason for reason in (family, given) if reason)


def _inverted(a: Profile, b: Profile) -> bool:
    if not (a.families and b.families and a.given and b.given):
        return False
    return _crossed(a.families, b.given) and _crossed(b.families, a.given)


def _crossed(families: tuple[str, ...], given: tuple[str, ...]) -> bool:
    joined = " ".join(given)
    return any(_sounds(x, y) or _one_slip(x, y) for x in families for y in (*given, joined))


def _family(a: Profile, b: Profile) -> Reason | None:
    if not a.families or not b.families:
        return None
    birth_a, birth_b = fold(a.facts.birth_name), fold(b.facts.birth_name)
    if birth_a == birth_b or a.families == b.families:
        return Reason("family_same", f"Même nom\u202f: {a.families[0]}.", 5.0)
    if set(a.families) & set(b.families):
        return Reason("family_swapped_use", "Le nom de naissance de l’un est le nom utilisé de l’autre.", 4.5)
    pairs = [(x, y) for x in a.families for y in b.families]
    return min((_family_pair(x, y) for x, y in pairs), key=lambda reason: -reason.points)


def _family_pair(x: str, y: str) -> Reason:
    if x.replace(" ", "") == y.replace(" ", ""):
        return Reason("family_same", f"Même nom\u202f: {x}.", 5.0)
    if _sounds(x, y):
        return Reason("family_sounds_same", f"Noms de même prononciation\u202f: {x}, {y}.", 4.0)
    if _one_slip(x, y):
        return Reason("family_slip", f"Noms à une faute de frappe près\u202f: {x}, {y}.", 4.0)
    if set(x.split()) & set(y.split()):
        return Reason("family_part_same", f"Une partie du nom est commune\u202f: {x}, {y}.", 3.0)
    if (near := JaroWinkler.similarity(x, y)) >= _NEAR_NAME:
        return Reason("family_close", f"Noms proches\u202f: {x}, {y}.", 2.5 if near >= _CLOSE_NAME else 1.0)
    return Reason("family_differs", f"Noms différents\u202f: {x}, {y}.", -4.0)


def _given(a: Profile, b: Profile) -> Reason | None:
    if not a.given or not b.given:
        return None
    x, y = a.given[0], b.given[0]
    if x == y:
        return Reason("given_same", f"Même premier prénom\u202f: {x}.", 3.0)
    if "".join(a.given) == "".join(b.given):
        return Reason("given_same", f"Mêmes prénoms\u202f: {' '.join(a.given)}.", 3.0)
    if x in b.given or y in a.given:
        return Reason("given_in_list", f"Un prénom est commun\u202f: {x if x in b.given else y}.", 2.5)
    return _given_pair(x, y)


def _given_pair(x: str, y: str) -> Reason:
    if _sounds(x, y):
        return Reason("given_sounds_same", f"Prénoms de même prononciation\u202f: {x}, {y}.", 2.5)
    if _one_slip(x, y):
        return Reason("given_slip", f"Prénoms à une faute de frappe près\u202f: {x}, {y}.", 2.5)
    if min(len(x), len(y)) == 1 and x[0] == y[0]:
        return Reason("given_initial", f"Même initiale du prénom\u202f: {x}, {y}.", 1.0)
    if min(len(x), len(y)) >= 3 and (x.startswith(y) or y.startswith(x)):
        return Reason("given_shortened", f"Un prénom abrège l’autre\u202f: {x}, {y}.", 1.5)
    if JaroWinkler.similarity(x, y) >= _CLOSE_NAME:
        return Reason("given_close", f"Prénoms proches\u202f: {x}, {y}.", 1.5)
    return Reason("given_differs", f"Prénoms différents\u202f: {x}, {y}.", -6.0)


def _sounds(x: str, y: str) -> bool:
    return x == y or (len(x) > 2 and len(y) > 2 and fonem(x) == fonem(y))


def _one_slip(x: str, y: str) -> bool:
    return min(len(x), len(y)) >= _SLIP_LENGTH and OSA.distance(x, y, score_cutoff=1) <= 1


def _birth_date(a: Profile, b: Profile) -> Iterator[Reason]:
    x, y = a.facts.birth_date, b.facts.birth_date
    if x is None or y is None:
        return
    if x == y:
        yield Reason("birth_date_same", "Même date de naissance.", 6.0)
    elif x.year == y.year and (x.month, x.day) == (y.day, y.month):
        yield Reason("birth_date_swapped", "Jour et mois de naissance inversés.", 4.5)
    elif x.year == y.year and (a.facts.birth_date_estimated or b.facts.birth_date_estimated):
        yield Reason("birth_date_estimated", "Même année de naissance, date incomplète.", 3.0)
    else:
        yield _near_date(f"{x:%d%m}{x.year:04d}", f"{y:%d%m}{y.year:04d}")


def _near_date(x: str, y: str) -> Reason:
    if sum(c != d for c, d in zip(x, y, strict=True)) == 1:
        return Reason("birth_date_one_digit", "Dates de naissance à un chiffre près.", 4.0)
    if OSA.distance(x, y, score_cutoff=1) <= 1:
        return Reason("birth_date_digits_swapped", "Deux chiffres de la date de naissance sont intervertis.", 4.0)
    if x[2:] == y[2:] or (x[:2] + x[4:]) == (y[:2] + y[4:]):
        return Reason("birth_date_part_differs", "Le jour ou le mois de naissance diffère.", 0.0)
    if sum(c != d for c, d in zip(x, y, strict=True)) == 2:
        return Reason("birth_date_two_digits", "Dates de naissance à deux chiffres près.", -2.5)
    return Reason("birth_date_differs", "Dates de naissance différentes.", -5.0)


def _sex(a: Profile, b: Profile) -> Iterator[Reason]:
    pair = {a.facts.sex, b.facts.sex} - {"", "I"}
    if len(pair) == 2:
        yield Reason("sex_differs", "Sexes différents.", -2.0)
    elif a.facts.sex and a.facts.sex == b.facts.sex:
        yield Reason("sex_same", "Même sexe.", 0.5)


def _birth_place(a: Profile, b: Profile) -> Iterator[Reason]:
    x, y = a.facts.birth_place, b.facts.birth_place
    if x and y and "99999" not in (x, y):
        same = x == y
        code = "birth_place_same" if same else "birth_place_differs"
        text = "Même lieu de naissance." if same else "Lieux de naissance différents."
        yield Reason(code, text, 1.5 if same else -2.0)


def _contacts(a: Profile, b: Profile) -> Iterator[Reason]:
    if set(a.facts.phones) & set(b.facts.phones):
        yield Reason("phone_same", "Même téléphone.", 2.5)
    if a.facts.email and a.facts.email.lower() == b.facts.email.lower():
        yield Reason("email_same", "Même adresse électronique.", 2.5)


def _address(a: Profile, b: Profile) -> Iterator[Reason]:
    if a.address and b.address and fuzz.token_sort_ratio(a.address, b.address) >= _CLOSE_ADDRESS:
        yield Reason("address_close", "Adresses identiques ou presque.", 2.0)
    if a.facts.postal_code and b.facts.postal_code:
        same = a.facts.postal_code == b.facts.postal_code
        text = "Même code postal." if same else "Codes postaux différents."
        yield Reason("postal_code_same" if same else "postal_code_differs", text, 0.5 if same else -0.5)


def _ins(a: Profile, b: Profile) -> Iterator[Reason]:
    if a.facts.ins is None or b.facts.ins is None:
        return
    if a.facts.ins == b.facts.ins:
        yield Reason("ins_same", "Même matricule INS.", 9.0)
    elif a.facts.ins[1] == b.facts.ins[1]:
        yield Reason("ins_differs", "Matricules INS différents.", -8.0)


def _identifier(a: Profile, b: Profile) -> Iterator[Reason]:
    if a.facts.identifier and a.facts.identifier == b.facts.identifier:
        yield Reason("identifier_same", "Même identifiant personnel dans le fichier d’origine.", 6.0)


_OTHERS = (_birth_date, _sex, _birth_place, _contacts, _address, _ins, _identifier)
