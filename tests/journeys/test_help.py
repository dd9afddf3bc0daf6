"""Help from the page one is on, and messages that are never behind a dialog."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, SignIn

SAY = "text => document.dispatchEvent(new CustomEvent('notice', {detail: {text, stay: true}}))"


def test_the_panel_of_the_keys_begins_with_the_help_of_the_page(sign_in: SignIn) -> None:
    page = sign_in("assistant")
    page.goto("/patients/")
    page.keyboard.press("?")
    panel = page.get_by_role("dialog", name="Touches de cette page")
    panel.get_by_role("link", name="Aide de cette page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trouver un patient")


def test_a_phone_finds_the_help_in_its_menu(sign_in: SignIn) -> None:
    page = sign_in("assistant")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto("/a-faire/")
    expect(page.get_by_role("banner").get_by_role("link", name="Aide")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.locator("#phone-menu").get_by_role("link", name="Aide").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("À faire")


def test_a_message_is_said_in_front_of_an_open_dialog_and_stays_after_it(sign_in: SignIn) -> None:
    page = sign_in("assistant")
    page.goto("/patients/")
    page.keyboard.press("?")
    panel = page.get_by_role("dialog", name="Touches de cette page")
    expect(panel).to_be_visible()
    page.evaluate(SAY, "Rendez-vous pris.")
    expect(panel.get_by_text("Rendez-vous pris.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Rendez-vous pris.")).to_be_visible()
    page.get_by_role("button", name="Fermer ce message").click()
    expect(page.get_by_text("Rendez-vous pris.")).to_have_count(0)
