"""Two-dimensional symbols as pictures: written as SVG, read from a photograph."""

from __future__ import annotations

import warnings
from io import BytesIO

import zxingcpp
from PIL import Image, UnidentifiedImageError

LARGEST_PIXELS = 40_000_000
_LONGEST_SIDE = 2400


class UnreadablePicture(ValueError):
    """The bytes are no picture that can be read; the message is one French sentence."""


def datamatrix_svg(payload: str) -> str:
    """A square Data Matrix (ISO/IEC 16022, ECC 200) of a text, control characters as they are, with its quiet zone."""
    symbol = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.DataMatrix, forceSquare=True)
    return str(zxingcpp.write_barcode_to_svg(symbol, add_quiet_zones=True))


def read_symbols(picture: bytes) -> list[str]:
    """The texts of the symbols in a picture (PNG, JPEG, WebP), in the order found; raises UnreadablePicture.

    A picture of more than 40 million pixels is refused before it is unpacked.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(picture), formats=("PNG", "JPEG", "WEBP"))
            if image.width * image.height > LARGEST_PIXELS:
                raise UnreadablePicture("Cette image est trop grande pour être lue.")
            image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            grey = image.convert("L")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
        OSError,
        ValueError,
    ) as error:
        if isinstance(error, UnreadablePicture):
            raise
        raise UnreadablePicture(
            "Ce fichier n’est pas une image lisible\u202f: prenez une photo nette du code."
        ) from error
    return [found.text for found in zxingcpp.read_barcodes(grey, text_mode=zxingcpp.TextMode.Plain) if found.text]
