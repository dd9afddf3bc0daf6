"""A walk through every page a person may reach: from the rail, link by link, one address per kind of page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

LEAVES = {"account_logout", "account_login"}
HERE = "links => links.map(link => link.href).filter(href => href.startsWith(location.origin))"


def name_of(address: str) -> str:
    """The name of the page at an address; "" when there is none, or when it signs out."""
    try:
        name = resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""
    return "" if name in LEAVES else name


def walk(page: Page) -> Iterator[tuple[str, str]]:
    """Open each kind of page once; gives its name, and "" or the refusal that a link led to."""
    known, waiting = {"day"}, deque([("day", "/")])
    while waiting:
        name, address = waiting.popleft()
        answer = page.context.request.get(address)
        if answer.status >= 400:
            yield name, f"{name}: {answer.status}"
            continue
        if "text/html" not in answer.headers.get("content-type", ""):
            yield name, ""
            continue
        page.goto(address)
        page.wait_for_load_state("networkidle")
        yield name, ""
        for link in page.eval_on_selector_all("a[href]", HERE):
            if (found := name_of(link)) and found not in known:
                known.add(found)
                waiting.append((found, link.split("#")[0]))
