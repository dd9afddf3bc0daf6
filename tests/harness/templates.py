"""Every template of ours that a test renders is inspected, page or fragment."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest
from django.template.base import Template
from django.template.context import Context
from template_partials.templatetags.partials import TemplateProxy

from tests.harness.inventory import ROOT
from tests.harness.markup import faults

MARKS = ("<form", "<script", "<style", " style=", " on", "javascript:")  # nothing to look for without one of these


def _inspecting(render: Callable[[Any, Context], Any]) -> Callable[[Any, Context], Any]:
    """A `render` method that fails the test when what it gives out has a fault."""

    @wraps(render)
    def inspected(self: Any, context: Context) -> Any:
        outermost = context.template is None
        html = render(self, context)
        if outermost and is_ours(str(self.origin.name)) and any(mark in html for mark in MARKS):
            found = faults(html)
            if found:
                pytest.fail(f"{self.origin.name}:\n" + "\n".join(found))
        return html

    return inspected


def is_ours(origin: str) -> bool:
    """Whether a template's file is in the checkout and made of HTML (mails and print sources are not)."""
    return origin.startswith(str(ROOT / "brasdroit")) and origin.endswith(".html")


def inspect_templates() -> None:
    """Install the inspection for the whole test run, for whole templates and for partials."""
    for rendered in (Template, TemplateProxy):
        rendered.render = _inspecting(rendered.render)  # type: ignore[method-assign]
