"""Pictures made from documents: the portrait of the banner, the small view of a list."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps

from brasdroit.record.documents.services.contents import JPEG, PDF, PNG, TIFF, refusal

PORTRAIT, PREVIEW = 512, 640
_PREVIEW_PIXELS = 30_000_000
_SECONDS = 20
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("document.pdf", page: 1, width: 480pt)'
_DRAW = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], format='png', ppi=96)"


def portrait(stream: BinaryIO) -> bytes:
    """A square JPEG of 512 pixels, upright, without any of the data that cameras add. Raises Invalid when not a photo."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=("JPEG", "PNG")) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, SyntaxError, ValueError) as error:
        raise refusal("Choisissez une photo JPEG ou PNG.", "not_a_photo") from error
    square = ImageOps.fit(upright, (PORTRAIT, PORTRAIT), centering=(0.5, 0.35))
    return _jpeg(square)


def preview_of_image(stream: BinaryIO, mime: str) -> bytes | None:
    """A JPEG of at most 640 pixels a side; None for what is no image, or one too large to unfold for a small view."""
    if mime not in (JPEG.mime, PNG.mime, TIFF.mime):
        return None
    stream.seek(0)
    try:
        with Image.open(stream, formats=("JPEG", "PNG", "TIFF")) as image:
            image.draft("RGB", (PREVIEW, PREVIEW))
            if image.width * image.height > _PREVIEW_PIXELS:
                return None
            small = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, SyntaxError, ValueError):
        return None
    small.thumbnail((PREVIEW, PREVIEW))
    return _jpeg(small)


def preview_of_pdf(content: bytes) -> bytes | None:
    """A JPEG of the first page; None when it cannot be drawn within twenty seconds.

    Drawn by typst in a process of its own: a page made to exhaust the machine ends that process and nothing else.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, picture = Path(folder, "page.typ"), Path(folder, "page.png")
        Path(folder, "document.pdf").write_bytes(content)
        source.write_text(_PAGE, encoding="utf-8")
        try:
            command = [sys.executable, "-c", _DRAW, str(source), str(picture)]
            subprocess.run(command, timeout=_SECONDS, check=True, capture_output=True)  # noqa: S603 - our own command
            return preview_of_image(io.BytesIO(picture.read_bytes()), PNG.mime)
        except (subprocess.SubprocessError, OSError):
            return None


def may_be_drawn(mime: str) -> bool:
    """Whether a small view is drawn later, by the worker."""
    return mime == PDF.mime


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
