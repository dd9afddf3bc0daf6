"""A booking from end to end without a mouse."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import SignIn, shot
from tests.journeys.pages import pick, reach


def test_a_booking_by_the_keyboard_alone(sign_in: SignIn) -> None:
    page = sign_in("secretary")
    page.keyboard.press("Control+k")
    page.keyboard.type("nouveau rendez", delay=60)
    expect(page.get_by_role("option", name="Nouveau rendez-vous").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nouveau rendez-vous")).to_be_visible()
    reach(page, page.get_by_role("combobox", name="Patient"))
    pick(page, "Patient", "petit")
    shot(page, "keyboard-booking")
    reach(page, page.locator("[data-digits]").get_by_role("button").nth(1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Nouveau rendez-vous")
    expect(page.get_by_role("main")).to_contain_text("PETIT")
