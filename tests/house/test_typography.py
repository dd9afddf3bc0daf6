"""French as printers set it, wherever a person reads it (ui/UI.md: writing)."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.harness import inventory

THIN = "\N{NARROW NO-BREAK SPACE}"
FAULTS = {
    "straight apostrophe": re.compile(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]"),
    "no thin space before the sign": re.compile(rf"[^\s{THIN}:;?][:;?](?=\s|$)| [:;?](?=\s|$)"),
    "no thin space inside guillemets": re.compile(rf"«(?!{THIN})|(?<!{THIN})»"),
    "exclamation mark": re.compile(r"[A-Za-zÀ-ÿ\s]!(?=\s|$)"),
    "three dots for an ellipsis": re.compile(r"[A-Za-zÀ-ÿ]\.\.\."),
}
SHOWN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label", "aria-description", "label", "data-label"}
SILENT = {"script", "style", "code", "kbd", "pre", "svg"}
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
VARIABLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
FRENCH = re.compile(rf"[àâçéèêëîïôùûœÀÂÇÉÈÊËÎÏÔÙÛŒ’«»{THIN}]")

WORD = re.compile(r"[A-Za-zÀ-ÿ]{2}")


class _Texts(HTMLParser):
    """Collects what a reader sees: text outside code, and the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        self.found.extend(value for name, value in attrs if value and name in SHOWN_ATTRIBUTES)

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def visible_texts(path: Path) -> list[str]:
    """The texts of a template, with a letter standing for each value and nothing for each tag."""
    source = COMMENT.sub("", path.read_text(encoding="utf-8"))
    reader = _Texts()
    reader.feed(VARIABLE.sub("x", TAG.sub("\x00", source)))
    reader.close()
    return [part.strip("\n\t") for text in reader.found for part in text.split("\x00")]


def is_sentence(text: str) -> bool:
    """Whether a string is French for people: it has a French sign and a word, and is no pattern."""
    return bool(FRENCH.search(text) and WORD.search(text)) and "\\" not in text


def french_strings(path: Path) -> list[tuple[int, str]]:
    """The French sentences of a Python file (told by an accent, a curly apostrophe or a thin space), with their line."""
    tree = inventory.tree(path)
    expressions = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    documented = {id(value) for value in expressions}
    strings = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented
    ]
    return [(node.lineno, str(node.value)) for node in strings if is_sentence(str(node.value))]


def faults(text: str) -> list[str]:
    """Names of the faults of one text."""
    return [name for name, pattern in FAULTS.items() if pattern.search(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’arrivée est notée. Continuer\N{NARROW NO-BREAK SPACE}?", []),
        ("Rendez-vous à 9:40, voir «\N{NARROW NO-BREAK SPACE}Ma journée\N{NARROW NO-BREAK SPACE}»", []),
        ("L'arrivée", ["straight apostrophe"]),
        ("Continuer ?", ["no thin space before the sign"]),
        ("Motif: ", ["no thin space before the sign"]),
        ("«\N{NO-BREAK SPACE}oui»", ["no thin space inside guillemets"]),
        ("Bravo !", ["exclamation mark"]),
        ("Patientez...", ["three dots for an ellipsis"]),
        ("?", []),
    ],
)
def test_the_faults_are_seen(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


def test_templates_are_set_in_french_type() -> None:
    wrong = [
        f"{inventory.name(path)}: {text.strip()[:80]!r}: {', '.join(found)}"
        for path in inventory.templates()
        for text in visible_texts(path)
        if (found := faults(text))
    ]
    assert not wrong, "\n".join(wrong)


def test_messages_are_set_in_french_type() -> None:
    wrong = [
        f"{inventory.name(path)}:{line}: {text[:80]!r}: {', '.join(found)}"
        for path in inventory.python_files("brasdroit", "scripts")
        for line, text in french_strings(path)
        if (found := faults(text))
    ]
    assert not wrong, "\n".join(wrong)
