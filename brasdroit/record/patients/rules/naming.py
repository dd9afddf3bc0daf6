"""How an identity is shown, and the words it is found by."""

import re

from brasdroit.foundation.search.text import tokens
from brasdroit.record.patients.types import Identity, Sex

_WORD_START = re.compile(r"(?:^|(?<=[ '’\-]))\w")
_BORN = {Sex.FEMALE: "née", Sex.MALE: "né", Sex.INDETERMINATE: "né(e)"}


def capitalised(name: str) -> str:
    """« JEAN-PIERRE » as « Jean-Pierre », « D'ARC » as « D’Arc »."""
    return _WORD_START.sub(lambda match: match[0].upper(), name.lower()).replace("'", "’")


def display_name(identity: Identity) -> str:
    """« DURAND Marie (née MARTIN) »: the used name and given name when there are any, the birth name always."""
    traits, used = identity.traits, identity.complementary
    family = (used.used_name or traits.birth_name).upper().replace("'", "’")
    given = capitalised(used.used_given_name or traits.first_birth_given_name)
    shown = f"{family} {given}"
    if used.used_name and used.used_name.upper() != traits.birth_name.upper():
        birth_name = traits.birth_name.upper().replace("'", "’")
        return f"{shown} ({_BORN[traits.sex]} {birth_name})"
    return shown


def search_words(identity: Identity) -> tuple[str, ...]:
    """Every folded word a person may be searched by: birth and used names, all given names; each once."""
    traits, used = identity.traits, identity.complementary
    names = (traits.birth_name, used.used_name, used.used_given_name, traits.first_birth_given_name)
    return tokens(" ".join((*names, traits.birth_given_names)))
