"""Short messages after an act, with undo where undo is possible."""

from __future__ import annotations

import json
from typing import TypeVar

from django.http import HttpResponse

R = TypeVar("R", bound=HttpResponse)
HEADER = "HX-Trigger"


def notice(response: R, text: str, *, tone: str = "ok", undo: str = "") -> R:
    """Make an htmx response show `text`; `undo` is the address that takes the act back. Other triggers are kept."""
    triggers = json.loads(response.get(HEADER, "{}"))
    triggers["notice"] = {"tone": tone, "text": text, **({"undo": undo} if undo else {})}
    response[HEADER] = json.dumps(triggers)
    return response


def trigger(response: R, event: str, detail: object = None) -> R:
    """Make an htmx response dispatch an event in the page. Other triggers are kept."""
    triggers = json.loads(response.get(HEADER, "{}"))
    triggers[event] = detail
    response[HEADER] = json.dumps(triggers)
    return response
