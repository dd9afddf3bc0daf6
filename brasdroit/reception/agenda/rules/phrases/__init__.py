"""A French search phrase, as said on the telephone, turned into a slot search.

Total: any text gives a search; what was not understood is listed, never guessed. Understood pieces narrow the period, which
is otherwise today and the 90 days after. Conventions: the morning ends at 12:00, the afternoon starts there, the evening starts
at 18:00; « avant vendredi » leaves Friday out and « jusqu’à vendredi » keeps it; « dans 3 mois » looks from one week before to
two weeks after the day, « dans 3 semaines » at that calendar week, « dans 10 jours » at that day and the three after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from brasdroit.foundation.clock.formats import WEEKDAYS
from brasdroit.reception.agenda.rules.phrases import days, hours
from brasdroit.reception.agenda.rules.phrases.reading import NUMBERS, Reading, folded
from brasdroit.reception.agenda.types import Phrase

LONGEST_PHRASE = 300
Action = Callable[[Reading, re.Match[str]], str | None]


def read_phrase(
    text: str, *, today: date, practitioners: Mapping[str, str] | None = None, minutes: int = 15, limit: int | None = 10
) -> Phrase:
    """Read a phrase such as « après 17 h un mercredi avec Martin ».

    In: the text, today, the practitioners by the name they are called (name -> code), the default duration and number of
    proposals. Out: the search, what was understood in French, the words left over.
    """
    names = tuple((folded(name).strip(), code, name) for name, code in (practitioners or {}).items())
    reading = Reading(today, folded(text[:LONGEST_PHRASE]), names)
    reading.read_practitioners()
    for pattern, action in _PATTERNS:
        reading.apply(pattern, action)
    left = tuple(word for word in re.findall(r"[^\W_]+", reading.rest) if word not in _FILLERS)
    overflow = tuple(text[LONGEST_PHRASE:].split())
    return Phrase(reading.search(minutes, limit), tuple(reading.understood), left + overflow, tuple(reading.problems))


def _urgent(reading: Reading, match: re.Match[str]) -> str:
    reading.urgent = True
    return "urgent"


def _as_soon_as_possible(reading: Reading, match: re.Match[str]) -> str:
    return "au plus tôt"


_FILLERS = frozenset({
    "un", "une", "le", "la", "les", "l", "de", "du", "des", "d", "a", "au", "aux", "en", "et", "ou",
    "pour", "avec", "chez", "si", "possible", "svp", "merci", "bonjour", "je", "j", "voudrais",
    "veux", "voudrait", "souhaite", "souhaiterais", "prendre", "rdv", "rendez", "vous", "place",
    "creneau", "creneaux", "premier", "premiere", "dispo", "disponible", "disponibilite", "libre",
    "dr", "docteur", "c", "est", "plutot", "il", "elle", "faut", "faudrait", "cherche", "trouver",
    "avoir", "jour", "jours", "tous", "toutes", "heure",
})  # fmt: skip
_WEEKDAY = "|".join(WEEKDAYS)
_MONTH = "|".join(days.PLAIN_MONTHS)
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(NUMBERS) + ")"
_BOUND = r"(?:(?P<bound>avant|d'ici|jusqu'au|jusqu'a|apres|a partir du|a partir de|a compter du|des|depuis) (?:le |la |au )?)"
_ON = rf"\b{_BOUND}?(?:le )?(?:(?:{_WEEKDAY}) )?(?:le )?"
_HOUR = r"(\d{1,2}) ?(?:heures?|h|:)(?: ?(\d{2}))?(?!\d)"
_UNIT = "(?P<unit>jours?|semaines?|mois|ans?)"
_PART_OF_DAY = "|".join(re.escape(each).replace(r"apres\-midi", "apres[- ]midi") for each in hours.PARTS)

# From the longest wording to the shortest: each takes its words out of the text before the next one looks at it.
_RULES: tuple[tuple[str, Action], ...] = (
    (r"\b(?P<edge>debut|fin) de (?:la |cette )?(?:semaine\b(?! prochaine| du)|(?=semaine))", days.edge_of_week),
    (rf"\bsemaine du (?:{_WEEKDAY} )?(?P<number>\d{{1,2}})(?:er)?(?: (?P<month>{_MONTH}))?\b", days.week_of),
    (rf"\b(?P<bound>d'ici|sous|avant) {_COUNT} {_UNIT}\b", days.within),
    (rf"\bdans {_COUNT} {_UNIT}\b", days.distance),
    (r"\bsemaine (?:prochaine|d'apres|qui vient)\b|\b(?:cette|dans la) semaine\b", days.this_or_next),
    (r"\bmois (?:prochain|d'apres)\b|\b(?:ce|dans le) mois(?:[- ]ci)?\b", days.this_or_next),
    (
        r"\b(?:(?P<bound>avant|d'ici|jusqu'a|a partir de|des) )?(?P<day>aujourd'hui|apres[- ]demain|demain)\b",
        days.relative_day,
    ),
    (rf"{_ON}(?P<number>\d{{1,2}})[/.-](?P<month>\d{{1,2}})(?:[/.-](?P<year>\d{{4}}|\d{{2}}))?\b", days.on_date),
    (rf"{_ON}(?P<number>\d{{1,2}})(?:er)? (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?\b", days.on_date),
    (
        rf"\b{_BOUND}?(?:le|{_WEEKDAY}|(?<=du)) (?P<month>)?(?P<number>\d{{1,2}})(?:er)?\b(?! ?(?:h|:|min|mn)|[/.-]?\d)",
        days.on_date,
    ),
    (rf"\b(?:en|courant|au mois de|au mois d') ?(?P<month>{_MONTH})\b", days.in_month),
    (
        rf"\b(?:sauf|pas|hors|excepte)(?:(?:,| et| ni| ou)?(?: le| les| de| du)? (?:{_WEEKDAY})s?)+\b",
        days.excluded_weekdays,
    ),
    (rf"\b{_BOUND}(?P<day>{_WEEKDAY})(?: prochain)?\b", days.bounded_weekday),
    (rf"\bce (?P<day>{_WEEKDAY})\b|\b(?P<named>{_WEEKDAY}) (?P<which>prochain|en huit|en quinze)\b", days.one_weekday),
    (rf"\b(?P<day>{_WEEKDAY})s?\b", days.any_weekday),
    (r"\bce week[- ]?end\b", days.coming_weekend),
    (r"\bweek[- ]?end\b|\ben semaine\b", days.part_of_week),
    (rf"\b(?:entre|de) {_HOUR} (?:et|a) {_HOUR}", hours.range_of_hours),
    (rf"\b(?:(avant|jusqu'a|apres|a partir de|des|vers|a) )?{_HOUR}", hours.bounded_hour),
    (rf"\b(?P<part>{_PART_OF_DAY})s?\b", hours.part_of_day),
    (r"\b(avant|a partir de|des|vers|a|le) midi\b", hours.noon),
    (rf"\b(?:{_COUNT} ?(?:minutes?|min|mn)|(?P<half>demi[- ]heure))\b", hours.duration),
    (r"\burgen(?:t|te|ce|ces)\b", _urgent),
    (r"\b(?:au|le) plus (?:tot|vite)(?: possible)?\b|\bdes que possible\b", _as_soon_as_possible),
)
_PATTERNS = tuple((re.compile(pattern), action) for pattern, action in _RULES)
