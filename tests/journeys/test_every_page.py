"""Every place of the rail, for every role: no error, no accessibility fault, no sideways scrolling, in light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.harness.browser import axe_violations
from tests.journeys.conftest import PHONE, WIDE, SignIn, shot

FEWEST_PLACES = 8


def places(page: Page) -> list[str]:
    """The addresses of the rail of the person signed in."""
    found = page.eval_on_selector_all("nav a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    addresses = sorted({str(link).split("?")[0].split("#")[0] for link in found})
    assert len(addresses) >= FEWEST_PLACES
    return addresses


def watch(page: Page) -> list[str]:
    """What goes wrong behind the page from now on."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    return wrong


def too_wide(page: Page) -> bool:
    """Whether the page as it is now scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))


def faults_here(page: Page, wrong: list[str]) -> list[str]:
    """Errors so far, what axe finds at 1440, and whether a telephone would scroll sideways."""
    # Errors first: axe itself tries inline styles, which our content policy rightly refuses.
    faults = [*wrong, *axe_violations(page)]
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    if too_wide(page):
        faults.append("scrolls sideways on a telephone")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    wrong.clear()
    return faults


@pytest.mark.parametrize("role", ["assistant", "doctor", "secretary", "manager"])
def test_every_place_is_without_fault(sign_in: SignIn, role: str) -> None:
    page = sign_in(role)
    wrong, faults = watch(page), []
    for place in places(page):
        page.goto(place)
        page.wait_for_load_state("networkidle")
        shot(page, f"{role}{place.replace('/', '-')}".rstrip("-"))
        faults += [f"{place}: {fault}" for fault in faults_here(page, wrong)]
    assert "\n".join(sorted(set(faults))) == ""


@pytest.mark.parametrize("role", ["assistant", "doctor", "manager"])
def test_the_main_pages_in_the_dark_on_a_phone(sign_in: SignIn, role: str) -> None:
    page = sign_in(role)
    addresses = places(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert "\n".join(each_place(page, addresses, f"{role}-phone-dark")) == ""


def test_two_hundred_per_cent_zoom_keeps_everything(sign_in: SignIn) -> None:
    page = sign_in("assistant")
    addresses = places(page)
    page.set_viewport_size({"width": WIDE[0] // 2, "height": WIDE[1] // 2})
    assert "\n".join(each_place(page, addresses, "assistant-zoom")) == ""


def each_place(page: Page, addresses: list[str], name: str) -> list[str]:
    """Open each at the size and in the colours chosen; gives what is wrong there."""
    faults = []
    for place in addresses:
        page.goto(place)
        page.wait_for_load_state("networkidle")
        shot(page, f"{name}{place.replace('/', '-')}".rstrip("-"))
        found = [*axe_violations(page), *(["scrolls sideways"] if too_wide(page) else [])]
        faults += [f"{place}: {fault}" for fault in found]
    return sorted(set(faults))
