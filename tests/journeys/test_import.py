"""A patient list comes in on screen, the worker at work: columns, progress, report, a decision, and nothing the second time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import SignIn, shot
from tests.journeys.pages import no_fault, no_sideways

HEADER = "Nom;Prénom;Né(e) le;Sexe;Téléphone;Ville"
PEOPLE = [
    "QUARTIERMEISTER;Élodie;14/03/1961;F;06 39 98 00 01;Le Mans",
    "XIBERRAS;Bernard;02/01/1950;M;;",
    "XIBERRAS;Camille;31/02/1990;F;;",
    "QUARTIERMEISTRE;Élodie;14/03/1961;F;06 39 98 00 01;",
    "YVO9NEAU;Jean;01/01/1970;M;;",
]


@pytest.fixture
def colleagues_list(tmp_path: Path) -> Path:
    """A list as an older program writes it: Windows-1252, semicolons, one close relative of a row, two wrong rows."""
    path = tmp_path / "ancien-logiciel.csv"
    path.write_text("\r\n".join([HEADER, *PEOPLE, ""]), encoding="cp1252")
    return path


def test_a_list_becomes_patients_once(sign_in: SignIn, colleagues_list: Path) -> None:
    page = sign_in("secretary")
    bring_in(page, colleagues_list)
    expect(figure(page, "Nouveau patient")).to_have_text("2")
    expect(figure(page, "Refusée")).to_have_text("2")
    expect(figure(page, "À décider")).to_have_text("1")
    no_fault(page)
    shot(page, "import-report")
    with page.expect_download() as report:
        page.get_by_role("link", name="Rapport").click()
    assert len(report.value.path().read_text(encoding="utf-8-sig").splitlines()) == 1 + len(PEOPLE)

    page.get_by_role("button", name="La même personne").or_(page.get_by_role("button", name="C’est la même")).click()
    expect(page.get_by_role("heading", name="À décider")).to_have_count(0)

    bring_in(page, colleagues_list)
    expect(figure(page, "Nouveau patient")).to_have_text("0")
    expect(figure(page, "Refusée")).to_have_text("2")
    page.set_viewport_size({"width": 360, "height": 740})
    no_sideways(page)
    shot(page, "import-again-phone")


def bring_in(page: Page, path: Path) -> None:
    """Send the file, check its columns, import, and see it end."""
    page.goto("/patients/import/")
    no_fault(page)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("heading", name="Vérifier les colonnes")).to_be_visible()
    expect(page.get_by_label("Colonne Né(e) le")).to_have_value("birth_date")
    no_fault(page)
    shot(page, "import-columns")
    page.get_by_role("button", name="Importer 5 lignes").click()
    expect(page.get_by_text(re.compile(r"^5 lignes sur 5\.$"))).to_be_visible()
    expect(page.get_by_role("link", name="Rapport")).to_be_visible()


def figure(page: Page, label: str) -> Locator:
    """The number said beside a label."""
    return page.get_by_role("definition").and_(page.locator(f"dt:text-is('{label}') + dd"))
