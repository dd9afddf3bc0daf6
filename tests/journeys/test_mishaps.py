"""What goes wrong on an ordinary day loses nothing, doubles nothing and shows nothing of a neighbour."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PHONE, SignIn, enter, shot
from tests.journeys.pages import no_fault, no_sideways, pick

NOBODY = "0197f3c2-7d1e-7000-8000-000000000001"
TYPED = "Apporter le carnet de santé"


def test_an_expired_session_keeps_what_was_typed(sign_in: SignIn) -> None:
    page = sign_in("secretary", "/a-faire/nouvelle/")
    title = page.get_by_role("main").get_by_role("textbox").first
    title.fill(TYPED)
    page.wait_for_function("text => Object.values(sessionStorage).some(kept => kept.includes(text))", arg=TYPED)
    page.context.clear_cookies()
    page.get_by_role("main").locator("form[method=post] button[type=submit]").last.click()
    expect(page.locator("#id_login")).to_be_visible()
    enter(page, "secretary")
    page.goto("/a-faire/nouvelle/")
    expect(title).to_have_value(TYPED)
    expect(page.get_by_text("Votre saisie a été retrouvée.")).to_be_visible()
    no_fault(page)


def test_what_is_not_of_this_practice_is_not_there(sign_in: SignIn) -> None:
    page = sign_in("assistant")
    for place in ("patients", "agenda", "arrivee", "telephone", "a-faire", "patients/import"):
        answer = page.goto(f"/{place}/{NOBODY}/")
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", name="Cette page n’est pas ici")).to_be_visible()
    no_fault(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    no_sideways(page)
    shot(page, "not-here-phone")


def test_a_double_click_books_once(sign_in: SignIn) -> None:
    page = sign_in("secretary", "/agenda/nouveau/")
    pick(page, "Patient", "martin")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    place = page.locator("[data-digits]").get_by_role("button").last
    place.dblclick()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Nouveau rendez-vous")
    assert [url for url in sent if "/agenda/nouveau/" in url] == [sent[0]]
    expect(page.get_by_role("main")).not_to_contain_text("n’est plus libre")


def test_the_second_of_two_who_write_is_told(sign_in: SignIn) -> None:
    first, second = sign_in("secretary", "/patients/"), sign_in("assistant")
    first.get_by_role("main").get_by_role("listitem").get_by_role("link").last.click()
    first.wait_for_url("**/patients/*-*/")
    address = f"{first.url}coordonnees/"
    for page in (first, second):
        page.goto(address)
    note(first, "06 39 98 11 11")
    expect(first.get_by_text("Coordonnées enregistrées.")).to_be_visible()
    note(second, "06 39 98 22 22")
    expect(second.get_by_role("alert").filter(has_text="entre-temps").first).to_be_visible()
    expect(phone(second)).to_have_value("06 39 98 22 22")
    expect(second.get_by_text("La fiche dit maintenant")).to_contain_text("06 39 98 11 11")
    expect(phone(second)).to_be_focused()
    no_fault(second)
    shot(second, "second-is-told")
    second.get_by_role("button", name="Enregistrer", exact=True).first.click()
    expect(second.get_by_text("Coordonnées enregistrées.")).to_be_visible()


def phone(page: Page) -> Locator:
    """The first box for a telephone."""
    return page.get_by_role("textbox", name="Téléphone facultatif", exact=True).first


def note(page: Page, number: str) -> None:
    """Change the telephone, and keep it."""
    phone(page).fill(number)
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
