"""FONEM: a phonetic code for French family and given names.

Written from the published algorithm (G. Bouchard, P. Brard, Y. Lavoie, « FONEM : un code de transcription phonétique
pour la reconstitution automatique des familles saguenayennes », Population 36-6, 1981, p. 1085-1103). The rules are
grouped below by what they do; their order matters and is part of the algorithm. The rule about GA before a nasal is
applied to AM as well, so that GAMBIER keeps its hard G.
"""

import re
from functools import lru_cache

from brasdroit.foundation.search.text import fold

_VOWELS = "AEIOUY"
_CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"
_HARD_C_BEFORE = "BDFGJKLMNPQRSTVXZ"  # neither C nor H, which C joins; nor W, which stands for OU

_RULES_AS_TEXT: tuple[tuple[str, str], ...] = (
    # Holy prefixes, before their nasals are touched: SAINT-AMAND, CINQMARS, STE-CROIX
    (r"^(?:SAINTE|STE)-?", "STE-"),
    (r"^(?:SA?INT?|SEI[NM]|CINQ?|ST)(?!E)-?", "ST-"),
    # Doubled letters; SS stays between vowels, LL stays after I
    (r"([BDFGHJKMNPQRTVWXZ])\1", r"\1"),
    (r"CC(?=[#C]|$)", "C"),
    (r"(^|[#C])SS", r"\1S"),
    (r"SS(?=[#C]|$)", "S"),
    (r"(?<!I)LL", "L"),
    (r"ILE$", "ILLE"),
    (r"BV", "V"),
    # Soft and hard C and G
    (r"GE(?:O|AU)", "JO"),
    (r"CC(?=[AOU])", "K"),
    (r"CC(?=[EIY])", "X"),
    (r"X[CSZ]", "X"),
    (r"^MA?C(?=[#C])", "MA#"),  # Mac and Mc keep their C, marked until the end
    (r"(?<=.)SC(?=[EIY])", "SS"),
    (r"^SC(?=[EIY])", "S"),
    (r"(?<=.)SC(?=[AOU])", "SK"),
    (r"G(?=[EIY])", "J"),
    (r"(?<=[#V])C(?=[EIY])", "SS"),
    (r"(?<=[#C])C(?=[EIY])", "S"),
    (r"^C(?=[EIY])", "S"),
    (r"C(?=[#H])", "K"),
    (r"(?<=[#V])C$", "K"),
    # Nasal vowels
    (r"(?<!G)[AE]M(?=[#C](?!$))", "EN"),
    (r"OM(?=[#C])", "ON"),
    (r"(?<!G)AN(?=[#C])", "EN"),
    (r"(?<!G)(?:AI[MN]|EIN)(?=[#C]|$)", "IN"),
    (r"(?:^|(?<=[#C]))IM(?=[#C])", "IN"),
    (r"BOU?RNE?$", "BURN"),
    # Letters that join or fall silent
    (r"GNI(?=[#V])", "GN"),
    (r"JEA", "JA"),
    (r"PH", "F"),
    (r"QU", "K"),
    (r"SH", "CH"),
    (r"(?<![CPS])H", ""),
    (r"TIA$", "SSIA"),
    (r"(?<=[AIOUY])W", ""),
    # Groups of vowels
    (r"(?:E?AU|O)L[TX]$", "O"),
    (r"E?AU(?:[TX]|L?D)$", "O"),
    (r"(?<!G)AY$", "E"),
    (r"EUX$", "EU"),
    (r"EY(?=[#C]|$)", "E"),
    (r"(?<=[#V])ILL", "Y"),
    (r"(?<=[#V])I(?=[#V])", "Y"),
    (r"(?<![#V])Y|Y(?![#V])", "I"),
    (r"OU(?=[AEOU]|I(?!LL))", "W"),
    (r"E?AU", "O"),
    (r"([#V])\1", r"\1"),
    (r"^C(?=[AOU])", "K"),
    # Z, then the last consonant of a final group, silent but for a few groups
    (r"(?<=[#V])Z(?=[#V])|(?<=[#C])Z(?=[#C])", "S"),
    (r"(?!(?:[CS]H|[MN]P|R[CFKLNSX]|(?<=I)LS)$)([#C])[#C]$", r"\1"),
    (r"([BDFGHJKMNPQRTVWXZ])\1", r"\1"),
    (r"MA#", "MAC"),
)


def _expanded(pattern: str) -> re.Pattern[str]:
    classes = {"[#V]": f"[{_VOWELS}]", "[#C]": f"[{_CONSONANTS}]", "[#H]": f"[{_HARD_C_BEFORE}]"}
    for name, letters in classes.items():
        pattern = pattern.replace(name, letters)
    return re.compile(pattern)


_RULES = tuple((_expanded(pattern), replacement) for pattern, replacement in _RULES_AS_TEXT)
_WORD = re.compile(r"[^A-Z]+")


@lru_cache(maxsize=65536)
def fonem(name: str) -> str:
    """The FONEM code of one name (« Lefebvre » and « Lefèvre » give LEFEVRE); empty when it holds no letter.

    Any text is accepted. A hyphenated or spaced name is coded as one word, save the holy prefixes (SAINT-AMAND
    gives ST-AMEN); to compare compound names part by part, code each of `brasdroit.foundation.search.text.tokens`.
    """
    code = _WORD.sub("", fold(name))
    for pattern, replacement in _RULES:
        code = pattern.sub(replacement, code)
    return code
