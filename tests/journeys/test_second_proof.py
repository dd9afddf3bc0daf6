"""The second proof: a code of an application, a key that replaces the password; and a shared phone that changes hands."""

from __future__ import annotations

import hmac
import time
from base64 import b32decode
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from brasdroit.cli.demo.cast import PASSWORD
from tests.journeys.conftest import PEOPLE, PHONE, OpenWindow, shot
from tests.journeys.pages import no_fault, no_sideways
from tests.journeys.test_workstation import register

PERIOD, ROOM = 30, 8  # seconds a code lives, and those left that a slow machine needs
WHO = "other_doctor"  # both journeys take back what they add: the others sign in with the password alone


def test_a_code_of_an_application_is_asked_after_the_password(window: OpenWindow) -> None:
    page = window().new_page()
    sign_in(page)
    secured(page, "/comptes/2fa/totp/activate/")
    no_fault(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("#id_code").fill("000000")
    page.get_by_role("button", name="Mettre en service").click()
    expect(page.locator(".wrong").first).to_be_visible()
    shot(page, "totp-refused")
    page.locator("#id_code").fill(fresh_code(page, secret))
    page.get_by_role("button", name="Mettre en service").click()
    page.wait_for_url(lambda url: "activate" not in url)

    other = window().new_page()
    password(other)
    expect(other.get_by_role("heading", name="Code de connexion")).to_be_visible()
    no_fault(other)
    shot(other, "totp-asked")
    other.goto("/patients/")
    assert "/comptes/" in other.url
    other.goto("/comptes/2fa/authenticate/")
    other.locator("#id_code").fill(fresh_code(other, secret))
    other.get_by_role("button", name="Entrer").click()
    inside(other)
    secured(other, "/comptes/2fa/totp/deactivate/")
    other.get_by_role("button", name="Retirer").click()
    expect(other.get_by_role("link", name="Installer")).to_be_visible()


def test_a_key_replaces_the_password(window: OpenWindow, address: str) -> None:
    page = window().new_page()
    # A browser knows keys for names only: the same server by its name.
    here = f"http://localhost:{urlsplit(address).port}"
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    sign_in(page, here)
    secured(page, f"{here}/comptes/2fa/webauthn/add/")
    no_fault(page)
    page.locator("#id_name").fill("Poste du cabinet 2")
    page.locator("#id_passwordless").check()
    page.get_by_role("button", name="Ajouter").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    shot(page, "passkey-added")

    page.context.clear_cookies()
    page.goto(f"{here}/comptes/login/")
    page.get_by_role("button", name="Clé d’accès ou empreinte").click()
    inside(page)
    page.goto(f"{here}/comptes/2fa/webauthn/")
    secured(page, f"{here}{page.get_by_role('link', name='Retirer').get_attribute('href')}")
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("Aucune clé")).to_be_visible()


def test_a_shared_phone_changes_hands_by_its_pad(window: OpenWindow) -> None:
    page = window().new_page()
    register(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto("/a-faire/")
    for name, code in (("Julie Petit", "6935"), ("Sarah Benali", "5173")):
        page.get_by_role("button", name="Menu", exact=True).click()
        menu = page.locator("#phone-menu")
        menu.get_by_role("button", name="Changer de personne, verrouiller, régler").click()
        page.get_by_role("button", name="Changer de personne", exact=True).last.click()
        expect(page.get_by_role("heading", name="Écran verrouillé")).to_be_visible()
        no_sideways(page)
        no_fault(page)
        page.get_by_role("radio", name=name).check()
        for digit in code:
            page.get_by_role("button", name=digit, exact=True).click()
        shot(page, "pin-pad-phone")
        page.get_by_role("button", name="Ouvrir", exact=True).first.click()
        page.wait_for_url("**/a-faire/")
        page.get_by_role("button", name="Menu", exact=True).click()
        expect(menu.get_by_text(name)).to_be_visible()
        page.keyboard.press("Escape")


def password(page: Page, here: str = "") -> None:
    """The sign-in page, filled in and sent."""
    page.goto(f"{here}/comptes/login/")
    page.locator("#id_login").fill(PEOPLE[WHO])
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def sign_in(page: Page, here: str = "") -> None:
    """In, with the password alone."""
    password(page, here)
    inside(page)


def secured(page: Page, address: str) -> None:
    """A page of the account's safety: it asks once more who is there."""
    page.goto(address)
    if "/reauthenticate/" in page.url:
        no_fault(page)
        page.locator("#id_password").fill(PASSWORD)
        page.get_by_role("button", name="Confirmer", exact=True).click()
        page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def inside(page: Page) -> None:
    """The workspace is open."""
    expect(page.get_by_role("link", name="Ma journée").first).to_be_visible()


def fresh_code(page: Page, secret: str) -> str:
    """The six digits that an application shows now (RFC 6238), with time left to type them."""
    left = PERIOD - time.time() % PERIOD
    if left < ROOM:
        page.wait_for_timeout(left * 1000 + 200)
    digest = hmac.digest(b32decode(secret), int(time.time() // PERIOD).to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06d}"
