"""The recovery code: what a person keeps on paper to open the backups of a lost computer.

26 letters and digits of the alphabet of Crockford's Base32 (130 bits drawn at random) and two more that catch a slip of
the hand, in seven groups of four. Pure.
"""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DRAWN, CHECKED, GROUP = 26, 2, 4
_SAME_LOOK = str.maketrans("OIL", "011")


class WrongCode(ValueError):
    """What was typed is no recovery code; the message is one French sentence."""


def draw_code() -> str:
    """A fresh code, without its separators."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return drawn + _check(drawn)


def read_code(typed: str) -> str:
    """The code as typed by a person: case, spaces and dashes do not matter, O reads 0, I and L read 1.

    Raises WrongCode when its length, a character or its last two characters are wrong.
    """
    plain = "".join(mark for mark in typed.upper() if not mark.isspace() and mark not in "-–.").translate(_SAME_LOOK)
    if len(plain) != DRAWN + CHECKED:
        raise WrongCode(
            f"Le code de secours compte {DRAWN + CHECKED} lettres et chiffres\u202f: vous en donnez {len(plain)}."
        )
    if set(plain) - set(ALPHABET) or _check(plain[:DRAWN]) != plain[DRAWN:]:
        raise WrongCode("Ce code de secours contient une faute de frappe\u202f: relisez-le groupe par groupe.")
    return plain


def shown_code(code: str) -> str:
    """The code in groups: « 7K2M-… »."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def _check(drawn: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"brasdroit recovery code\0" + drawn.encode()).digest()[:2], "big")
    return ALPHABET[number >> 11] + ALPHABET[(number >> 6) & 31]
