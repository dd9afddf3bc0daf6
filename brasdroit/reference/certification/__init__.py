"""The CQP's frameworks, the adaptation course, the conditions of each way in, and dated facts on pay.

Facts: reference "profession", sections 3 and 5; every value carries its own source.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from brasdroit.reference.editions import Book, Edition, Value, load

ADAPTATION = "FAE"
"""The adaptation course takes the place of a framework in a case to evaluate."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of competencies. `required`: how many assessments; `mandatory`: the one that follows the AFGSU.

    `hours` belong to a training centre's programme; `competencies`: closed list, empty while the certifier's list
    has not been imported.
    """

    code: str
    title: str
    hours: int
    activities: tuple[str, ...]
    assessments: tuple[str, ...]
    required: int
    mandatory: str | None
    competencies: tuple[str, ...]
    source: str

    @property
    def heading(self) -> str:
        """« Bloc 1, Suivi du parcours de santé du patient »."""
        return f"Bloc {self.code}, {self.title}"


@dataclass(frozen=True, slots=True)
class Framework:
    """One registered version of the CQP. `expires_on`: last day of the registration. `hours`: whole training."""

    code: str
    registered_on: date
    expires_on: date
    level: int
    nsf: str
    formacodes: tuple[str, ...]
    agreement_booklet: str
    agreement_idcc: str
    certifier: str
    hours: int
    hours_source: str
    assessment_hours: int
    blocks: tuple[Block, ...]
    source: str

    def block(self, code: str) -> Block:
        """The block « 1 » to « 4 »; KeyError for any other code."""
        return {block.code: block for block in self.blocks}[code]

    def registered(self, on: date) -> bool:
        """Whether the registration covers `on`."""
        return self.registered_on <= on <= self.expires_on


@dataclass(frozen=True, slots=True)
class PayFact:
    """One dated fact on pay, with what it is worth; `to_verify`: shown « à vérifier »."""

    label: str
    text: str
    note: str
    as_of: date
    source: str = ""
    to_verify: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """What a route asks in time and money, and whom to see next; French texts."""

    key: str
    label: str
    duration: str
    funding: str
    next_step: str
    source: str = ""


def framework_codes() -> tuple[str, ...]:
    """The frameworks known, oldest first."""
    return tuple(edition.name for edition in _frameworks().editions)


@lru_cache(maxsize=64)
def framework(code: str, on: date) -> Framework:
    """The framework `code` with its values of day `on`, or of the nearest day of its registration; KeyError when unknown.

    A candidate of an expired framework keeps it: that is why the registration does not bound `on`.
    """
    for raw in _frameworks().editions:
        if raw.name == code:
            day = max(raw.valid_from, min(on, raw.valid_to or on))
            return _framework(raw.on(_frameworks().name, day), day)
    raise KeyError(code)


def framework_on(on: date) -> Framework:
    """The framework registered on `on`; in a gap, or outside all registrations, the latest one that had begun."""
    begun = [raw.name for raw in _frameworks().editions if raw.valid_from <= on]
    return framework(begun[-1] if begun else framework_codes()[0], on)


def entry(on: date) -> Edition:
    """Ages, hours, shares and experience each way in asks for; before 13/11/2019, the first edition."""
    return _first_or(on, "entry")


@lru_cache(maxsize=64)
def way(key: str, on: date) -> Way:
    """What the route `key` asks on `on`; KeyError when there is no such route."""
    value = _first_or(on, "ways")[key]
    return Way(key=key, source=value.source, **value.raw)


def centre_questions(on: date) -> tuple[str, ...]:
    """What to ask a training centre before enrolling."""
    return tuple(_first_or(on, "ways")["centre_questions"].raw)


@lru_cache(maxsize=16)
def pay_facts(on: date) -> tuple[PayFact, ...]:
    """What was public about pay on `on`, each fact with its own date."""
    return tuple(_pay_fact(value) for value in _first_or(on, "pay").values() if value.raw["as_of"] <= on)


def _first_or(on: date, name: str) -> Edition:
    """The edition of `on`, or the first one for an earlier day."""
    book = load(__name__, name)
    return book.on(max(on, book.editions[0].valid_from))


def _frameworks() -> Book:
    return load(__name__, "frameworks")


def _framework(edition: Edition, day: date) -> Framework:
    if edition.valid_to is None:
        raise ValueError(f"{edition.name}: a registration has an end")
    blocks = tuple(_block(value) for key, value in edition.items() if key.startswith("block-"))
    return Framework(
        code=edition.name,
        registered_on=edition.valid_from,
        expires_on=edition.valid_to,
        level=edition["level"].integer(),
        nsf=edition["nsf"].text(),
        formacodes=tuple(edition["formacodes"].raw),
        agreement_booklet=edition["agreement_booklet"].text(),
        agreement_idcc=edition["agreement_idcc"].text(),
        certifier=edition["certifier"].text(),
        hours=edition["hours"].integer(),
        hours_source=edition["hours"].source,
        assessment_hours=edition["assessment_hours"].integer(),
        blocks=blocks,
        source=edition.source,
    )


def _block(value: Value) -> Block:
    raw = value.raw | {"code": value.key.removeprefix("block-"), "source": value.source}
    return replace(value, raw=raw).build(Block)


def _pay_fact(value: Value) -> PayFact:
    return PayFact(**value.raw, source=value.source, to_verify=value.to_verify)
