"""The guide: found, safe, searched, and there for every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from brasdroit.web import navigation
from brasdroit.web.help import guide
from brasdroit.web.help.registry import SITUATIONS, slug_for
from tests.factories.practice import make_team

THIN = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A guide of this test's own."""
    (tmp_path / "images").mkdir()
    (tmp_path / "README.md").write_text("# Guide\n\n- [Un geste](un-geste.md)\n", encoding="utf-8")
    monkeypatch.setattr(guide, "GUIDE", tmp_path)
    return tmp_path


@pytest.fixture
def client_in(db: None) -> Client:
    membership = make_team().assistant.membership
    assert membership is not None
    client = Client()
    client.force_login(membership.user)
    return client


def names(resolver: URLResolver) -> Iterator[str]:
    """Every name of an address of ours."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from names(each)
        elif each.name and each.callback.__module__.startswith("brasdroit."):
            yield each.name


def test_every_place_of_the_rail_has_its_page() -> None:
    there = set(names(get_resolver()))
    places = [entry.url for entry in navigation.entries() if entry.url in there]
    assert [url for url in places if slug_for(url) not in guide.slugs()] == []


def test_every_situation_named_is_written() -> None:
    assert sorted(set(SITUATIONS.values()) - set(guide.slugs())) == []


def test_the_index_names_every_page_once() -> None:
    text = (guide.GUIDE / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\]\(([a-z-]+)\.md\)", text)) == guide.slugs()


def test_every_link_and_picture_of_the_guide_leads_somewhere() -> None:
    lost = []
    for path in guide.GUIDE.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
            lost += (
                [] if (guide.GUIDE / target).is_file() or target.startswith("https:") else [f"{path.name}: {target}"]
            )
    assert lost == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("patient", "trouver-un-patient"),
        ("patient_contact_person", "creer-un-patient"),
        ("patient_history", "trouver-un-patient"),
        ("waiting_room", "salle-d-attente"),
        ("waiting_place", "liste-d-attente"),
        ("patience", ""),
        ("", ""),
    ],
)
def test_the_longest_name_wins(name: str, slug: str) -> None:
    assert slug_for(name) == slug


def test_a_page_is_set_in_french_type_and_leads_to_our_addresses(written: Path) -> None:
    text = "# L'aide\n\nVoir [ici](un-geste.md) : « oui ».\n\n![Vue](images/vue.png)\n"
    (written / "un-geste.md").write_text(text, encoding="utf-8")
    page = guide.page("un-geste")
    assert page is not None
    assert page.title == "L’aide"
    assert page.html.splitlines() == [
        f'<p>Voir <a href="/aide/un-geste/">ici</a>{THIN}: «{THIN}oui{THIN}».</p>',
        '<p><img src="/aide/images/vue.png" alt="Vue" /></p>',
    ]


def test_nothing_of_a_file_acts_on_the_page(written: Path) -> None:
    text = "# Un\n\n<script>alert(1)</script>\n\n[x](javascript:alert) & 1 < 2\n"
    (written / "un.md").write_text(text, encoding="utf-8")
    page = guide.page("un")
    assert page is not None
    assert page.html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>[x](javascript:alert) &amp; 1 &lt; 2</p>\n"


def test_a_search_reads_every_word_and_puts_titles_first(written: Path) -> None:
    (written / "a.md").write_text("# Accueillir\n\nNoter l’**identité** du patient.\n", encoding="utf-8")
    (written / "b.md").write_text("# Identité\n\nLe patient montre sa pièce.\n", encoding="utf-8")
    (written / "c.md").write_text("# Agenda\n\nRien ici.\n", encoding="utf-8")
    found = [(each.slug, each.excerpt) for each in guide.search("IDENTITE patient")]
    assert found == [("b", "Le patient montre sa pièce."), ("a", "Noter l’identité du patient.")]
    assert guide.search("  ") == []


def test_the_index_and_a_page_are_shown(client_in: Client) -> None:
    index = client_in.get(reverse("help")).content.decode()
    assert index.count('href="/aide/accueillir-un-patient/"') == 1
    assert client_in.get("/aide/", {"q": "salle"}).content.decode().count('href="/aide/salle-d-attente/"') == 1
    assert "Installé en salle d’attente" in client_in.get("/aide/accueillir-un-patient/").content.decode()


@pytest.mark.parametrize(
    "path", ["/aide/README/", "/aide/nulle-part/", "/aide/images/..%2Fma-journee.md", "/aide/images/x.png"]
)
def test_other_names_are_not_found(client_in: Client, path: str) -> None:
    assert client_in.get(path).status_code == 404


@pytest.mark.parametrize("name", ["../README.md", "..", "", "/etc/passwd", "un.svg", "%2e%2e", "un.md"])
def test_only_pictures_of_the_guide_are_given(written: Path, name: str) -> None:
    for each in ("un.svg", "un.md", "vue.png"):
        (written / "images" / each).write_bytes(b"x")
    assert guide.image(name) is None
    assert guide.image("vue.png") == written / "images" / "vue.png"


def test_each_page_leads_to_its_help(client_in: Client) -> None:
    page = client_in.get(reverse("day")).content.decode()
    # top bar, menu of the phone, panel of the keys
    assert page.count('href="/aide/ma-journee/"') == 3
