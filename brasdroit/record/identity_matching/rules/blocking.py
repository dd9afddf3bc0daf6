"""Which pairs are worth comparing: those that share a key, the keys too common to tell anything left out."""

from collections.abc import Iterator, Sequence

import polars as pl

from brasdroit.foundation.search.phonetics import fonem
from brasdroit.record.patients.rules.profiles import Profile

LARGEST_BLOCK = 60
_CHUNK = 5_000


def blocking_keys(person: Profile) -> frozenset[str]:
    """Keys of which two records of one person share at least one.

    A number (telephone, e-mail, identifier); two names by their sound, in either order, alone or with a part of the
    birth date or the postal code; one name with two parts of the birth date; a letter of a name with the whole date;
    the numbers of an address with the postal code.
    """
    families = {sound for name in person.families for word in name.split() if (sound := fonem(word))}
    given = {sound for word in person.given if (sound := fonem(word))}
    return frozenset((*_numbers(person), *_name_keys(person, families, given), *_date_keys(person, families | given)))


def _numbers(person: Profile) -> Iterator[str]:
    facts = person.facts
    yield from (f"p{phone}" for phone in facts.phones)
    if facts.email:
        yield f"e{facts.email.lower()}"
    if facts.ins:
        yield f"i{'|'.join(facts.ins)}"
    if facts.nir:
        yield f"s{facts.nir[:13]}"
    if facts.identifier:
        yield f"x{facts.identifier}"
    digits = "".join(word for word in person.address.split() if word[0].isdecimal())
    if digits and facts.postal_code:
        yield f"a{digits}|{facts.postal_code}"


def _name_keys(person: Profile, families: set[str], given: set[str]) -> Iterator[str]:
    born, place = person.born, person.facts.postal_code or person.city
    for family in families:
        for first in given:
            couple = f"{family}|{first}" if family < first else f"{first}|{family}"
            yield f"n{couple}"
            if born:
                yield f"ny{couple}{born[:4]}"
                yield f"nd{couple}{born[4:]}"
            if place:
                yield f"nc{couple}{place}"
    if place:
        yield from (f"fc{family}{place}" for family in families)
    starts = {word[:3] for name in person.families for word in name.split()}
    firsts = {word[:3] for word in person.given}
    if born:
        yield from (f"t{'|'.join(sorted((x, y)))}{born[:4]}" for x in starts for y in firsts)


def _date_keys(person: Profile, sounds: set[str]) -> Iterator[str]:
    born = person.born
    if not born:
        return
    year, month, day = born[:4], born[4:6], born[6:]
    low, high = sorted((month, day))
    for sound in sounds:
        yield f"ds{sound}{year}{low}{high}"
        yield f"dy{sound}{year}{month}"
        yield f"dd{sound}{month}{day}"
        yield f"dz{sound}{year}{day}"
    letters = {word[0] for name in (*person.families, *person.given) for word in name.split()}
    yield from (f"d{letter}{born}" for letter in letters)
    if person.facts.postal_code:
        yield f"dc{born}{person.facts.postal_code}"


def candidate_pairs(people: Sequence[Profile], largest: int = LARGEST_BLOCK) -> pl.DataFrame:
    """The pairs of places (`a` < `b`) sharing a key that at most `largest` records bear; each pair once, in order."""
    chunks = [_keyed(people, start) for start in range(0, len(people), _CHUNK)]
    table = pl.concat(chunks) if chunks else pl.DataFrame(schema=_SCHEMA)
    del chunks
    table = table.filter(pl.len().over("key").is_between(2, largest))
    pairs = table.join(table, on="key", suffix="_b").filter(pl.col("who") < pl.col("who_b"))
    return pairs.select(a="who", b="who_b").unique().sort("a", "b")


_SCHEMA = {"key": pl.UInt64, "who": pl.UInt32}


def _keyed(people: Sequence[Profile], start: int) -> pl.DataFrame:
    keys, who = list[str](), list[int]()
    for place, person in enumerate(people[start : start + _CHUNK], start):
        mine = blocking_keys(person)
        keys += mine
        who += [place] * len(mine)
    return pl.DataFrame({"key": pl.Series(keys, dtype=pl.String).hash(0), "who": pl.Series(who, dtype=pl.UInt32)})
