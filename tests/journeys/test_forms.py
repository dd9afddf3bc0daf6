"""What a form says when it is not complete, what a refusal leaves in it, and quick hands that are no scanner."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn, shot
from tests.journeys.pages import no_fault, pick

INS = f"IS01{'0' * 22}S1277010115400329S21.2.250.1.213.1.4.10S3JEANNE\x1dS4INCONNUE\x1dS5FS621-01-1977"
NEEDED, CHOOSE = "Ce champ est nécessaire.", "Choisissez dans la liste proposée, ou videz ce champ."
# The keys of a scanner leave in one burst, which keys sent one by one through a driver do not promise.
BURST = """(text) => {
  const at = document.activeElement;
  for (const key of [...text, "Enter"]) {
    const signs = { key, bubbles: true, cancelable: true, ctrlKey: false };
    const pressed = new KeyboardEvent("keydown", key === "\\u001d" ? { ...signs, key: "GroupSeparator" } : signs);
    if (at.dispatchEvent(pressed) && key.length === 1 && "value" in at) at.value += key;
  }
}"""


def test_a_form_says_in_french_what_it_needs_and_a_task_finds_its_patient(sign_in: SignIn) -> None:
    page = sign_in("assistant", "/a-faire/")
    quick = page.get_by_role("form", name="Ajout rapide")
    quick.get_by_role("button", name="Ajouter").click()
    expect(quick.get_by_text(NEEDED)).to_be_visible()
    expect(quick.get_by_label("À faire")).to_be_focused()
    no_fault(page)
    shot(page, "task-quick-refused")
    quick.get_by_label("À faire").fill("Peser avant la consultation")
    expect(quick.get_by_text(NEEDED)).to_have_count(0)
    quick.get_by_role("combobox").fill("zzzz")
    quick.get_by_role("button", name="Ajouter").click()
    expect(quick.get_by_text(CHOOSE)).to_be_visible()
    quick.get_by_role("combobox").fill("")
    chosen = pick(page, "Patient", "mar")
    quick.get_by_role("button", name="Ajouter").click()
    expect(
        page.get_by_role("listitem").filter(has_text="Peser avant").get_by_text(chosen.split(" ")[0])
    ).to_be_visible()


def test_quick_hands_are_no_scanner(sign_in: SignIn) -> None:
    page = sign_in("assistant", "/a-faire/")
    title = page.get_by_role("form", name="Ajout rapide").get_by_label("À faire")
    title.fill("Avant ")
    title.focus()
    page.evaluate(BURST, "168/96 et 72 battements")
    expect(title).to_have_value("Avant 168/96 et 72 battements")
    page.evaluate(BURST, INS)
    page.wait_for_url("**/scanner/lu/")
    expect(page.get_by_text("INCONNUE").first).to_be_visible()


@pytest.mark.parametrize("leaving", ["refused", "reloaded"])
def test_what_the_doctor_typed_outlives_a_refusal(sign_in: SignIn, leaving: str) -> None:
    page = sign_in("doctor", "/preparation/")
    page.locator("a[href*='/consultation/']").first.click()
    sheet = page.url
    if page.get_by_role("button", name="Avec moi").count():
        page.get_by_role("button", name="Avec moi").click()
    page.get_by_label("Autre demande 1", exact=True).fill("Photocopier le carnet")
    page.get_by_label("Préparer un courrier\u202f: pour le").fill("jamais")
    page.get_by_role("button", name="Terminer, le patient passe à l’accueil").click()
    expect(page.get_by_label("Préparer un courrier\u202f: pour le")).to_be_focused()
    if leaving == "reloaded":
        page.goto(sheet)
    kept(page)


def kept(page: Page) -> None:
    """The closing form holds what was typed."""
    expect(page.get_by_label("Autre demande 1", exact=True)).to_have_value("Photocopier le carnet")
    expect(page.get_by_label("Préparer un courrier\u202f: pour le")).to_have_value("jamais")
