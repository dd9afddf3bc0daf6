"""The rail: places of the workspace, in order. An entry without its page, or without the right to it, never appears."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from django.urls import NoReverseMatch, reverse

from brasdroit.assistance.preparation.permissions import READ as READ_PREPARATION
from brasdroit.foundation.actors import Actor
from brasdroit.foundation.errors import ProgrammingError
from brasdroit.foundation.permissions import holds

DAILY, ACTIVITIES, ALSO = "", "Activités", "Et aussi"
SECTIONS = (DAILY, ACTIVITIES, ALSO)
PHONE_ENTRIES = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: stable `key`, French `label`, lucide `icon`, the `url` name of its page.

    `permission` is the code of the right it needs ("" for everybody). `words` are what else people may type in the
    palette to find it. `here` lists further prefixes of addresses that belong to the place.
    """

    key: str
    label: str
    icon: str
    url: str
    section: str = ACTIVITIES
    permission: str = ""
    words: str = ""
    here: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An entry as the page shows it."""

    key: str
    label: str
    icon: str
    href: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of places (the first one has no title)."""

    label: str
    places: list[Place] = field(default_factory=list)


Badge = Callable[[Actor], int]

PLACES: tuple[Entry, ...] = (
    Entry(
        "day",
        "Ma journée",
        "sun",
        "day",
        DAILY,
        permission="waiting_room.see",
        words="accueil aujourd’hui salle d’attente",
    ),
    Entry("agenda", "Agenda", "calendar-days", "agenda", DAILY, words="rendez-vous planning créneaux"),
    Entry("patients", "Patients", "users", "patients", DAILY, words="dossiers recherche identité"),
    Entry("tasks", "À faire", "list-checks", "tasks", DAILY, words="tâches rappels"),
    Entry("pathways", "Parcours de soins", "route", "pathways", words="suivi coordination"),
    Entry("prevention", "Prévention", "syringe", "prevention", words="vaccins dépistages"),
    Entry(
        "preparation",
        "Préparation",
        "stethoscope",
        "preparation",
        permission=READ_PREPARATION.code,
        words="pré-consultation mesures",
    ),
    Entry("telephone", "Téléphone", "phone", "telephone", permission="telephone.see", words="appels messages"),
    Entry("mail", "Courrier", "inbox", "mail", words="messages courriers scanner"),
    Entry(
        "documents", "Documents", "files", "documents", permission="documents.read", words="comptes rendus résultats"
    ),
    Entry("hygiene", "Hygiène", "sparkles", "hygiene", words="nettoyage stérilisation déchets froid"),
    Entry("stock", "Stocks", "package", "stock", words="commandes péremption lots"),
    Entry(
        "delegations",
        "Missions confiées",
        "handshake",
        "delegations",
        ALSO,
        permission="missions.see",
        words="délégations protocole signature",
    ),
    Entry(
        "certification",
        "Ma certification",
        "graduation-cap",
        "certification",
        ALSO,
        permission="certification.own",
        words="formation blocs jury échéances",
    ),
    Entry("practice", "Le cabinet", "building-2", "practice", ALSO, words="réglages équipe salles indicateurs"),
)

_entries: dict[str, Entry] = {entry.key: entry for entry in PLACES}
_badges: dict[str, Badge] = {}


def register(*entries: Entry) -> None:
    """Add places after those above; a key that exists already is an error of the program."""
    for entry in entries:
        if entry.key in _entries:
            raise ProgrammingError(f"place declared twice: {entry.key}")
        if entry.section not in SECTIONS:
            raise ProgrammingError(f"no section {entry.section!r} in the rail")
        _entries[entry.key] = entry


def badge(key: str) -> Callable[[Badge], Badge]:
    """Decorator: the function that counts what waits at a place (one query at most; 0 shows nothing)."""

    def remember(count: Badge) -> Badge:
        _badges[key] = count
        return count

    return remember


def entries() -> tuple[Entry, ...]:
    """Every declared place, in order."""
    return tuple(_entries.values())


def rail(actor: Actor, path: str) -> list[Section]:
    """The places this actor may go to, by section, with the one he is at marked current."""
    open_to_him = [(entry, href) for entry in entries() if (href := _href(entry, actor))]
    current = _current(path, open_to_him)
    sections = {label: Section(label) for label in SECTIONS}
    for entry, href in open_to_him:
        sections[entry.section].places.append(_place(entry, href, actor, current=entry.key == current))
    return [section for section in sections.values() if section.places]


def palette_places(actor: Actor) -> Iterable[tuple[Entry, str]]:
    """What the palette offers as pages: (entry, address)."""
    return [(entry, href) for entry in entries() if (href := _href(entry, actor))]


def _place(entry: Entry, href: str, actor: Actor, *, current: bool) -> Place:
    count = _badges[entry.key](actor) if entry.key in _badges else 0
    return Place(entry.key, entry.label, entry.icon, href, current, count)


@cache
def fixed_address(name: str) -> str | None:
    """What `reverse` answers for a name without arguments; None when there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _href(entry: Entry, actor: Actor) -> str | None:
    return fixed_address(entry.url) if not entry.permission or holds(actor, entry.permission) else None


def _current(path: str, open_to_him: list[tuple[Entry, str]]) -> str | None:
    """The place whose address is the longest beginning of `path`; the home page only answers for itself."""
    prefixes = [(prefix, entry.key) for entry, href in open_to_him for prefix in (href, *entry.here)]
    matching = [(len(prefix), key) for prefix, key in prefixes if path == prefix or _below(path, prefix)]
    return max(matching)[1] if matching else None


def _below(path: str, prefix: str) -> bool:
    return prefix != "/" and path.startswith(prefix.rstrip("/") + "/")
