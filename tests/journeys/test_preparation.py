"""The assistant prepares without a mouse; the doctor reads, asks for more, ends; the tasks come back to the assistant."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, SignIn, shot
from tests.journeys.pages import no_fault, no_sideways, reach


def test_from_the_first_measure_to_the_tasks(sign_in: SignIn) -> None:
    assistant, doctor = sign_in("assistant", "/preparation/"), sign_in("doctor")
    begin(assistant)
    visit = assistant.url.split("/preparation/")[1].split("/")[0]
    measure(assistant)
    hand_over(assistant)

    doctor.goto(f"/consultation/{visit}/")
    expect(doctor.get_by_text("168/96").first).to_be_visible()
    no_fault(doctor)
    shot(doctor, "doctor-sheet")
    doctor.keyboard.press("v")
    expect(doctor.get_by_role("button", name="Vu")).to_have_count(0)
    ask(doctor, assistant, visit)
    end(doctor, visit)

    assistant.goto("/a-faire/")
    expect(assistant.get_by_text(TASK).first).to_be_visible()
    no_fault(assistant)
    shot(assistant, "tasks-given-back")


TASK = "Photocopier le carnet de vaccination"
REQUEST = "Reprendre la tension à gauche"


def begin(page: Page) -> None:
    """Open, by the keyboard alone, the first person of Dr Martin whose blood pressure the device may take (an adult)."""
    no_fault(page)
    people = page.get_by_role("listitem").filter(has_text="Dr Martin")
    go_on = people.get_by_role("button", name="Préparer")  # nobody has measured anything yet
    for _ in range(go_on.count()):
        reach(page, go_on.first)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Prêt pour le Dr Martin")).to_be_visible()
        page.goto(page.url.split("?")[0] + "?etape=mesures")
        if page.get_by_label("Pression artérielle, systolique").count():
            return
        page.goto("/preparation/")
    raise AssertionError("nobody whose blood pressure can be taken waits for Dr Martin")


def measure(page: Page) -> None:
    """Blood pressure typed in one go, then a weight nobody believes, confirmed."""
    no_fault(page)
    reach(page, page.get_by_label("Pression artérielle, systolique"))
    page.keyboard.type("168/96", delay=90)  # a person: a scanner types faster
    page.keyboard.press("Enter")
    expect(page.locator("#for-doctor").get_by_text("168/96").first).to_be_visible()
    shot(page, "preparation-alert")
    reach(page, page.get_by_label("Poids", exact=True))
    page.keyboard.type("212", delay=90)
    page.keyboard.press("Enter")
    weight = page.locator("[data-measure]").filter(has=page.get_by_label("Poids", exact=True))
    confirm = weight.get_by_role("button", name="Confirmer")
    expect(confirm).to_be_visible()
    no_fault(page)
    shot(page, "preparation-doubtful")
    reach(page, confirm)
    page.keyboard.press("Enter")
    expect(confirm).to_have_count(0)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    no_sideways(page)
    shot(page, "preparation-phone")
    page.set_viewport_size({"width": 1440, "height": 960})


def hand_over(page: Page) -> None:
    """Ctrl+Enter gives the patient to the doctor."""
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Le médecin est prévenu.")).to_be_visible()
    no_fault(page)


def ask(doctor: Page, assistant: Page, visit: str) -> None:
    """The doctor wants one thing more: it stands on top of the assistant's sheet."""
    doctor.get_by_label("Ce qu’il manque").fill(REQUEST)
    doctor.get_by_role("button", name="Rendre à l’assistant").click()
    expect(doctor.get_by_text("Complément demandé")).to_be_visible()
    assistant.goto(f"/preparation/{visit}/")
    expect(assistant.get_by_text(REQUEST).first).to_be_visible()
    hand_over(assistant)


def end(doctor: Page, visit: str) -> None:
    """Take the patient, give one task, end."""
    doctor.goto(f"/consultation/{visit}/")
    doctor.get_by_role("button", name="Avec moi").click()
    expect(doctor.get_by_role("link", name="Terminer")).to_be_visible()
    doctor.get_by_label("Autre demande 1", exact=True).fill(TASK)
    doctor.get_by_role("button", name="Terminer, le patient passe à l’accueil").click()
    expect(doctor.get_by_text("Consultation terminée").first).to_be_visible()
    no_fault(doctor)
    shot(doctor, "doctor-ended")
