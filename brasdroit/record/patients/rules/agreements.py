"""The comparisons of two records: which codes hold, and the French sentence of each (safety §1.9).

One field gives at most one code, none when either record does not fill it in. What a code is worth is not said here:
`resemblance` gives published points, `brasdroit.record.identity_matching` weights learned from a whole file.
"""

from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler

from brasdroit.foundation.codes.checks import CodeKind, check
from brasdroit.foundation.search.phonetics import fonem
from brasdroit.foundation.search.text import fold
from brasdroit.record.patients.rules.profiles import Profile

_SLIP_LENGTH = 3
_CLOSE_NAME, _NEAR_NAME, _CLOSE_ADDRESS = 0.9, 0.8, 80
_GENERATION_YEARS = 14

FAMILY_LEVELS = (
    "family_same", "family_swapped_use", "family_sounds_same", "family_slip", "family_part_same", "family_close",
    "family_near", "family_differs",
)  # fmt: skip
GIVEN_AGREES = frozenset({"given_same", "given_sounds_same", "given_in_list"})
FAMILY_AGREES = frozenset({"family_same", "family_sounds_same", "family_swapped_use"})
_RANK = {code: rank for rank, code in enumerate(FAMILY_LEVELS)}

_SENTENCES = {
    "names_inverted": "Le nom et le prénom sont inversés.",
    "family_same": "Même nom\u202f: {0}.",
    "family_swapped_use": "Le nom de naissance de l’un est le nom utilisé de l’autre.",
    "family_sounds_same": "Noms de même prononciation\u202f: {0}, {1}.",
    "family_slip": "Noms à une faute de frappe près\u202f: {0}, {1}.",
    "family_part_same": "Une partie du nom est commune\u202f: {0}, {1}.",
    "family_close": "Noms proches\u202f: {0}, {1}.",
    "family_near": "Noms proches\u202f: {0}, {1}.",
    "family_differs": "Noms différents\u202f: {0}, {1}.",
    "given_same": "Même premier prénom\u202f: {0}.",
    "given_in_list": "Un prénom est commun\u202f: {0}.",
    "given_sounds_same": "Prénoms de même prononciation\u202f: {0}, {1}.",
    "given_slip": "Prénoms à une faute de frappe près\u202f: {0}, {1}.",
    "given_initial": "Même initiale du prénom\u202f: {0}, {1}.",
    "given_shortened": "Un prénom abrège l’autre\u202f: {0}, {1}.",
    "given_close": "Prénoms proches\u202f: {0}, {1}.",
    "given_differs": "Prénoms différents\u202f: {0}, {1}.",
    "birth_date_same": "Même date de naissance.",
    "birth_date_swapped": "Jour et mois de naissance inversés.",
    "birth_date_estimated": "Même année de naissance, date incomplète.",
    "birth_date_one_digit": "Dates de naissance à un chiffre près.",
    "birth_date_digits_swapped": "Deux chiffres de la date de naissance sont intervertis.",
    "birth_date_part_differs": "Le jour ou le mois de naissance diffère.",
    "birth_date_two_digits": "Dates de naissance à deux chiffres près.",
    "birth_date_differs": "Dates de naissance différentes.",
    "sex_differs": "Sexes différents.",
    "sex_same": "Même sexe.",
    "birth_place_same": "Même lieu de naissance.",
    "birth_place_differs": "Lieux de naissance différents.",
    "phone_same": "Même téléphone.",
    "phone_differs": "Téléphones différents.",
    "email_same": "Même adresse électronique.",
    "email_differs": "Adresses électroniques différentes.",
    "address_close": "Adresses identiques ou presque.",
    "address_street_close": "Même voie ou presque, numéros différents.",
    "address_differs": "Adresses différentes.",
    "postal_code_same": "Même code postal.",
    "postal_code_slip": "Codes postaux à un chiffre près.",
    "postal_code_differs": "Codes postaux différents.",
    "city_same": "Même commune.",
    "city_close": "Noms de communes proches.",
    "city_differs": "Communes différentes.",
    "ins_same": "Même matricule INS.",
    "ins_differs": "Matricules INS différents.",
    "nir_same": "Même numéro de sécurité sociale.",
    "nir_slip": "Numéros de sécurité sociale à une faute près.",
    "nir_differs": "Numéros de sécurité sociale différents.",
    "identifier_same": "Même identifiant personnel dans le fichier d’origine.",
    "identifier_slip": "Identifiants personnels à une faute de frappe près.",
    "identifier_differs": "Identifiants personnels différents.",
}


def agreements(a: Profile, b: Profile) -> tuple[str, ...]:
    """The codes that hold between two records, field after field; the order of the records does not matter."""
    return (*name_agreements(a, b), *[code for rule in _OTHERS if (code := rule(a, b))])


