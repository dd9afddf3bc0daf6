"""Which way to the qualification, for a nurse and for a school leaver; the employer's deadlines."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, OpenWindow, SignIn, shot
from tests.journeys.pages import no_fault, no_sideways, reach

ADAPTATION = "Formation d’adaptation à l’emploi"


def ways(page: Page) -> list[str]:
    """The titles of the answer, in order."""
    answer = page.get_by_role("region", name="Réponse")
    expect(answer).to_be_visible()
    return answer.get_by_role("heading", level=2).all_inner_texts()[1:]


def test_a_nurse_without_an_account_finds_her_way_on_a_phone(window: OpenWindow) -> None:
    page = window().new_page()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto("/par-ou-passer/")
    no_fault(page)
    page.get_by_label("Diplôme d’État d’infirmier (DEI)").check()
    page.get_by_label("Salarié").check()
    page.get_by_label("Ma date de naissance").fill("1/2/1988")
    page.get_by_label("Prise de fonction d’assistant").fill("1/3/2026")
    page.get_by_role("button", name="Voir les voies").click()
    assert ways(page)[:2] == [ADAPTATION, "Formation continue du salarié"]
    expect(page.get_by_role("cell", name="01/03/2029")).to_be_visible()
    no_fault(page)
    no_sideways(page)
    shot(page, "routes-nurse-phone")


def test_a_school_leaver_answers_with_the_keyboard_alone(window: OpenWindow) -> None:
    page = window().new_page()
    page.goto("/par-ou-passer/")
    reach(page, page.get_by_label("Baccalauréat"))
    page.keyboard.press("Space")
    reach(page, page.get_by_label("Salarié"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    reach(page, page.get_by_label("Ma date de naissance"))
    page.keyboard.type("12/06/2008")
    page.keyboard.press("Control+Enter")
    assert ways(page)[:2] == ["Contrat d’apprentissage", "Contrat de professionnalisation"]
    expect(page.get_by_text("2 voies ouvertes, 1 à préciser.")).to_be_visible()
    shot(page, "routes-school-leaver")


def test_the_employer_reads_the_deadlines_and_opens_the_sheet(sign_in: SignIn) -> None:
    page = sign_in("doctor")
    page.get_by_role("link", name="Échéances CQP").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Échéances CQP")
    expect(page.get_by_role("cell", name="Inscription en formation")).to_be_visible()
    no_fault(page)
    shot(page, "deadlines-team")
    page.get_by_role("link", name="Profil de Inès Faure").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Inès Faure")


def test_a_trainee_follows_her_own_on_a_phone(sign_in: SignIn) -> None:
    page = sign_in("trainee")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto("/certification/")
    expect(page.get_by_role("heading", name="Mes échéances")).to_be_visible()
    expect(page.get_by_text("Sarah Benali")).to_have_count(0)
    no_fault(page)
    no_sideways(page)
    shot(page, "deadlines-own-phone")
