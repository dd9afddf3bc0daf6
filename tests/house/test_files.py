"""What the tree holds, and what it never holds."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.harness import inventory

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}
# Written so that this file does not match itself.
MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.\-])/(?:work|farm|root|home/[a-z]+)/")
PRIVATE_KEY = re.compile(r"BEGIN (?:RSA |EC |OPENSSH )?PRIVATE " + "KEY")
LEFT_OVER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".json",
    ".txt",
    ".typ",
    ".sql",
    ".csv",
    ".lock",
    "",
}
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-node.lock", "package-lock.json", "package.json"]


def texts() -> dict[str, str]:
    """Text files by name."""
    found = [path for path in inventory.files() if path.suffix in TEXT]
    return {inventory.name(path): path.read_text(encoding="utf-8", errors="replace") for path in found}


def matching(pattern: re.Pattern[str]) -> list[str]:
    """Names and lines of the text files a pattern is found in."""
    return [f"{name}: {hit[0]}" for name, text in texts().items() for hit in pattern.finditer(text)]


def test_there_is_no_junk_drawer() -> None:
    names = [inventory.name(path) for path in inventory.python_files("brasdroit", "config", "tests", "scripts")]
    assert [name for name in names if DRAWERS & set(name.removesuffix(".py").split("/"))] == []


def test_no_path_of_a_machine() -> None:
    assert matching(MACHINE_PATH) == []


def test_no_private_key() -> None:
    assert matching(PRIVATE_KEY) == []


def test_no_left_over() -> None:
    sources = re.compile(r"\.(py|html|css|js|yaml|toml)$")
    assert [hit for hit in matching(LEFT_OVER) if sources.search(hit.split(": ")[0])] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_no_download_address(lock: str) -> None:
    text = (inventory.ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r'"resolved"|--(?:extra-)?index-url|--find-links|@ https?:|@ file:', text) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"])
def test_every_requirement_is_pinned_by_hash(lock: str) -> None:
    text = (inventory.ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    assert [line for line in requirements if "==" not in line or "--hash=sha256:" not in line] == []


def test_npm_versions_are_exact() -> None:
    text = (inventory.ROOT / "package.json").read_text(encoding="utf-8")
    assert re.findall(r'": "[\^~><*].*"', text) == []


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE",
        "docs/glossary.md",
        "docs/decisions/README.md",
    ],
)
def test_the_documents_a_newcomer_opens_are_there(document: str) -> None:
    assert (inventory.ROOT / document).read_text(encoding="utf-8").strip()


def test_links_between_documents_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
    pages = [path for path in inventory.files() if path.suffix == ".md"]
    targets = [(page, hit[1]) for page in pages for hit in link.finditer(page.read_text(encoding="utf-8"))]
    assert [
        f"{inventory.name(page)} -> {target}" for page, target in targets if not (page.parent / target).exists()
    ] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_know_every_dependency(lock: str) -> None:
    project = tomllib.loads((inventory.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["dev"] if "dev" in lock else [])
    pinned = re.findall(r"^([a-z0-9.-]+)==", (inventory.ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    names = {re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    assert sorted(names - set(pinned)) == []
