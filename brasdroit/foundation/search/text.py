"""Text folded for comparison: no accent, no ligature, upper case, one space between words.

Hyphens and apostrophes separate words as spaces do, so that « Jean-Pierre » and « jean pierre », « d’Arc » and
« D'ARC » read the same. Everything here is total (any text gives an answer) and idempotent.
"""

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans(
    {
        "œ": "OE", "Œ": "OE", "æ": "AE", "Æ": "AE", "ß": "SS", "ẞ": "SS", "ø": "O", "Ø": "O", "đ": "D", "Đ": "D",
        "ð": "D", "Ð": "D", "þ": "TH", "Þ": "TH", "ł": "L", "Ł": "L", "ħ": "H", "Ħ": "H", "ı": "I",
    }
)  # fmt: skip
_NOT_WORD = re.compile(r"[^0-9A-Z]+")
SLIP_MINIMUM = 4
"""Words shorter than this (in letters) take no typing slip: one letter changed in « Ali » is another name."""


def unaccented(text: str) -> str:
    """`text` in upper case without accents nor ligatures; punctuation and spaces are left as they are."""
    if text.isascii():
        return text.upper()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES).upper())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).upper()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """`text` as words of A-Z and 0-9 separated by one space; letters of other scripts are dropped."""
    return _NOT_WORD.sub(" ", unaccented(text)).strip()


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of `text`, in order, each kept once."""
    return tuple(dict.fromkeys(fold(text).split()))


def slip_keys(word: str) -> frozenset[str]:
    """The keys under which a folded word is found despite one typing slip: itself, and itself less each letter.

    Two words within one letter inserted, left out, replaced, or two neighbours swapped share at least one key
    (deletion neighbourhood), so an ordinary equality index finds them. Sharing a key is not enough the other way:
    confirm with `one_slip_apart`. Words under `SLIP_MINIMUM` letters answer to themselves only.
    """
    if len(word) < SLIP_MINIMUM:
        return frozenset((word,))
    return frozenset([word, *(word[:i] + word[i + 1 :] for i in range(len(word)))])


def one_slip_apart(a: str, b: str) -> bool:
    """Whether two folded words are equal up to one insertion, omission, replacement or swap of neighbours."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    start = _common_prefix(short, long)
    if len(short) == len(long):
        return short[start + 1 :] == long[start + 1 :] or _swapped(short, long, start)
    return len(long) - len(short) == 1 and short[start:] == long[start + 1 :]


def _common_prefix(a: str, b: str) -> int:
    for index, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return index
    return min(len(a), len(b))


def _swapped(a: str, b: str, at: int) -> bool:
    return a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
