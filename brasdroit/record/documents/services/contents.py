"""What a file really is: found in its content, whatever its name says; anything else is refused in one sentence."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO

from PIL import Image

from brasdroit.foundation.errors import Invalid
from brasdroit.record.documents.types import Content

MOST_PIXELS = 60_000_000
MOST_UNPACKED, MOST_PARTS, MOST_RATIO = 150_000_000, 5_000, 200
_HEAD, _TAIL, _CHUNK = 4096, 4096, 1 << 20
_DRAFT = (256, 256)
_ACCEPTED = "PDF, JPEG, PNG, TIFF, Word (docx), OpenDocument (odt), RTF ou texte"

PDF = Content("application/pdf", "pdf", shown_inline=True)
JPEG = Content("image/jpeg", "jpg", shown_inline=True)
PNG = Content("image/png", "png", shown_inline=True)
TIFF = Content("image/tiff", "tiff", shown_inline=False)
DOCX = Content("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", shown_inline=False)
ODT = Content("application/vnd.oasis.opendocument.text", "odt", shown_inline=False)
RTF = Content("application/rtf", "rtf", shown_inline=False)
TEXT = Content("text/plain", "txt", shown_inline=True)
CONTENTS = {content.mime: content for content in (PDF, JPEG, PNG, TIFF, DOCX, ODT, RTF, TEXT)}

_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"#!")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = re.compile(rb"\s*<(?:!doctype|\?xml|html|head|body|script|svg|iframe)", re.IGNORECASE)
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")


def checked_content(stream: BinaryIO, size: int, most: int) -> Content:
    """What the file is, read through once with little memory; the stream is left at its beginning.

    In: a seekable stream, its size and the largest size accepted, in bytes. Raises Invalid (field "file") for an empty
    or too large file, a type that is not accepted, a damaged, protected or booby-trapped one.
    """
    if not size:
        raise refusal("Ce fichier est vide\u202f: choisissez-en un autre.", "empty")
    if size > most:
        raise refusal(f"Ce fichier est trop gros\u202f: {most // 1_000_000} Mo au plus.", "too_large")
    stream.seek(0)
    content, check = _recognised(stream.read(_HEAD).removeprefix(b"\xef\xbb\xbf"))
    check(stream, size)
    stream.seek(0)
    return content if check is not _check_package else _package(stream)


def refusal(sentence: str, code: str) -> Invalid:
    """The refusal of a file."""
    return Invalid(sentence, code=code, fields={"file": [sentence]})


Check = Callable[[BinaryIO, int], None]


def _recognised(head: bytes) -> tuple[Content, Check]:
    signatures: tuple[tuple[bytes, Content, Check], ...] = (
        (b"%PDF-", PDF, _check_pdf),
        (b"\xff\xd8\xff", JPEG, _check_image),
        (b"\x89PNG\r\n\x1a\n", PNG, _check_image),
        (b"II*\x00", TIFF, _check_image),
        (b"MM\x00*", TIFF, _check_image),
        (b"PK\x03\x04", DOCX, _check_package),
        (b"{\\rtf1", RTF, _check_rtf),
    )
    for signature, content, check in signatures:
        if head.startswith(signature):
            return content, check
    _refuse_known(head)
    return TEXT, _check_text


def _refuse_known(head: bytes) -> None:
    if head.startswith(_PROGRAMS):
        raise refusal("Ce fichier est un programme, pas un document\u202f: il n’a pas été gardé.", "program")
    if _WEB.match(head):
        raise refusal(
            "Une page web peut contenir des programmes\u202f: imprimez-la en PDF, puis déposez le PDF.", "web_page"
        )
    if head.startswith(_ARCHIVES):
        raise refusal("Ce fichier est une archive\u202f: déposez un par un les documents qu’elle contient.", "archive")
    if head.startswith(_OLD_OFFICE):
        text = "Ce document est protégé par un mot de passe ou d’un ancien format de Word\u202f: enregistrez-le en PDF."
        raise refusal(text, "old_office")
    if head[4:8] == b"ftyp":
        text = "Cette photo ou vidéo n’est pas d’un format lisible partout\u202f: enregistrez la photo en JPEG."
        raise refusal(text, "heic")


def _damaged() -> Invalid:
    return refusal("Ce fichier est abîmé ou incomplet\u202f: recommencez la numérisation ou l’envoi.", "damaged")


def _locked() -> Invalid:
    return refusal(
        "Ce document est protégé par un mot de passe\u202f: enregistrez-en une copie sans protection.", "locked"
    )


def _check_pdf(stream: BinaryIO, size: int) -> None:
    stream.seek(max(0, size - _TAIL))
    end = stream.read()
    if b"%%EOF" not in end or b"startxref" not in end:
        raise _damaged()
    stream.seek(0)
    kept = b""
    while chunk := stream.read(_CHUNK):
        if _ENCRYPTED.search(kept + chunk):
            raise _locked()
        kept = chunk[-64:]


def _check_image(stream: BinaryIO, size: int) -> None:
    stream.seek(0)
    try:
        with Image.open(stream, formats=("JPEG", "PNG", "TIFF")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise refusal("Cette image est trop grande\u202f: réduisez-la avant de la déposer.", "too_many_pixels")
            _read_through(image)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise _damaged() from error


def _read_through(image: Image.Image) -> None:
    # A PNG proves itself by its checksums; a JPEG is decoded at an eighth of its size, which still reads all of it.
    if image.format == "PNG":
        image.verify()
        return
    image.draft("L", _DRAFT)
    image.load()


def _check_package(stream: BinaryIO, size: int) -> None:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as package:
            parts = package.infolist()
            _refuse_bomb(parts, size)
            if any(part.flag_bits & 1 for part in parts):
                raise _locked()
            if package.testzip():
                raise _damaged()
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise _damaged() from error


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > size * MOST_RATIO:
        raise refusal("Ce fichier se déplierait bien au-delà de sa taille\u202f: il n’a pas été gardé.", "bomb")


def _package(stream: BinaryIO) -> Content:
    with zipfile.ZipFile(stream) as package:
        names = set(package.namelist())
        kind = package.read("mimetype")[:80] if "mimetype" in names else b""
    stream.seek(0)
    if any(
        PurePosixPath(name).name in ("vbaProject.bin", "vbaData.xml") or name.startswith("Basic/") for name in names
    ):
        raise refusal("Ce document contient des macros\u202f: enregistrez-le en PDF, puis déposez le PDF.", "macros")
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return DOCX
    if kind.strip() == ODT.mime.encode():
        return ODT
    raise refusal(f"Ce format n’est pas accepté\u202f: déposez un fichier {_ACCEPTED}.", "unknown")


def _check_rtf(stream: BinaryIO, size: int) -> None:
    stream.seek(max(0, size - _HEAD))
    if not stream.read().rstrip(b"\x00\r\n \t").endswith(b"}"):
        raise _damaged()
    stream.seek(0)
    kept = b""
    while chunk := stream.read(_CHUNK):
        if b"\\objdata" in kept + chunk:
            text = "Ce document contient un objet incorporé\u202f: enregistrez-le en PDF, puis déposez le PDF."
            raise refusal(text, "embedded")
        kept = chunk[-16:]


_CONTROLS = bytes(code for code in range(32) if code not in (7, 8, 9, 10, 12, 13, 27, 28, 29, 30, 31)) + b"\x7f"


def _check_text(stream: BinaryIO, size: int) -> None:
    """Text has no control characters but those of line printers and HL7; anything else is of an unknown format."""
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        if chunk.translate(None, _CONTROLS) != chunk:
            raise refusal(f"Ce format n’est pas accepté\u202f: déposez un fichier {_ACCEPTED}.", "unknown")
