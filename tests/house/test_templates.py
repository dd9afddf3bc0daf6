"""Templates: nothing inline, none forgotten, htmx 2 only."""

from __future__ import annotations

import re
from pathlib import Path

import django_htmx
import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.harness import inventory

INLINE = re.compile(
    r"""<[^>{%]*\s(?:style|on[a-z]+)\s*=|<style\b|href\s*=\s*["']javascript:|<script(?![^>]*\bsrc=)[^>]*>"""
)
DATA_SCRIPT = re.compile(r"""<script[^>]*type=["']application/json["']""")
CALLED_BY_DJANGO = re.compile(r"^(?:40[0-9]|429|50[0-9])\.html$")  # 429: by the sign-in library
HTMX_4 = re.compile(r"htmax|htmx-4|htmx_script[^%]*version=(?!2)")


def hits(pattern: re.Pattern[str]) -> list[str]:
    """Places of our templates where a pattern is found."""
    return [
        f"{inventory.name(path)}: {hit[0]}"
        for path in inventory.templates()
        for hit in pattern.finditer(path.read_text(encoding="utf-8"))
        if not DATA_SCRIPT.match(hit[0])
    ]


def sources() -> str:
    """Everything that may name a template: our code and the templates themselves."""
    paths = [*inventory.python_files("brasdroit", "config"), *inventory.templates()]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def replaces_a_library_page(path: Path) -> bool:
    """Whether a library has a template of this name: it is the library that renders ours."""
    site_packages = Path(django_htmx.__file__).parents[1]
    return any(site_packages.glob(f"*/templates/{inventory.template_name(path)}"))


def is_named(path: Path, text: str) -> bool:
    """Whether the code names a template: by its path, or, for a component or a folder of pages, by its bare name."""
    name = inventory.template_name(path)
    bare = re.escape(path.stem.lstrip("_"))
    return name in text or bool("components" in path.parts and re.search(rf"""["']{bare}["']""", text))


def test_nothing_is_inline() -> None:
    assert hits(INLINE) == []


def test_every_template_is_used() -> None:
    text = sources()
    unused = [
        inventory.name(path)
        for path in inventory.templates()
        if not CALLED_BY_DJANGO.match(inventory.template_name(path))
        and not is_named(path, text)
        and not replaces_a_library_page(path)
    ]
    assert unused == []


@pytest.mark.parametrize("path", inventory.templates(), ids=inventory.name)
def test_templates_compile(path: Path) -> None:
    try:
        get_template(inventory.template_name(path))
    except TemplateDoesNotExist as error:  # an included or extended file that is not there
        pytest.fail(f"{inventory.name(path)} needs {error}")


def test_htmx_is_the_second() -> None:
    shipped = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    versions = re.findall(r'version:"(\d+)\.', shipped.read_text(encoding="utf-8"))
    assert versions == ["2"]
    assert hits(HTMX_4) == []
