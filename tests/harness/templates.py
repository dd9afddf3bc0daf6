"""Every template of ours that a test renders is inspected, page or fragment."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.base import Template
from django.template.context import Context

from tests.harness.inventory import ROOT
from tests.harness.markup import faults

_render = Template.render
MARKS = ("<form", "<script", "<style", " style=", " on", "javascript:")  # nothing to look for without one of these


def _inspected_render(self: Template, context: Context) -> Any:
    outermost = context.template is None
    html = _render(self, context)
    if outermost and _is_ours(self) and any(mark in html for mark in MARKS):
        found = faults(html)
        if found:
            pytest.fail(f"{self.origin.name}:\n" + "\n".join(found))
    return html


def _is_ours(template: Template) -> bool:
    """Whether the file is in the checkout and made of HTML (mails and print sources are not)."""
    name = str(template.origin.name)
    return name.startswith(str(ROOT / "brasdroit")) and name.endswith(".html")


def inspect_templates() -> None:
    """Install the inspection for the whole test run."""
    Template.render = _inspected_render  # type: ignore[method-assign]
