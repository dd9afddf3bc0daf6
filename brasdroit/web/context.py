"""What every page's shell needs; constant and cheap."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The actor and whether this is a demonstration."""
    return {"actor": getattr(request, "actor", None), "demo": settings.DEMO}
