"""Every page of the rail: no error, no accessibility fault, no sideways scrolling, in light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.harness.browser import axe_violations
from tests.journeys.conftest import PHONE, WIDE, SignIn, shot


def places(page: Page) -> list[str]:
    """The addresses of the rail of the person signed in, and the pages below « Le cabinet »."""
    found = page.eval_on_selector_all("nav a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    return sorted({str(link).split("?")[0].split("#")[0] for link in found})


def watch(page: Page) -> list[str]:
    """What goes wrong behind the page from now on."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    return wrong


@pytest.mark.parametrize("who", ["assistant", "doctor", "secretary"])
def test_every_place_opens_without_error(sign_in: SignIn, who: str) -> None:
    page = sign_in(who)
    wrong = watch(page)
    for place in places(page):
        page.goto(place)
        page.wait_for_load_state("networkidle")
        shot(page, f"{who}{place.replace('/', '-')}".rstrip("-"))
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("who", ["assistant", "doctor", "secretary"])
def test_every_place_is_open_to_everybody(sign_in: SignIn, who: str) -> None:
    # Apart from the test above: axe itself tries inline styles, which our content policy rightly refuses.
    page, faults = sign_in(who), []
    for place in places(page):
        page.goto(place)
        page.wait_for_load_state("networkidle")
        faults += [f"{place}: {fault}" for fault in axe_violations(page)]
    assert "\n".join(sorted(set(faults))) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_never_scrolls_sideways(sign_in: SignIn, scheme: str) -> None:
    page = sign_in("assistant")
    addresses = places(page)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal of the two
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    overflowing, faults = [], []
    for place in addresses:
        page.goto(place)
        page.wait_for_load_state("networkidle")
        shot(page, f"phone-{scheme}{place.replace('/', '-')}".rstrip("-"))
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
            overflowing.append(place)
        faults += [f"{place}: {fault}" for fault in axe_violations(page)]
    assert "\n".join([*overflowing, *sorted(set(faults))]) == ""


def test_two_hundred_per_cent_zoom_keeps_everything(browser: Browser, sign_in: SignIn) -> None:
    page = sign_in("assistant")
    addresses = places(page)
    page.set_viewport_size({"width": WIDE[0] // 2, "height": WIDE[1] // 2})
    overflowing = []
    for place in addresses:
        page.goto(place)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
            overflowing.append(place)
    assert overflowing == []
