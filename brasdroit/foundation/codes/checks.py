"""Form and check digits of the numbers in use in France, answered with one French sentence.

A valid number is well formed; nothing here says that it was ever issued. RPPS samples with a wrong key circulate:
callers warn about an invalid RPPS or FINESS and do not block (reference: admin-interop §5).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from stdnum import ean, iban, luhn
from stdnum.exceptions import ValidationError
from stdnum.fr import nir as stdnum_nir

_SEPARATORS = re.compile(r"[\s.\-\u00a0\u202f\u2011]+")
_NIR = re.compile(r"[0-9]{5}(?:[0-9]{2}|2[AB])[0-9]{6}(?:[0-9]{2})?")
_LA_POSTE, _LA_POSTE_SEAT = "356000000", "35600000000048"
_CIP_PREFIX = "34009"


class CodeKind(StrEnum):
    """The kinds of number that `check` knows."""

    NIR = "nir"
    RPPS = "rpps"
    FINESS = "finess"
    SIREN = "siren"
    SIRET = "siret"
    CIP13 = "cip13"
    IBAN = "iban"


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """The answer for one value: `value` as given, `compact` without separators, `key` as computed.

    `key` is the check key the number should carry (also when the one it carries is wrong), None when the form does
    not allow computing it. `reason` says in French why the value is refused; `note` what a valid one was not checked for.
    """

    value: str
    valid: bool
    key: str | None
    reason: str | None
    compact: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Verdict:
    key: str | None = None
    reason: str | None = None
    note: str | None = None


def check(kind: CodeKind | str, value: str) -> CodeCheck:
    """Check `value` as a number of `kind` (spaces, dots and hyphens are ignored); ValueError for an unknown kind."""
    compact = compacted(value)
    verdict = _CHECKS[CodeKind(kind)](compact) if compact else _Verdict(reason="La valeur est vide.")
    return CodeCheck(value, verdict.reason is None, verdict.key, verdict.reason, compact, verdict.note)


def compacted(value: str) -> str:
    """`value` in upper case without spaces, dots nor hyphens."""
    return _SEPARATORS.sub("", value).upper()


def nir_key(number: str) -> str:
    """The two-digit key of a 13-character NIR or NIA: 97 less the number modulo 97, 2A and 2B read 19 and 18.

    ValueError when the form is wrong (safety §1.2).
    """
    if len(number) != 13 or not _NIR.fullmatch(number):
        raise ValueError(number)
    key: str = stdnum_nir.calc_check_digits(number)
    return key


def _nir(compact: str) -> _Verdict:
    if len(compact) not in (13, 15):
        return _Verdict(reason=_length(compact, "13 caractères, ou 15 avec la clé"))
    if not _NIR.fullmatch(compact):
        return _Verdict(reason="Le numéro ne comporte que des chiffres, sauf 2A ou 2B pour un département corse.")
    key = nir_key(compact[:13])
    return _Verdict(key, _wrong_key(compact[13:], key) if len(compact) == 15 else None)


def _rpps(compact: str) -> _Verdict:
    return _digits(compact, 11) or _luhn(compact)


def _finess(compact: str) -> _Verdict:
    if re.fullmatch(r"2[AB][0-9]{7}", compact):
        return _Verdict(note="Numéro corse\u202f: seule la forme a été vérifiée.")
    return _digits(compact, 9) or _luhn(compact)


def _siren(compact: str) -> _Verdict:
    return _digits(compact, 9) or _luhn(compact)


def _siret(compact: str) -> _Verdict:
    if fault := _digits(compact, 14):
        return fault
    if not luhn.is_valid(compact[:9]):
        return _Verdict(reason="Les neuf premiers chiffres ne forment pas un numéro SIREN valide.")
    return _la_poste(compact) if compact.startswith(_LA_POSTE) and compact != _LA_POSTE_SEAT else _luhn(compact)


def _la_poste(compact: str) -> _Verdict:
    others, last = sum(map(int, compact[:-1])), int(compact[-1])
    if (others + last) % 5:
        return _Verdict(reason="La somme des chiffres d’un établissement de La Poste doit être un multiple de 5.")
    return _Verdict(compact[-1], note="Établissement de La Poste\u202f: contrôle propre à cette entreprise.")


def _cip13(compact: str) -> _Verdict:
    if fault := _digits(compact, 13):
        return fault
    if not compact.startswith(_CIP_PREFIX):
        return _Verdict(reason=f"Un code CIP13 commence par {_CIP_PREFIX}.")
    key = ean.calc_check_digit(compact[:-1])
    return _Verdict(key, _wrong_key(compact[-1], key))


def _iban(compact: str) -> _Verdict:
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", compact):
        return _Verdict(reason="Un IBAN comporte deux lettres de pays, deux chiffres de clé, puis le compte.")
    key = iban.calc_check_digits(compact)
    if fault := _wrong_key(compact[2:4], key):
        return _Verdict(key, fault)
    try:
        iban.validate(compact)
    except ValidationError:
        return _Verdict(key, "La longueur ou la forme du compte ne convient pas au pays de cet IBAN.")
    return _Verdict(key)


def _luhn(compact: str) -> _Verdict:
    key = luhn.calc_check_digit(compact[:-1])
    return _Verdict(key, _wrong_key(compact[-1], key))


def _digits(compact: str, length: int) -> _Verdict | None:
    if not (compact.isascii() and compact.isdigit()):
        return _Verdict(reason="Le numéro ne comporte que des chiffres.")
    return _Verdict(reason=_length(compact, f"{length} chiffres")) if len(compact) != length else None


def _length(compact: str, expected: str) -> str:
    return f"Le numéro compte {len(compact)} caractères\u202f; il en faut {expected}."


def _wrong_key(given: str, expected: str) -> str | None:
    if given == expected:
        return None
    return f"La clé {given} ne correspond pas au numéro\u202f: la clé attendue est {expected}."


_CHECKS: dict[CodeKind, Callable[[str], _Verdict]] = {
    CodeKind.NIR: _nir,
    CodeKind.RPPS: _rpps,
    CodeKind.FINESS: _finess,
    CodeKind.SIREN: _siren,
    CodeKind.SIRET: _siret,
    CodeKind.CIP13: _cip13,
    CodeKind.IBAN: _iban,
}
