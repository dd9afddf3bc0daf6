"""What a person does on a page, said once: find in a list, book, receive."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.harness.browser import axe_violations


def no_fault(page: Page) -> None:
    """The page as it is now holds nothing against the people who use it."""
    assert "\n".join(axe_violations(page)) == ""


def no_sideways(page: Page) -> None:
    """The page is not wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1


def reach(page: Page, target: Locator) -> None:
    """Go there with Tab, as somebody without a mouse."""
    expect(target).to_be_visible()
    for _ in range(120):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {target}")


def pick(page: Page, label: str, typed: str) -> str:
    """Type into a combobox, take the first answer with the keyboard; gives what it then shows."""
    box = page.get_by_role("combobox", name=label)
    box.press_sequentially(typed, delay=60)
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    return box.input_value()


class NewPatient:
    """The page that creates a patient, after having looked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def search(self, birth_date: str, letters: str) -> None:
        """The compulsory search: the birth date, then three letters."""
        search = self.page.locator("form[action$='/nouveau/chercher/']")
        search.get_by_label("Date de naissance").fill(birth_date)
        search.get_by_label("Premières lettres").fill(letters)
        self.page.get_by_role("button", name="Chercher", exact=True).click()
        expect(self.page.get_by_role("heading", name="2. Est-ce l’une de ces personnes ?")).to_be_visible()

    def create(self, family: str, given: str, sex: str, phone: str = "") -> None:
        """Fill in what the identity document says, and create."""
        self.page.get_by_role("textbox", name="Nom de naissance", exact=True).fill(family)
        self.page.get_by_label("Premier prénom de naissance").fill(given)
        self.page.get_by_role("radio", name=sex).check()
        self.page.get_by_role("textbox", name="Téléphone facultatif", exact=True).fill(phone)
        self.page.get_by_role("button", name="Créer le patient").click()


class Room:
    """The waiting room, on any screen that shows it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def visit(self, name: str) -> Locator:
        """The line of a person."""
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_role("link", name=name)).first


def comes_without_appointment(page: Page, family: str, reason: str) -> None:
    """Somebody whose file exists stands at the door, for Dr Martin; the arrival sheet is then open."""
    page.goto(f"/arrivee/?q={family}")
    page.get_by_role("link", name="Sans rendez-vous", exact=True).click()
    page.get_by_label("Pour quel médecin").select_option("Dr Claire Martin")
    page.get_by_label("Motif dit par le patient").fill(reason)


def sits_down(page: Page) -> None:
    """The identity checked, the person installed."""
    page.get_by_role("group", name="Identité contrôlée").get_by_role("radio").first.check()
    page.get_by_role("button", name="Installé en salle d’attente").click()
    expect(page.get_by_text("Installé en salle d’attente, numéro d’appel")).to_be_visible()
