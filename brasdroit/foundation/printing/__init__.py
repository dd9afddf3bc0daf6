"""Printed documents: typst templates in, PDF/A out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst


def render_pdf(template: Path, data: dict[str, Any], *, font_paths: list[Path] | None = None) -> bytes:
    """A PDF/A-2b from a typst template, which reads ``data`` as JSON in ``sys.inputs.data``."""
    return bytes(
        typst.compile(
            str(template),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, default=str)},
            font_paths=[str(path) for path in font_paths or []],
            pdf_standards=["a-2b"],
        )
    )
