"""The front desk's morning: a call, a person unknown so far, a first appointment, and somebody at the door."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn, shot
from tests.journeys.pages import NewPatient, Room, no_fault, pick

FAMILY = "ZORZETTO"


def test_a_call_makes_a_patient_and_an_appointment(sign_in: SignIn) -> None:
    page = sign_in("secretary")
    page.keyboard.press("Alt+a")
    expect(page.get_by_role("heading", name="Nouvel appel")).to_be_visible()
    no_fault(page)
    page.get_by_label("Qui appelle").fill("Odile Zorzetto")
    page.get_by_role("combobox", name="Motif").select_option("Prendre un rendez-vous")
    page.get_by_role("button", name="Enregistrer et créer le patient").click()

    expect(page.get_by_role("heading", name="Nouveau patient")).to_be_visible()
    expect(page.get_by_role("button", name="Créer le patient")).to_have_count(0)
    form = NewPatient(page)
    form.search("14/03/1961", "zor")
    no_fault(page)
    shot(page, "desk-create")
    form.create(FAMILY, "ODILE", "Féminin", "06 12 34 56 78")
    expect(page.get_by_role("heading", level=1)).to_contain_text(FAMILY)
    no_fault(page)
    shot(page, "desk-created")

    book(page, FAMILY)


def book(page: Page, family: str) -> None:
    """Book the first place proposed, by its digit."""
    page.goto("/agenda/nouveau/")
    assert family in pick(page, "Patient", family).upper()
    no_fault(page)
    shot(page, "desk-booking")
    page.get_by_role("heading", name="Quelle place").click()  # out of the fields: digits are shortcuts again
    page.keyboard.press("1")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Nouveau rendez-vous")
    expect(page.get_by_role("main")).to_contain_text(family)
    no_fault(page)
    shot(page, "desk-booked")


def test_an_arrival_shows_on_a_colleague_s_screen_by_itself(sign_in: SignIn) -> None:
    desk, colleague = sign_in("secretary", "/arrivee/"), sign_in("assistant", "/salle-d-attente/")
    expected = desk.get_by_role("listitem").filter(has=desk.get_by_role("link", name="Arrivée", exact=True)).last
    name = expected.get_by_role("link").first.inner_text().split("\n")[0]
    colleague.evaluate("window.neverReloaded = true")
    expect(Room(colleague).visit(name)).to_contain_text("Attendu")

    expected.get_by_role("link", name="Arrivée", exact=True).click()
    expect(desk.get_by_role("group", name="Identité contrôlée")).to_be_visible()
    no_fault(desk)
    shot(desk, "desk-arrival")
    desk.get_by_role("group", name="Identité contrôlée").get_by_role("radio").first.check()
    desk.get_by_role("button", name="Installé en salle d’attente").click()
    expect(Room(colleague).visit(name)).to_contain_text("Vient d’arriver")
    assert colleague.evaluate("window.neverReloaded") is True
    no_fault(colleague)
    shot(colleague, "desk-room")
