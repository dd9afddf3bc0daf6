"""A person of 66 at the counter: the card is read, boxes are scanned, the kit is handed over, the doctor reads."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, TABLET, WIDE, SignIn, shot
from tests.journeys.pages import NewPatient, no_fault, no_sideways

FAMILY = "VACHERONS"
FLU, PNEUMOCOCCUS = "3400930296165", "3400930247853"


def gs1(cip13: str, lot: str) -> str:
    """What the symbol of a box says, in readable form; the lot is good for a year."""
    return f"(01)0{cip13}(17){date.today() + timedelta(days=365):%y%m%d}(10){lot}"  # noqa: DTZ011


def at_every_width(page: Page, name: str) -> None:
    """Look at it on a desk, a tablet, a telephone, and in the dark."""
    for place, (width, height) in {"wide": WIDE, "tablet": TABLET, "phone": PHONE}.items():
        page.set_viewport_size({"width": width, "height": height})
        no_sideways(page)
        shot(page, f"prevention-{name}-{place}")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
        no_fault(page)
    shot(page, f"prevention-{name}-dark")
    page.emulate_media(color_scheme="light")


def test_a_person_of_66_at_the_counter(sign_in: SignIn) -> None:
    page = sign_in("doctor", "/patients/nouveau/")
    form = NewPatient(page)
    form.search(f"14/03/{date.today().year - 66}", "vac")  # noqa: DTZ011
    form.create(FAMILY, "LUCIENNE", "Féminin")
    page.get_by_role("link", name="Prévention", exact=True).click()
    expect(page.get_by_text("L’historique vaccinal n’a pas été vérifié")).to_be_visible()
    at_every_width(page, "unknown")

    due = page.locator("#a-prevoir")
    page.get_by_role("button", name="Carnet lu en entier").click()
    expect(due.get_by_role("listitem").filter(has_text="Pneumocoque")).to_contain_text("En retard")
    for target in ("Zona", "Grippe", "Dépistage du cancer colorectal"):
        expect(due.get_by_role("listitem").filter(has_text=target).first).to_be_visible()

    note_two_boxes(page)
    expect(due.get_by_role("listitem").filter(has_text="Pneumocoque")).to_have_count(0)
    expect(page.locator("#doses").get_by_role("listitem")).to_have_count(2)

    hand_the_kit_over(page)
    expect(page.get_by_text("kit n°\u202fK-2049 remis")).to_be_visible()
    expect(due.get_by_role("listitem").filter(has_text="cancer colorectal")).to_have_count(0)
    page.reload()  # the notice is gone
    at_every_width(page, "after")


def note_two_boxes(page: Page) -> None:
    """Scan one from the patient's page, one from the form, and keep both."""
    page.get_by_label("Code de la boîte").fill(gs1(FLU, "G7"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Boîte lue")).to_contain_text("INFLUVAC")
    page.get_by_label("Code de la boîte").fill(gs1(PNEUMOCOCCUS, "P20"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Boîte lue")).to_contain_text("PREVENAR 20")
    at_every_width(page, "boxes")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="À prévoir")).to_be_visible()


def hand_the_kit_over(page: Page) -> None:
    """By the keyboard's shortcut, with the number of its label."""
    page.get_by_role("link", name="Noter un dépistage").click()
    page.get_by_role("radio", name="Kit remis").check()
    page.get_by_label("Dépistage ou examen").select_option("Dépistage du cancer colorectal")
    page.get_by_label("Numéro du kit").fill("K-2049")
    no_fault(page)
    shot(page, "prevention-kit")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="À prévoir")).to_be_visible()
