"""The demonstration practice, served once, and its people at their screens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from brasdroit.cli.demo.cast import PASSWORD
from tests.harness.browser import chromium
from tests.harness.server import command, served

# A machine that also runs the server and the tests is slow; what is seen is waited for, never timed.
expect.set_options(timeout=15_000)
WIDE, TABLET, PHONE = (1440, 960), (820, 1180), (360, 740)
SHOTS = Path(__file__).parent / "screenshots"
PEOPLE = {
    "assistant": "sarah.benali@example.org",
    "trainee": "ines.faure@example.org",
    "doctor": "claire.martin@example.org",
    "other_doctor": "hoang.nguyen@example.org",
    "secretary": "julie.petit@example.org",
    "manager": "claire.martin@example.org",
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration practice, served for the whole session; BRASDROIT_JOURNEYS names one already served instead."""
    if already := os.environ.get("BRASDROIT_JOURNEYS"):
        yield already
        return
    data_dir = tmp_path_factory.mktemp("demo")
    command(data_dir, "migrate")
    command(data_dir, "demo", "--patients", "400")
    with served(data_dir) as answered:
        yield answered


OpenWindow = Callable[[], BrowserContext]
SignIn = Callable[..., Page]


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[OpenWindow]:
    """Opens one more computer's browser, with cookies of its own."""
    opened: list[BrowserContext] = []

    def open_window() -> BrowserContext:
        opened.append(
            browser.new_context(
                base_url=address,
                viewport={"width": WIDE[0], "height": WIDE[1]},
                locale="fr-FR",
                timezone_id="Europe/Paris",
            )
        )
        opened[-1].set_default_timeout(15000)
        return opened[-1]

    yield open_window
    for each in opened:
        each.close()


@pytest.fixture
def sign_in(window: OpenWindow) -> SignIn:
    """Sign somebody in by the form, as he does, at a computer of his own; answers his page."""

    def open_page(who: str, at: str = "/") -> Page:
        page = window().new_page()
        page.goto("/comptes/login/")
        enter(page, who)
        if at != "/":
            page.goto(at)
        page.wait_for_load_state("networkidle")
        return page

    return open_page


def enter(page: Page, who: str) -> None:
    """Fill the sign-in page in, and say which role is meant where a person has two."""
    page.locator("#id_login").fill(PEOPLE[who])
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/comptes/" not in url)
    if page.url.split("?")[0].endswith("/role/"):
        page.get_by_role("button", name="Responsable du cabinet" if who == "manager" else "Médecin").click()
        page.wait_for_url(lambda url: "/role/" not in url)


def shot(page: Page, name: str) -> None:
    """Keep what the page looks like, to be looked at (git-ignored)."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
