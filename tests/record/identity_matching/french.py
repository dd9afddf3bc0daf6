"""A French patient list with the errors of real desks, and the truth about it.

Every person has a home; duplicates are second records of one person, typed in a hurry. Traps: twins, a father and a son
of one name in one home, namesakes elsewhere, spouses under one name. Written apart from the rules that are measured: it
knows nothing of their thresholds.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from brasdroit.cli.demo.tables import Commune, ascii_slug, tables

Row = dict[str, str]
RICH = (
    "id", "nom_naissance", "nom", "prenom", "date_naissance", "sexe", "telephone", "email", "adresse", "cp", "commune",
    "matricule",
)  # fmt: skip
POOR = ("id", "nom", "prenom", "date_naissance", "sexe", "cp", "commune")
_KEYS = {"a": "qz", "e": "rz", "i": "uo", "o": "ip", "u": "yi", "s": "dq", "t": "ry", "n": "b", "r": "et", "m": "l"}
_SOUNDS = (
    ("ph", "f"), ("f", "ph"), ("ll", "l"), ("l", "ll"), ("t", "th"), ("th", "t"), ("eau", "o"), ("au", "o"), ("ai", "e"),
    ("c", "k"), ("qu", "k"), ("i", "y"), ("y", "i"), ("nn", "n"), ("n", "nn"), ("s", "ss"), ("x", ""), ("d", ""),
)  # fmt: skip
_SHORT = {"Jean-": "J-", "Christophe": "Chris", "Catherine": "Cathy", "Alexandre": "Alex", "Benjamin": "Ben"}


@dataclass(frozen=True, slots=True)
class Names:
    """What names are drawn from: family names, given names of each sex."""

    families: list[str]
    women: list[str]
    men: list[str]


def demo_names() -> Names:
    """The names of the demonstration: few, so that namesakes abound."""
    lists = tables()
    women = [name for (sex, _), names in lists.given.items() if sex == "F" for name in names]
    men = [name for (sex, _), names in lists.given.items() if sex == "M" for name in names]
    return Names([each.name for each in lists.birth_names], women, men)


class FrenchList:
    """Draws the list; the same seed gives the same rows."""

    def __init__(self, seed: int, names: Names, *, duplicates: float = 0.12, missing: float = 0.06) -> None:
        self._random = Random(seed)
        self._names, self._duplicates, self._missing = names, duplicates, missing
        self._communes: list[Commune] = tables().communes
        self._streets = tables().streets

    def rows(self, count: int) -> Iterator[tuple[int, Row]]:
        """(person, row) `count` times; two rows of one person carry the same number."""
        person, done = 0, 0
        while done < count:
            for member in self._household():
                for row in self._records(member):
                    if done < count:
                        yield person, row
                        done += 1
                person += 1

    def _records(self, row: Row) -> Iterator[Row]:
        yield self._with_gaps(row)
        while self._random.random() < self._duplicates:
            yield self._with_gaps(self._typed_again(row))

    def _household(self) -> Iterator[Row]:
        draw = self._random
        name, home = draw.choice(self._names.families), self._home()
        days = draw.randint(20 * 365, 90 * 365)
        kind = draw.random()
        first = self._person(name, draw.choice("MF"), days, home)
        yield first
        if kind < 0.35:
            return
        spouse = self._person(
            draw.choice(self._names.families),
            "F" if first["sexe"] == "M" else "M",
            days + draw.randint(-3000, 3000),
            home,
        )
        if spouse["sexe"] == "F" and draw.random() < 0.6:
            spouse["nom"] = name
        yield spouse
        if kind > 0.6 and days > 9000:
            yield from self._children(name, days, home, first)

    def _children(self, name: str, days: int, home: Row, parent: Row) -> Iterator[Row]:
        draw = self._random
        for _ in range(draw.randint(1, 3)):
            age = max(30, min(days - 7000, 40 * 365) - draw.randint(0, 4000))
            child = self._person(name, draw.choice("MF"), age, home)
            yield child
            if draw.random() < 0.04:  # twins
                twin = self._person(name, draw.choice("MF"), age, home)
                twin["date_naissance"] = child["date_naissance"]
                if twin["prenom"] != child["prenom"]:
                    yield twin
        if draw.random() < 0.03 and parent["sexe"] == "M":  # a son who bears his father's name
            yield self._person(name, "M", days - draw.randint(7000, 13000), home) | {"prenom": parent["prenom"]}

    def _home(self) -> Row:
        draw = self._random
        town = draw.choice(self._communes)
        return {
            "adresse": f"{draw.randint(1, 150)} {draw.choice(self._streets)}",
            "cp": town.postal_code,
            "commune": town.name,
            "telephone": f"0{draw.randint(1, 5)}{draw.randint(0, 99_999_999):08d}" if draw.random() < 0.4 else "",
        }

    def _person(self, name: str, sex: str, days: int, home: Row) -> Row:
        draw = self._random
        born = date(2026, 11, 1) - timedelta(days=max(days, 1))
        given = draw.choice(self._names.women if sex == "F" else self._names.men)
        mobile = f"0{draw.choice('67')}{draw.randint(0, 99_999_999):08d}" if days > 4500 and draw.random() < 0.8 else ""
        email = (
            f"{ascii_slug(given)}.{ascii_slug(name)}{draw.randint(1, 999)}@example.org" if draw.random() < 0.5 else ""
        )
        insee = draw.choice(self._communes).insee
        number = f"{1 if sex == 'M' else 2}{born:%y%m}{insee}{draw.randint(1, 999):03d}"
        digits = number.replace("2A", "19").replace("2B", "18")
        return {
            "nom_naissance": name, "nom": name, "prenom": given, "date_naissance": f"{born:%d/%m/%Y}", "sexe": sex,
            "email": email, "matricule": f"{number}{97 - int(digits) % 97:02d}", **home,
            "telephone": mobile or home["telephone"],
        }  # fmt: skip

    def _typed_again(self, row: Row) -> Row:
        again = dict(row)
        for _ in range(self._random.choice((1, 1, 1, 2, 2, 3))):
            self._random.choice(ERRORS)(self, again, row)
        return again

    def _with_gaps(self, row: Row) -> Row:
        draw = self._random
        gaps = dict.fromkeys(row, self._missing) | {
            "nom": 0,
            "prenom": 0.01,
            "email": 0.4,
            "matricule": 0.55,
            "nom_naissance": 0.25,
        }
        return {name: "" if draw.random() < gaps.get(name, 0) else value for name, value in row.items()}

    def slip(self, text: str) -> str:
        """One slip of the keyboard."""
        draw = self._random
        if len(text) < 3:
            return text
        at = draw.randrange(1, len(text))
        kind = draw.randrange(4)
        if kind == 0:
            return text[:at] + text[at + 1 :]
        if kind == 1:
            return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
        letter = draw.choice(_KEYS.get(text[at].lower(), "aeinrst"))
        return text[:at] + letter + text[at + (kind == 2) :]

    def _name_slip(self, row: Row, _: Row) -> None:
        name = self._random.choice(("nom", "nom", "prenom"))
        row[name] = self.slip(row[name])
        if name == "nom":
            row["nom_naissance"] = row["nom"]

    def _by_ear(self, row: Row, _: Row) -> None:
        name = self._random.choice(("nom", "nom", "prenom"))
        fitting = [pair for pair in _SOUNDS if pair[0] in row[name][1:]]
        if fitting:
            old, new = self._random.choice(fitting)
            row[name] = row[name][0] + row[name][1:].replace(old, new, 1)
        if name == "nom":
            row["nom_naissance"] = row["nom"]

    def _plain(self, row: Row, _: Row) -> None:
        for name in ("nom", "nom_naissance", "prenom", "commune"):
            row[name] = ascii_slug(row[name]).replace("-", self._random.choice("- ")).upper()

    def _inverted(self, row: Row, _: Row) -> None:
        row["nom"], row["prenom"] = row["prenom"], row["nom"]
        row["nom_naissance"] = row["nom"]

    def _one_name(self, row: Row, whole: Row) -> None:
        """Only one of the two family names was asked."""
        row["nom"] = self._random.choice((whole["nom"], whole["nom_naissance"]))
        row["nom_naissance"] = ""

    def _second_name(self, row: Row, _: Row) -> None:
        other = self._random.choice(self._names.women if row["sexe"] == "F" else self._names.men)
        row["prenom"] = f"{row['prenom']} {other}"

    def _shortened(self, row: Row, _: Row) -> None:
        for old, new in _SHORT.items():
            row["prenom"] = row["prenom"].replace(old, new)

    def _day_and_month(self, row: Row, _: Row) -> None:
        day, month, year = row["date_naissance"].split("/")
        if int(day) <= 12:
            row["date_naissance"] = f"{month}/{day}/{year}"

    def _date_slip(self, row: Row, _: Row) -> None:
        at = self._random.choice((0, 1, 3, 4, 8, 9))
        text = row["date_naissance"]
        row["date_naissance"] = text[:at] + str(self._random.randrange(10)) + text[at + 1 :]

    def _first_of_january(self, row: Row, _: Row) -> None:
        if self._random.random() < 0.3:
            row["date_naissance"] = f"01/01{row['date_naissance'][5:]}"

    def _moved(self, row: Row, _: Row) -> None:
        home = self._home()
        row.update({name: home[name] for name in ("adresse", "cp", "commune")})

    def _other_phone(self, row: Row, _: Row) -> None:
        row["telephone"] = f"06{self._random.randint(0, 99_999_999):08d}"

    def _address_slip(self, row: Row, _: Row) -> None:
        row["adresse"], row["commune"] = self.slip(row["adresse"]), self.slip(row["commune"])

    def _number_slip(self, row: Row, _: Row) -> None:
        at = self._random.randrange(5, 13)
        row["matricule"] = row["matricule"][:at] + str(self._random.randrange(10)) + row["matricule"][at + 1 :]


Error = Callable[[FrenchList, Row, Row], None]
ERRORS: tuple[Error, ...] = (
    FrenchList._name_slip, FrenchList._name_slip, FrenchList._by_ear, FrenchList._plain, FrenchList._inverted,
    FrenchList._one_name, FrenchList._one_name, FrenchList._second_name, FrenchList._shortened,
    FrenchList._day_and_month, FrenchList._date_slip, FrenchList._first_of_january, FrenchList._moved,
    FrenchList._moved, FrenchList._other_phone, FrenchList._address_slip, FrenchList._number_slip,
)  # fmt: skip


def write_list(path: Path, source: FrenchList, count: int, columns: tuple[str, ...] = RICH) -> set[tuple[str, str]]:
    """Write `count` rows in a shuffled order; answers the true pairs of identifiers, the smaller first."""
    rows = list(source.rows(count))
    Random(count).shuffle(rows)
    persons: dict[int, list[str]] = {}
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, delimiter=";", extrasaction="ignore")
        writer.writeheader()
        for number, (person, row) in enumerate(rows):
            persons.setdefault(person, []).append(f"P{number}")
            writer.writerow(row | {"id": f"P{number}"})
    same = [sorted(ids) for ids in persons.values()]
    return {(a, b) for ids in same for place, a in enumerate(ids) for b in ids[place + 1 :]}


def insee_names(folder: Path) -> Names:
    """Thousands of names of the public lists, the first ones far more often than the last, as in life."""
    random = Random(1)
    with gzip.open(folder / "noms_insee_2008_list.txt.gz", "rt", encoding="utf-8") as lines:
        families = [line.strip().title() for line in lines if line.strip()]
    random.shuffle(families)
    with (folder / "prenoms_popular_accented.csv").open(encoding="utf-8") as lines:
        given = list(csv.DictReader(lines))
    random.shuffle(given)
    women = [row["firstname"] for row in given if row["female"] == "true"]
    men = [row["firstname"] for row in given if row["male"] == "true"]
    return Names(_zipf(families[:12_000], 40_000), _zipf(women[:700], 10_000), _zipf(men[:700], 10_000))


def _zipf(values: list[str], size: int) -> list[str]:
    total = sum(1 / (rank + 10) for rank in range(len(values)))
    return [each for rank, each in enumerate(values) for _ in range(max(1, round(size / (rank + 10) / total)))]
