"""A file is what its content says, and what could harm is refused in one sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from brasdroit.foundation.errors import Invalid
from brasdroit.record.documents.services.contents import checked_content
from tests.factories.documents import DOCX_PARTS, HEIC, LOCKED_PDF, ODT_PARTS, PDF, image, package

MOST = 25_000_000


def found(content: bytes, most: int = MOST) -> str:
    return checked_content(io.BytesIO(content), len(content), most).extension


def code_of(content: bytes, most: int = MOST) -> str:
    with pytest.raises(Invalid) as refused:
        found(content, most)
    assert refused.value.fields["file"] == [refused.value.message]
    return refused.value.code


def locked_zip() -> bytes:
    content = bytearray(package(DOCX_PARTS))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := content.find(signature, start)) >= 0:
            content[start + place] |= 1
            start += 4
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (PDF, "pdf"),
        (image("JPEG"), "jpg"),
        (image("PNG"), "png"),
        (image("TIFF"), "tiff"),
        (image("TIFF", compression="tiff_deflate"), "tiff"),
        (package(DOCX_PARTS), "docx"),
        (package(ODT_PARTS), "odt"),
        (rb"{\rtf1\ansi Bonjour}", "rtf"),
        ("Compte rendu : tension 12/8".encode("cp1252"), "txt"),
        ("Température normale.\r\n".encode(), "txt"),
    ],
)
def test_accepted_types_are_recognised(content: bytes, extension: str) -> None:
    assert found(content) == extension


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00" + bytes(200), "program"),
        (b"\x7fELF" + bytes(200), "program"),
        (b"#!/bin/sh\nrm -rf /\n", "program"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "web_page"),
        (b"\xef\xbb\xbf<svg xmlns='x' onload='alert(1)'/>", "web_page"),
        (b"  <?xml version='1.0'?><svg/>", "web_page"),
        (b"\x1f\x8b\x08" + bytes(50), "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "old_office"),
        (HEIC, "heic"),
        (bytes(range(256)), "unknown"),
        (LOCKED_PDF, "locked"),
        (PDF[:-20], "damaged"),
        (image("JPEG")[:-300], "damaged"),
        (image("PNG")[:-40], "damaged"),
        (package(DOCX_PARTS)[:-30], "damaged"),
        (rb"{\rtf1\ansi coup", "damaged"),
        (rb"{\rtf1{\object\objdata 0105}}", "embedded"),
        (locked_zip(), "locked"),
        (package({"a.txt": b"x"}), "unknown"),
        (package({**DOCX_PARTS, "word/vbaProject.bin": b"x"}), "macros"),
        (package({**DOCX_PARTS, "word/media/b.bin": bytes(3_000_000)}), "bomb"),
    ],
)
def test_what_could_harm_is_refused(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_too_large_a_file_is_refused_before_it_is_read() -> None:
    assert code_of(PDF, most=10) == "too_large"


def test_an_image_of_too_many_pixels_is_refused() -> None:
    assert code_of(image("PNG", size=(8000, 8000))) == "too_many_pixels"


def test_a_package_that_lies_about_its_sums_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in DOCX_PARTS.items():
            archive.writestr(name, content)
    assert code_of(out.getvalue().replace(b"<document/>", b"<dokument/>")) == "damaged"


def test_the_mark_of_encryption_is_found_across_pieces() -> None:
    padding = b"%" + b" " * ((1 << 20) - len(PDF) + 10) + b"\n"
    assert code_of(PDF.replace(b"trailer", padding + b"trailer").replace(b"/Root", b"/Encrypt 5 0 R/Root")) == "locked"
