"""The harness itself: each net is tried with what it must catch."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from django.template import Context, Engine, Origin, Template
from django.utils import timezone

from tests.harness.inventory import ROOT
from tests.harness.markup import faults
from tests.harness.network import is_here


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Bonjour</p>", []),
        ('<button onclick="x()">', ["inline handler onclick"]),
        ('<p style="color:red">', ["inline style"]),
        ("<style>p{}</style>", ["inline style"]),
        ("<script>x()</script>", ["inline script"]),
        ('<script src="/a.js"></script>', []),
        ('<script type="application/json">{}</script>', []),
        ('<a href="javascript:x()">', ["script address"]),
        ('<form method="post"></form>', ["POST form without CSRF token"]),
        ('<form method="post">', ["POST form without CSRF token"]),
        ('<form method="post"><input name="csrfmiddlewaretoken"></form>', []),
        ('<form method="get"></form>', []),
    ],
)
def test_markup_faults(html: str, expected: list[str]) -> None:
    assert [fault.split(" at ")[0] for fault in faults(html)] == expected


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (("127.0.0.1", 80), True),
        (("::1", 80, 0, 0), True),
        ("/tmp/socket", True),
        (("192.0.2.1", 80), False),
        (("example.org", 80), False),
    ],
)
def test_addresses_of_this_machine(address: object, here: bool) -> None:
    assert is_here(address) is here


def test_the_network_is_closed() -> None:
    with socket.socket() as outgoing, pytest.raises(pytest.fail.Exception):
        outgoing.connect(("192.0.2.1", 80))


def test_an_undefined_variable_fails() -> None:
    with pytest.raises(pytest.fail.Exception):
        Template("{{ nobody_gave_this }}").render(Context())


BARE_FORM = "{% load partials %}{% partialdef bare inline %}<form method='post'></form>{% endpartialdef %}"


def template_of_ours(source: str) -> Template:
    """A template that says it comes from the checkout."""
    return Template(source, origin=Origin(str(ROOT / "brasdroit" / "page.html")), engine=Engine.get_default())


def test_a_page_with_a_fault_fails() -> None:
    with pytest.raises(pytest.fail.Exception):
        template_of_ours("<p onclick='x()'>").render(Context())


def test_a_fragment_with_a_fault_fails() -> None:
    page: Any = template_of_ours(BARE_FORM)
    with pytest.raises(pytest.fail.Exception):
        page.extra_data["partials"]["bare"].render(Context())


def test_a_library_page_is_not_ours_to_mend() -> None:
    assert Template("<p style='color: red'>").render(Context()) == "<p style='color: red'>"


def test_time_has_its_zone() -> None:
    assert timezone.is_aware(timezone.now())
