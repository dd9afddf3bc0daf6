"""The front desk's shared computer: one keeps the screen, another takes over with a personal code."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from brasdroit.cli.demo.cast import PASSWORD
from tests.journeys.conftest import PEOPLE, OpenWindow, shot
from tests.journeys.pages import no_fault

CODES = {"Sarah Benali": "5173", "Julie Petit": "6935"}


def test_people_take_turns_without_losing_the_screen(window: OpenWindow) -> None:
    page = window().new_page()
    register(page)
    take_over(page, "Sarah Benali")
    page.goto("/patients/")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    page.wait_for_url("**/patients/*-*/")
    patient, name = page.url, page.get_by_role("heading", level=1).inner_text()
    take_over(page, "Julie Petit")
    assert page.url == patient
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    shot(page, "pin-after")


def test_a_wrong_code_opens_nothing_and_says_so(window: OpenWindow) -> None:
    page = window().new_page()
    register(page)
    lock(page)
    type_code(page, "Julie Petit", "0000")
    expect(page.get_by_role("alert")).to_be_visible()
    no_fault(page)
    expect(page.get_by_role("heading", name="Écran verrouillé")).to_be_visible()
    page.goto("/patients/")
    expect(page.get_by_role("heading", name="Écran verrouillé")).to_be_visible()


def register(page: Page) -> None:
    """The manager makes this computer a shared one."""
    page.goto("/comptes/login/")
    page.locator("#id_login").fill(PEOPLE["doctor"])
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Responsable du cabinet").click()
    page.wait_for_url(lambda url: "/role/" not in url)
    page.goto("/cabinet/postes/")
    no_fault(page)
    page.get_by_label("Nom").fill("Accueil")
    page.get_by_role("button", name="Enregistrer cet ordinateur").click()
    expect(page.get_by_text("Cet ordinateur", exact=True)).to_be_visible()


def lock(page: Page) -> None:
    """« Changer de personne »."""
    page.get_by_role("button", name="Changer de personne, verrouiller, régler").first.click()
    page.get_by_role("button", name="Changer de personne", exact=True).first.click()
    expect(page.get_by_role("heading", name="Écran verrouillé")).to_be_visible()


def type_code(page: Page, name: str, code: str) -> None:
    """Say who, type the code, Enter."""
    page.get_by_role("radio", name=name).check()
    page.get_by_label("Code personnel").fill(code)
    page.keyboard.press("Enter")


def take_over(page: Page, name: str) -> None:
    """Another person opens the screen, where it was."""
    lock(page)
    no_fault(page)
    shot(page, "pin-lock")
    type_code(page, name, CODES[name])
    expect(page.get_by_role("complementary").get_by_text(name)).to_be_visible()
