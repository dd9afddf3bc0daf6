"""How long an arrival takes to show on a colleague's open screen, from the click to the changed line, in a real browser.

    .venv/bin/python scripts/live_figures.py [address of a demonstration already served]

Prints each round and the median in milliseconds; the figures kept are in docs/operations/performance.md.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.guide_pictures import ASSISTANT, SECRETARY, WIDE, enter, practice  # noqa: E402  # beside this file
from tests.harness.browser import chromium  # noqa: E402

ROUNDS = 5  # the people expected at any hour suffice for these
ARRIVED = """(id) => document.querySelector(`#visit-${id}`)?.textContent.includes("Vient d’arriver")"""


def main(arguments: list[str]) -> None:
    """Measure, print."""
    with practice(arguments) as address, chromium() as browser:
        desk, colleague = opened(browser, address, SECRETARY), opened(browser, address, ASSISTANT)
        colleague.goto("/salle-d-attente/")
        colleague.wait_for_load_state("networkidle")
        took = [one_arrival(desk, colleague) for _ in range(ROUNDS)]
    print(*(f"{each:.0f}" for each in took), f"median {median(took):.0f} ms", f"longest {max(took):.0f} ms")


def opened(browser: Browser, address: str, who: str) -> Page:
    """A computer of one's own, signed in."""
    viewport = {"width": WIDE[0], "height": WIDE[1]}
    context = browser.new_context(base_url=address, viewport=viewport, locale="fr-FR", timezone_id="Europe/Paris")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(30000)
    enter(page, who)
    return page


def one_arrival(desk: Page, colleague: Page) -> float:
    """The next person expected arrives; gives the milliseconds until the colleague sees it."""
    desk.goto("/arrivee/")
    desk.get_by_role("link", name="Arrivée", exact=True).last.click()
    desk.wait_for_url("**/arrivee/*-*/")
    visit = desk.url.rstrip("/").split("/")[-1]
    desk.get_by_role("group", name="Identité contrôlée").get_by_role("radio").first.check()
    start = time.perf_counter()
    desk.get_by_role("button", name="Installé en salle d’attente").click(no_wait_after=True)
    colleague.wait_for_function(ARRIVED, arg=visit)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
