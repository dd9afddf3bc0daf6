"""Reading the guide: Markdown written by the house, shown as HTML.

The files are those of the checkout (`docs/guide`), or the copy that `setup.py` puts into a wheel.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from brasdroit.foundation.search.text import fold
from brasdroit.web.ui.formats import typo

_HERE = Path(__file__).resolve().parent
_CHECKOUT = _HERE.parents[2]
GUIDE = _CHECKOUT / "docs" / "guide" if (_CHECKOUT / "pyproject.toml").is_file() else _HERE / "pages"
INDEX = "README"
EXCERPT = 180
_PAGE = re.compile(r"([a-z0-9-]+)\.md(#.*)?")
_IMAGE = re.compile(r"images/([a-z0-9-]+\.(?:png|jpg|webp))")
_MARKS = re.compile(r"[*`#|]|\[|\]\([^)]*\)|!\[")
# Raw HTML is shown as text and `javascript:` addresses are refused: nothing of a file can act on the page.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the guide, ready to be shown."""

    title: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """A page that answers a search, with what it says about it."""

    slug: str
    title: str
    excerpt: str


def slugs() -> list[str]:
    """The pages there are, by name; the index is not one of them."""
    return sorted(path.stem for path in GUIDE.glob("*.md") if path.stem != INDEX)


def page(slug: str) -> Page | None:
    """A page or, for `INDEX`, the table of the situations; None for a name that is not one of them."""
    if slug != INDEX and slug not in slugs():
        return None
    tokens = _MARKDOWN.parse(_text(slug))
    titled = [token.type for token in tokens[:3]] == ["heading_open", "inline", "heading_close"]
    title = tokens[1].content if titled else slug
    body = tokens[3:] if titled else tokens
    for token in body:
        _mend(token.children or [])
    return Page(title, mark_safe(_MARKDOWN.renderer.render(body, _MARKDOWN.options, {})))  # noqa: S308 - escaped above


def image(name: str) -> Path | None:
    """The file of a picture of the guide; None for any name that is not one of them."""
    known = {path.name: path for path in (GUIDE / "images").glob("*") if _IMAGE.fullmatch(f"images/{path.name}")}
    return known.get(name)


def search(query: str) -> list[Found]:
    """The pages where every word of the query occurs, accents and capitals aside; titles that say it come first."""
    words = fold(query).split()
    texts = [(slug, _MARKS.sub("", _text(slug))) for slug in slugs()]
    hits = [(slug, text) for slug, text in texts if words and all(word in fold(text) for word in words)]
    found = [_found(slug, text, words) for slug, text in hits]
    return sorted(found, key=lambda each: (-sum(word in fold(each.title) for word in words), each.title))


def _found(slug: str, text: str, words: Sequence[str]) -> Found:
    title, _, body = text.strip().partition("\n")
    lines = [line.strip(" -") for line in body.splitlines() if line.strip(" -")]
    telling = next((line for line in lines if words[0] in fold(line)), lines[0] if lines else "")
    excerpt = telling if len(telling) <= EXCERPT else f"{telling[:EXCERPT].rsplit(' ', 1)[0]}…"
    return Found(slug, title.strip(), excerpt)


def _text(slug: str) -> str:
    """A file, set in French type (not escaped: the renderer does that)."""
    return unescape(typo((GUIDE / f"{slug}.md").read_text(encoding="utf-8")))


def _mend(tokens: Sequence[Token]) -> None:
    """Let links and pictures lead to our own addresses."""
    for token in tokens:
        if token.type == "link_open" and (to := _PAGE.fullmatch(str(token.attrs["href"]))):
            token.attrs["href"] = reverse("help") if to[1] == INDEX else reverse("help_page", args=[to[1]])
        elif token.type == "image" and (to := _IMAGE.fullmatch(str(token.attrs["src"]))):
            token.attrs["src"] = reverse("help_image", args=[to[1]])
