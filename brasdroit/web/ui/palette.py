"""The palette (Ctrl K): one box over actions, people and pages. Capabilities add what they can find."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from brasdroit.foundation.actors import Actor
from brasdroit.foundation.permissions import holds
from brasdroit.web.navigation import fixed_address, palette_places

LIMIT = 8


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the palette: where it leads, what it is. `strong` is shown in bold before the label."""

    href: str
    label: str
    icon: str
    note: str = ""
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Results of one kind, under a title."""

    title: str
    results: Sequence[Result]


@dataclass(frozen=True, slots=True)
class Action:
    """Something to start: verb, lucide icon, name of a URL without arguments, code of the right it needs."""

    label: str
    icon: str
    url: str
    words: str = ""
    permission: str = ""


Finder = Callable[[Actor, str], "Group | None"]
_actions: dict[str, Action] = {}
_finders: list[Finder] = []


def action(*actions: Action) -> None:
    """Offer actions in the palette; the same URL name twice keeps the last."""
    _actions.update({each.url: each for each in actions})


def finder(find: Finder) -> Finder:
    """Decorator: a function that finds things for what was typed, or answers None."""
    if find not in _finders:
        _finders.append(find)
    return find


def search(request: HttpRequest) -> HttpResponse:
    """`/recherche/?q=`: the fragment for the palette, or a whole page without JavaScript."""
    query = request.GET.get("q", "").strip()
    actor: Actor = request.actor  # type: ignore[attr-defined]
    fragment = request.headers.get("X-Palette") or request.headers.get("HX-Request")
    template = "shell/palette_results.html" if fragment else "shell/search.html"
    return render(request, template, {"groups": groups(actor, query), "query": query})


def groups(actor: Actor, query: str) -> list[Group]:
    """What answers `query`: what the finders know (when two characters or more), then actions, then pages."""
    found = [group for find in _finders if (group := find(actor, query))] if len(query) > 1 else []
    offered = [Group("Actions", _matching_actions(actor, query)), Group("Pages", _matching_places(actor, query))]
    return [group for group in (*found, *offered) if group.results]


def _matching_actions(actor: Actor, query: str) -> list[Result]:
    open_to_him = [(each, href) for each in _actions.values() if (href := _href(each, actor))]
    return [
        Result(href, each.label, each.icon)
        for each, href in open_to_him
        if matches(query, f"{each.label} {each.words}")
    ][:LIMIT]


def _matching_places(actor: Actor, query: str) -> list[Result]:
    return [
        Result(href, entry.label, entry.icon)
        for entry, href in palette_places(actor)
        if matches(query, f"{entry.label} {entry.words}")
    ][:LIMIT]


def matches(query: str, text: str) -> bool:
    """Whether every word typed begins a word of `text`, whatever the accents and the case."""
    parts = _folded(query).split()
    return all(any(word.startswith(part) for word in _words(text)) for part in parts)


@cache
def _words(text: str) -> tuple[str, ...]:
    """The folded words of a label: there are as many as actions and pages."""
    return tuple(_folded(text).split())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", " ").replace("-", " "))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _href(each: Action, actor: Actor) -> str | None:
    return fixed_address(each.url) if not each.permission or holds(actor, each.permission) else None
