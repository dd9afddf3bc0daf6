"""Names of files and kinds of documents."""

from __future__ import annotations

import pytest

from brasdroit.record.documents.rules.kinds import BY_CODE, KINDS, kind_of
from brasdroit.record.documents.rules.names import download_name, title_of
from brasdroit.record.documents.types import DocumentKind, Nature


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("CR_cardio 2026.pdf", "CR cardio 2026"),
        (r"C:\Users\a\bilan.PDF", "bilan"),
        ("../../etc/passwd", "passwd"),
        ("a\u202ecod.exe", "a cod"),
        (".pdf", "Document"),
        ("", "Document"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_title_comes_from_the_name(name: str, title: str) -> None:
    assert title_of(name) == title


@pytest.mark.parametrize(
    ("title", "name"),
    [('Bilan "sang": 12/8', "Bilan sang 12 8.pdf"), ("...", "document.pdf"), ("x" * 200, "x" * 120 + ".pdf")],
)
def test_a_download_has_a_safe_name(title: str, name: str) -> None:
    assert download_name(title, "pdf") == name


def test_each_kind_is_told_and_an_unknown_one_is_kept_from_most() -> None:
    assert sorted(BY_CODE) == sorted(DocumentKind)
    assert len({kind.label for kind in KINDS}) == len(KINDS)
    assert kind_of("of another edition").nature is Nature.CLINICAL