def name_agreements(a: Profile, b: Profile) -> tuple[str, ...]:
    """The codes of the names alone: crossed, or one of the family name and one of the given names."""
    family, given = _family(a, b), _given(a, b)
    if (family in _DOUBTFUL or given in _DOUBTFUL) and _inverted(a, b):
        return ("names_inverted",)
    return tuple(code for code in (family, given) if code)


def sentence(code: str, a: Profile, b: Profile) -> str:
    """The French sentence of a code that holds between these records."""
    if code == "given_same" and a.given[0] != b.given[0]:
        return f"Mêmes prénoms\u202f: {' '.join(a.given)}."
    return _SENTENCES[code].format(*_words(code, a, b))


def _words(code: str, a: Profile, b: Profile) -> tuple[str, ...]:
    """The names that a sentence quotes."""
    if code.startswith("family_") and a.families and b.families:
        return _best_families(a, b) if code != "family_same" else (_shared(a.families, b.families), "")
    if code == "given_in_list":
        return (a.given[0] if a.given[0] in b.given else b.given[0],)
    return (a.given[0], b.given[0]) if code.startswith("given_") else ()


def _shared(x: tuple[str, ...], y: tuple[str, ...]) -> str:
    return next((name for name in x if name in y), x[0])


def _best_families(a: Profile, b: Profile) -> tuple[str, str]:
    return min(((x, y) for x in a.families for y in b.families), key=lambda pair: _RANK[_family_pair(*pair)])


_DOUBTFUL = {"", "family_differs", "given_differs"}


def _inverted(a: Profile, b: Profile) -> bool:
    if not (a.families and b.families and a.given and b.given):
        return False
    return _crossed(a.families, b.given) and _crossed(b.families, a.given)


def _crossed(families: tuple[str, ...], given: tuple[str, ...]) -> bool:
    names = {*families, *(name.split()[0] for name in families)}
    words = {*given, " ".join(given)}
    return any(_alike(x, y) for x in names for y in words)


@lru_cache(maxsize=1 << 18)
def _alike(x: str, y: str) -> bool:
    return _sounds(x, y) or _one_slip(x, y)


def _family(a: Profile, b: Profile) -> str:
    if not a.families or not b.families:
        return ""
    if len(a.families) == len(b.families) == 1:
        return _family_pair(a.families[0], b.families[0])
    if fold(a.facts.birth_name) == fold(b.facts.birth_name):
        return "family_same"
    if set(a.families) & set(b.families):
        return "family_swapped_use"
    return min((_family_pair(x, y) for x in a.families for y in b.families), key=_RANK.__getitem__)


@lru_cache(maxsize=1 << 18)
def _family_pair(x: str, y: str) -> str:
    if x == y or x.replace(" ", "") == y.replace(" ", ""):
        return "family_same"
    if _sounds(x, y):
        return "family_sounds_same"
    if _one_slip(x, y):
        return "family_slip"
    if set(x.split()) & set(y.split()):
        return "family_part_same"
    near = JaroWinkler.similarity(x, y, score_cutoff=_NEAR_NAME)
    return "family_differs" if not near else "family_close" if near >= _CLOSE_NAME else "family_near"


def _given(a: Profile, b: Profile) -> str:
    if not a.given or not b.given:
        return ""
    x, y = a.given[0], b.given[0]
    if x == y or "".join(a.given) == "".join(b.given):
        return "given_same"
    if x in b.given or y in a.given:
        return "given_in_list"
    return _given_pair(x, y)


@lru_cache(maxsize=1 << 18)
def _given_pair(x: str, y: str) -> str:
    if _sounds(x, y):
        return "given_sounds_same"
    if _one_slip(x, y):
        return "given_slip"
    shortest = min(len(x), len(y))
    if shortest == 1 and x[0] == y[0]:
        return "given_initial"
    if shortest >= 3 and (x.startswith(y) or y.startswith(x)):
        return "given_shortened"
    return "given_close" if JaroWinkler.similarity(x, y) >= _CLOSE_NAME else "given_differs"


def _sounds(x: str, y: str) -> bool:
    return x == y or (len(x) > 2 and len(y) > 2 and fonem(x) == fonem(y))


def _one_slip(x: str, y: str) -> bool:
    return min(len(x), len(y)) >= _SLIP_LENGTH and OSA.distance(x, y, score_cutoff=1) <= 1


def _birth_date(a: Profile, b: Profile) -> str:
    x, y = a.born, b.born
    if x == y:
        return "birth_date_same" if x else ""
    if not x or not y:
        return ""
    if x[:4] == y[:4]:
        if x[4:6] == y[6:] and x[6:] == y[4:6]:
            return "birth_date_swapped"
        if a.facts.birth_date_estimated or b.facts.birth_date_estimated:
            return "birth_date_estimated"
    return _near_date(x, y)


