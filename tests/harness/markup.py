"""What no page may contain: inline handlers, styles and scripts, and POST forms without their CSRF token."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

DATA_SCRIPTS = {"application/json"}  # data for a module, never executed
Attributes = list[tuple[str, str | None]]


@dataclass
class Form:
    """An open POST form and whether its token was seen."""

    where: str
    has_token: bool = False


@dataclass
class Inspection:
    """Faults found so far, and the POST form being read."""

    faults: list[str] = field(default_factory=list)
    form: Form | None = None


class _Inspector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.inspection = Inspection()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        where = f"line {self.getpos()[0]}: {(self.get_starttag_text() or '')[:120]}"
        faults = self.inspection.faults
        faults.extend(f"inline handler {name} at {where}" for name, _ in attrs if name.startswith("on"))
        given = dict(attrs)
        if "style" in given or tag == "style":
            faults.append(f"inline style at {where}")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_SCRIPTS:
            faults.append(f"inline script at {where}")
        if (given.get("href") or "").lower().startswith("javascript:"):
            faults.append(f"script address at {where}")
        self._follow_form(tag, given, where)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._close_form()

    def close(self) -> None:
        super().close()
        self._close_form()

    def _follow_form(self, tag: str, given: dict[str, str | None], where: str) -> None:
        if tag == "form" and (given.get("method") or "get").lower() == "post":
            self.inspection.form = Form(where)
        if self.inspection.form and given.get("name") == "csrfmiddlewaretoken":
            self.inspection.form.has_token = True

    def _close_form(self) -> None:
        if self.inspection.form and not self.inspection.form.has_token:
            self.inspection.faults.append(f"POST form without CSRF token at {self.inspection.form.where}")
        self.inspection.form = None


def faults(html: str) -> list[str]:
    """Every fault of a page or fragment, in reading order."""
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.inspection.faults
