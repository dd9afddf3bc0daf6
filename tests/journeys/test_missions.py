"""A doctor entrusts a mission, signs, and takes it back; the assistant's screen follows at once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from brasdroit.cli.demo.cast import PASSWORD
from tests.journeys.conftest import PHONE, SignIn, shot
from tests.journeys.pages import no_fault, no_sideways

MISSION = "Aide à l’habillage et au déshabillage, installation, mobilisation"
REFUSAL = "Le Dr Nguyen ne vous a pas confié"
TAKEN_BACK = "Le Dr Nguyen a retiré"


def test_entrusted_signed_and_taken_back_at_once(sign_in: SignIn) -> None:
    doctor, trainee = sign_in("other_doctor", "/missions/"), sign_in("trainee")
    prepare(trainee)
    expect(trainee.get_by_text(REFUSAL).first).to_be_visible()
    no_fault(trainee)
    shot(trainee, "missions-refused")

    entrust(doctor)
    prepare(trainee)
    expect(trainee.get_by_role("button", name="Prêt pour le Dr Nguyen")).to_be_visible()

    withdraw(doctor)
    prepare(trainee)
    expect(trainee.get_by_text(TAKEN_BACK).first).to_be_visible()
    doctor.goto("/missions/historique/")
    no_fault(doctor)
    shot(doctor, "missions-history")


def entrust(doctor: Page) -> None:
    """Tick one box, read what changes, sign with the password."""
    no_fault(doctor)
    doctor.get_by_role("checkbox", name=f"{MISSION}, Inès Faure").check()
    expect(doctor.get_by_text("1 mission de plus.")).to_be_visible()
    shot(doctor, "missions-matrix")
    doctor.get_by_role("button", name="Vérifier et signer").click()
    expect(doctor.get_by_role("heading", name="Vérifier et signer")).to_be_visible()
    no_fault(doctor)
    doctor.get_by_role("button", name="Signer", exact=True).click()
    expect(
        doctor.get_by_role("heading", name="Vérifier et signer")
    ).to_be_visible()  # nothing without the doctor's word
    doctor.get_by_label("Mot de passe").fill(PASSWORD)
    shot(doctor, "missions-sign")
    doctor.get_by_role("button", name="Signer", exact=True).click()
    expect(doctor.get_by_role("checkbox", name=f"{MISSION}, Inès Faure")).to_be_checked()
    doctor.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    no_sideways(doctor)
    shot(doctor, "missions-phone")


def withdraw(doctor: Page) -> None:
    """Taking back needs no signature."""
    doctor.get_by_role("link", name=f"Détails de {MISSION}, Inès Faure").click()
    no_fault(doctor)
    doctor.get_by_role("button", name="Retirer maintenant").click()
    expect(doctor.get_by_role("checkbox", name=f"{MISSION}, Inès Faure")).not_to_be_checked()


def prepare(assistant: Page) -> None:
    """Press « Préparer » for the first person who waits for Dr Nguyen."""
    assistant.goto("/preparation/")
    waiting = assistant.get_by_role("listitem").filter(has_text="Dr Nguyen")
    waiting.get_by_role("button", name="Préparer").first.click()
