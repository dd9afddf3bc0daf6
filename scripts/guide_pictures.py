"""The guide's pictures: a demonstration practice is served, each place is opened as its person does, and kept as PNG.

    .venv/bin/python scripts/guide_pictures.py [address of a demonstration already served]

Writes docs/guide/images: seven places 1440 wide, and the day on a phone. A picture past 300 kB is an error.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.harness.browser import chromium  # noqa: E402  # the repository is not installed beside its tests
from tests.harness.server import command, served  # noqa: E402

IMAGES = ROOT / "docs" / "guide" / "images"
PASSWORD = "Les-tilleuls-du-Mans"  # noqa: S105  # the demonstration's, shown on its sign-in page
ASSISTANT, SECRETARY, DOCTOR = "sarah.benali@example.org", "julie.petit@example.org", "claire.martin@example.org"
WIDE, PHONE = (1440, 900), (390, 844)
LARGEST = 300_000
LIST = "Nom;Prénom;Né(e) le;Sexe;Téléphone;Ville\nLEROUX;Élise;14/03/1961;F;06 39 98 00 01;Le Mans\n"


def main(arguments: list[str]) -> None:
    """Take every picture from a practice already served, or from a new one."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with practice(arguments) as address, chromium() as browser:
        for name, who, size, show in PICTURES:
            take(browser, address, name, who, size, show)


@contextmanager
def practice(arguments: list[str]) -> Iterator[str]:
    """The address of a demonstration."""
    if arguments:
        yield arguments[0]
        return
    with tempfile.TemporaryDirectory() as folder:
        command(Path(folder), "migrate")
        command(Path(folder), "demo", "--patients", "400")
        with served(Path(folder)) as address:
            yield address


def take(
    browser: Browser, address: str, name: str, who: str, size: tuple[int, int], show: Callable[[Page], object]
) -> None:
    """Sign in, show the place, keep the picture; raises ValueError past 300 kB."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(base_url=address, viewport=viewport, locale="fr-FR", timezone_id="Europe/Paris")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(30000)
    enter(page, who)
    show(page)
    page.wait_for_load_state("networkidle")
    target = IMAGES / f"{name}.png"
    page.screenshot(path=target)
    context.close()
    if target.stat().st_size > LARGEST:
        raise ValueError(f"{target.name}: {target.stat().st_size} bytes, at most {LARGEST}")


def enter(page: Page, who: str) -> None:
    """The sign-in page, and the role where a person has two."""
    page.goto("/comptes/login/")
    page.locator("#id_login").fill(who)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/comptes/" not in url)
    if "/role/" in page.url:
        page.get_by_role("button", name="Médecin").click()
        page.wait_for_url(lambda url: "/role/" not in url)


def patient(page: Page) -> None:
    """The file of somebody in the waiting room."""
    page.goto("/patients/")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()


def preparation(page: Page) -> None:
    """The measures of the person the assistant prepares now."""
    page.goto("/preparation/")
    page.get_by_role("link", name="Continuer").first.click()
    page.wait_for_url("**/preparation/*-*/**")
    page.goto(f"{page.url.split('?')[0]}?etape=mesures")


def doctors_sheet(page: Page) -> None:
    """What the doctor reads before the person comes in."""
    page.goto("/preparation/")
    ready = page.get_by_role("listitem").filter(has_text="Préparation finie")
    ready.locator("a[href*='/consultation/']").first.click()
    page.wait_for_url("**/consultation/**")


def columns_of_a_list(page: Page) -> None:
    """A file sent, its columns recognised, nothing created yet."""
    page.goto("/patients/import/")
    sent = {"name": "ancien-logiciel.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.locator("input[type=file]").set_input_files(sent)  # type: ignore[arg-type]  # a file payload
    page.wait_for_url("**/colonnes/")


PICTURES: tuple[tuple[str, str, tuple[int, int], Callable[[Page], object]], ...] = (
    ("ma-journee", ASSISTANT, WIDE, lambda page: page.goto("/")),
    ("ma-journee-telephone", ASSISTANT, PHONE, lambda page: page.goto("/")),
    ("agenda", SECRETARY, WIDE, lambda page: page.goto("/agenda/")),
    ("patient", SECRETARY, WIDE, patient),
    ("preparation", ASSISTANT, WIDE, preparation),
    ("fiche-medecin", DOCTOR, WIDE, doctors_sheet),
    ("missions", DOCTOR, WIDE, lambda page: page.goto("/missions/")),
    ("import", SECRETARY, WIDE, columns_of_a_list),
)


if __name__ == "__main__":
    main(sys.argv[1:])