@lru_cache(maxsize=1 << 18)
def _near_date(x: str, y: str) -> str:
    apart = sum(c != d for c, d in zip(x, y, strict=False))
    if apart == 1:
        return "birth_date_one_digit"
    if OSA.distance(x, y, score_cutoff=1) <= 1:
        return "birth_date_digits_swapped"
    if x[:4] == y[:4] and (x[4:6] == y[4:6] or x[6:] == y[6:]):
        return "birth_date_part_differs"
    return "birth_date_two_digits" if apart == 2 else "birth_date_differs"


def a_generation_apart(a: Profile, b: Profile) -> bool:
    """Whether the years of birth leave room for a parent and a child: two persons of one name in one home."""
    x, y = a.born[:4], b.born[:4]
    return bool(x and y and x.isdecimal() and y.isdecimal()) and abs(int(x) - int(y)) >= _GENERATION_YEARS


def _sex(a: Profile, b: Profile) -> str:
    x, y = a.facts.sex, b.facts.sex
    if not x or not y:
        return ""
    return "sex_same" if x == y else "" if "I" in (x, y) else "sex_differs"


def _birth_place(a: Profile, b: Profile) -> str:
    x, y = a.facts.birth_place, b.facts.birth_place
    if not x or not y or "99999" in (x, y):
        return ""
    return "birth_place_same" if x == y else "birth_place_differs"


def _phone(a: Profile, b: Profile) -> str:
    x, y = a.facts.phones, b.facts.phones
    if not x or not y:
        return ""
    return "phone_same" if not set(x).isdisjoint(y) else "phone_differs"


def _email(a: Profile, b: Profile) -> str:
    x, y = a.facts.email, b.facts.email
    if not x or not y:
        return ""
    return "email_same" if x.lower() == y.lower() else "email_differs"


def _address(a: Profile, b: Profile) -> str:
    if not a.address or not b.address:
        return ""
    return "address_close" if a.address == b.address else _address_pair(a.address, b.address)


@lru_cache(maxsize=1 << 18)
def _address_pair(x: str, y: str) -> str:
    if not fuzz.token_sort_ratio(x, y, score_cutoff=_CLOSE_ADDRESS):
        return "address_differs"
    numbers = [next((word for word in each.split() if word.isdecimal()), "") for each in (x, y)]
    return "address_street_close" if all(numbers) and numbers[0] != numbers[1] else "address_close"


def _postal_code(a: Profile, b: Profile) -> str:
    x, y = a.facts.postal_code, b.facts.postal_code
    if x == y:
        return "postal_code_same" if x else ""
    if not x or not y:
        return ""
    return "postal_code_slip" if OSA.distance(x, y, score_cutoff=1) <= 1 else "postal_code_differs"


def _city(a: Profile, b: Profile) -> str:
    x, y = a.city, b.city
    if not x or not y:
        return ""
    return "city_same" if x == y else _city_pair(x, y)


@lru_cache(maxsize=1 << 18)
def _city_pair(x: str, y: str) -> str:
    return "city_close" if JaroWinkler.similarity(x, y) >= _CLOSE_NAME else "city_differs"


def _ins(a: Profile, b: Profile) -> str:
    x, y = a.facts.ins, b.facts.ins
    if x is None or y is None:
        return ""
    if x == y:
        return "ins_same"
    return "ins_differs" if x[1] == y[1] else ""


def _nir(a: Profile, b: Profile) -> str:
    """Numbers of health insurance; a slip is one that left a wrong key, or digits that no key protects."""
    x, y = a.facts.nir, b.facts.nir
    if not x or not y:
        return ""
    if x[:13] == y[:13]:
        return "nir_same"
    slip = OSA.distance(x[:13], y[:13], score_cutoff=1) <= 1
    return "nir_slip" if slip and not (_sound_key(x) and _sound_key(y)) else "nir_differs"


@lru_cache(maxsize=1 << 16)
def _sound_key(number: str) -> bool:
    return len(number) == 15 and check(CodeKind.NIR, number).valid


def _identifier(a: Profile, b: Profile) -> str:
    x, y = a.facts.identifier, b.facts.identifier
    if not x or not y:
        return ""
    if x == y:
        return "identifier_same"
    return "identifier_slip" if _one_slip(x, y) else "identifier_differs"


_OTHERS = (
    _birth_date, _sex, _birth_place, _phone, _email, _address, _postal_code, _city, _ins, _nir, _identifier,
)  # fmt: skip
