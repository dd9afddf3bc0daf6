"""The demonstration practice, served once, and its people at their screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from brasdroit.cli.demo.cast import PASSWORD
from tests.harness.browser import chromium
from tests.harness.server import command, served

WIDE, TABLET, PHONE = (1440, 960), (820, 1180), (360, 740)
SHOTS = Path(__file__).parent / "screenshots"
PEOPLE = {
    "assistant": "sarah.benali@example.org",
    "trainee": "ines.faure@example.org",
    "doctor": "claire.martin@example.org",
    "other_doctor": "hoang.nguyen@example.org",
    "secretary": "julie.petit@example.org",
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration practice, served for the whole session."""
    data_dir = tmp_path_factory.mktemp("demo")
    command(data_dir, "migrate")
    command(data_dir, "demo", "--patients", "400")
    with served(data_dir) as answered:
        yield answered


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A fresh browser window; console errors and failed requests fail the journey."""
    opened = browser.new_context(
        base_url=address, viewport={"width": WIDE[0], "height": WIDE[1]}, locale="fr-FR", timezone_id="Europe/Paris"
    )
    opened.set_default_timeout(15000)
    yield opened
    opened.close()


SignIn = Callable[..., Page]


@pytest.fixture
def sign_in(context: BrowserContext) -> SignIn:
    """Sign somebody in by the form, as he does; answers his page."""

    def open_page(who: str) -> Page:
        page = context.new_page()
        page.goto("/comptes/login/")
        page.locator("#id_login").fill(PEOPLE[who])
        page.locator("#id_password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/comptes/" not in url)
        page.wait_for_load_state("networkidle")
        return page

    return open_page


def shot(page: Page, name: str) -> None:
    """Keep what the page looks like, to be looked at (git-ignored)."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
