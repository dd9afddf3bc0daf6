"""One person's day from end to end: the call, the file, the appointment, the arrival, the measures, the doctor, the tasks, the journal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn, shot
from tests.journeys.pages import NewPatient, Room, comes_without_appointment, no_fault, pick, reach, sits_down

FAMILY, GIVEN = "BERGERAULT", "MARCELLE"
PRESSURE = "158/92"
REASON = "Palpitations depuis une semaine"
LAST_HOUR, ZONE = 23, ZoneInfo("Europe/Paris")
TASK = "Prendre rendez-vous chez le cardiologue"


def test_one_person_from_the_call_to_the_journal(sign_in: SignIn) -> None:
    desk, assistant, doctor = sign_in("secretary"), sign_in("assistant", "/salle-d-attente/"), sign_in("doctor")
    call(desk)
    record = create(desk)
    book(desk)
    arrive(desk)
    expect(Room(assistant).visit(FAMILY)).to_contain_text("pièces à demander")
    look(assistant, "5-room")
    see(doctor, prepare(assistant))
    close(doctor)
    given_back(assistant)
    journal(doctor, record)


def look(page: Page, name: str) -> None:
    """Nothing against the page, and its picture."""
    no_fault(page)
    shot(page, f"day-{name}")


def call(page: Page) -> None:
    """The telephone rings: who, why, and the person has no file."""
    page.keyboard.press("Alt+a")
    page.get_by_label("Qui appelle").fill("Marcelle Bergerault")
    page.get_by_role("combobox", name="Motif").select_option("Prendre un rendez-vous")
    look(page, "1-call")
    page.get_by_role("button", name="Enregistrer et créer le patient").click()


def create(page: Page) -> str:
    """Nobody is created before the search; gives the address of the file."""
    expect(page.get_by_role("heading", name="Nouveau patient")).to_be_visible()
    expect(page.get_by_role("button", name="Créer le patient")).to_have_count(0)
    form = NewPatient(page)
    form.search(f"02/10/{date.today().year - 58}", "ber")  # noqa: DTZ011
    look(page, "2-search")
    form.create(FAMILY, GIVEN, "Féminin", "06 39 98 44 55")
    expect(page.get_by_role("heading", level=1)).to_contain_text(FAMILY)
    look(page, "2-created")
    return page.url


def book(page: Page) -> None:
    """Dr Martin's day is full: added where she accepts it; nobody books in the last hour of a day, but one may come."""
    now = datetime.now(ZONE)
    page.goto("/agenda/nouveau/")
    doctor = page.get_by_label("Avec").locator("option", has_text="Dr Martin").get_attribute("value")
    if now.hour == LAST_HOUR:
        comes_without_appointment(page, FAMILY, REASON)
        return
    at = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0) + timedelta(minutes=5)
    page.goto(f"/agenda/nouveau/?avec={doctor}&debut={at:%Y-%m-%dT%H:%M}")
    assert FAMILY in pick(page, "Patient", FAMILY).upper()
    page.get_by_label("Motif").fill(REASON)
    page.get_by_role("checkbox", name="Surnombre").check()
    look(page, "3-places")
    page.locator("[data-digits]").get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Nouveau rendez-vous")
    expect(page.get_by_role("main")).to_contain_text(FAMILY)
    look(page, "3-booked")
    page.goto(f"/arrivee/?q={FAMILY}")
    page.get_by_role("link", name="Arrivée", exact=True).click()


def arrive(page: Page) -> None:
    """Identity, contact data and rights are checked before she sits down."""
    page.get_by_label("Coordonnées relues avec le patient").check()
    look(page, "4-arrival")
    sits_down(page)


def prepare(page: Page) -> str:
    """The assistant takes her, measures, and gives her to the doctor; gives the visit."""
    page.goto("/preparation/")
    waiting = page.get_by_role("listitem").filter(has_text=FAMILY)
    waiting.get_by_role("button", name="Préparer").click()
    expect(page.get_by_role("button", name="Prêt pour le Dr Martin")).to_be_visible()
    visit = page.url.split("/preparation/")[1].split("/")[0]
    page.goto(f"/preparation/{visit}/?etape=mesures")
    reach(page, page.get_by_label("Pression artérielle, systolique"))
    page.keyboard.type(PRESSURE, delay=90)  # a person: a scanner types faster
    page.keyboard.press("Enter")
    expect(page.locator("#for-doctor").get_by_text(PRESSURE).first).to_be_visible()
    look(page, "6-measured")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Le médecin est prévenu.")).to_be_visible()
    return visit


def see(page: Page, visit: str) -> None:
    """Everything collected is in front of the doctor."""
    page.goto(f"/consultation/{visit}/")
    expect(page.get_by_text(PRESSURE).first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(REASON)
    expect(page.get_by_role("main")).to_contain_text("Sarah Benali")
    look(page, "7-doctor")


def close(page: Page) -> None:
    """Take her, ask one thing of the team, end."""
    page.get_by_role("button", name="Vu").click()
    page.get_by_role("button", name="Avec moi").click()
    page.get_by_label("Autre demande 1", exact=True).fill(TASK)
    tomorrow = f"{date.today() + timedelta(days=1):%d/%m/%Y}"  # noqa: DTZ011
    page.get_by_label("Autre demande 1\u202f: pour le", exact=True).fill(tomorrow)
    page.get_by_role("button", name="Terminer, le patient est parti").click()
    expect(page.get_by_text("Consultation terminée").first).to_be_visible()
    look(page, "8-ended")


def given_back(page: Page) -> None:
    """What the doctor asked waits in « À faire » and in Ma journée of the assistant who prepared."""
    page.goto("/a-faire/")
    expect(page.get_by_role("listitem").filter(has_text=TASK)).to_contain_text(FAMILY)
    look(page, "9-tasks")
    page.goto("/")
    expect(page.locator("#todo").get_by_role("listitem").filter(has_text=TASK)).to_contain_text(FAMILY)
    look(page, "9-day")


def journal(page: Page, record: str) -> None:
    """The file says who did what: the desk, the assistant, the doctor."""
    page.goto(f"{record}historique/")
    log = page.locator("section").filter(has=page.get_by_role("heading", name="Qui a ouvert ou modifié cette fiche"))
    for who in ("Julie Petit", "Sarah Benali", "Dr Claire Martin"):
        expect(log.get_by_role("listitem").filter(has_text=who).first).to_be_visible()
    look(page, "10-journal")
