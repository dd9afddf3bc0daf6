"""./test: install what the checks need, run every one of them, say at the end what failed."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import debian
from console import ROOT, SetupError, say
from environment import VENV, ensure_assets, ensure_python, ensure_static
from postgres import temporary_server

BIN = VENV / "bin"
WORKERS = "2"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Tally:
    """Tests counted over every pytest run, and the steps that failed."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    broken: list[str] = field(default_factory=list)

    def read(self, report: Path) -> None:
        """Add the counts of one JUnit report."""
        if not report.exists():
            return
        for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314  (our own pytest wrote it)
            total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            self.failed += failed
            self.skipped += skipped
            self.passed += total - failed - skipped


class Checks:
    """Runs the steps one after the other; a failed one does not hide the next."""

    def __init__(self) -> None:
        self.tally = Tally()

    def run(self, title: str, command: list[str | Path], **env: str) -> int:
        """One command, its output shown; answers its exit code."""
        say(f"\n── {title}")
        start = time.monotonic()
        words = [str(word) for word in command]
        code = subprocess.run(words, check=False, cwd=ROOT, env=os.environ | env, stdin=subprocess.DEVNULL).returncode
        if code:
            self.tally.broken.append(f"{title} (code {code})")
        say(f"── {title} : {'échec' if code else 'bon'}, {time.monotonic() - start:.0f} s")
        return code

    def pytest(self, title: str, arguments: list[str], **env: str) -> None:
        """One pytest run, counted; a run that finds no test has failed."""
        report = ROOT / "build" / f"tests-{len(list((ROOT / 'build').glob('tests-*.xml')))}.xml"
        self.run(title, [BIN / "pytest", "-q", "--junitxml", report, *arguments], **env)
        self.tally.read(report)


def parse(arguments: list[str]) -> argparse.Namespace:
    """The one option: leave out what is slow."""
    parser = argparse.ArgumentParser(
        prog="./test", description="Installe ce qu’il faut, puis lance toutes les vérifications."
    )
    parser.add_argument("--quick", action="store_true", help="sans navigateur ni PostgreSQL")
    return parser.parse_args(arguments)


def prepare(*, quick: bool) -> None:
    """Everything the checks use; Debian packages where we may."""
    ensure_python("requirements-dev.lock")
    ensure_assets()
    if not quick:
        ensure_static()
        if not any(shutil.which(browser) for browser in BROWSERS):
            debian.install(["chromium"], why="un navigateur Chromium pour les parcours")
        debian.require("pdftoppm", ["poppler-utils"], why="de quoi lire les PDF produits")
    for report in (ROOT / "build").glob("tests-*.xml"):
        report.unlink()
    (ROOT / "build").mkdir(exist_ok=True)


def static_checks(checks: Checks) -> None:
    """What needs no test run: style, types, walls, templates."""
    checks.run("Style (ruff)", [BIN / "ruff", "check", "."])
    checks.run("Mise en forme (ruff)", [BIN / "ruff", "format", "--check", "."])
    checks.run("Types (mypy)", [BIN / "mypy"])
    checks.run("Murs de la maison (import-linter)", [BIN / "lint-imports"])
    if any((ROOT / "brasdroit").glob("*/templates/**/*.html")):
        checks.run("Gabarits (djlint)", [BIN / "djlint", "brasdroit", "--lint", "--quiet"])


def tests(checks: Checks, *, quick: bool) -> None:
    """The tests on both databases, then the journeys in a browser."""
    checks.pytest("Tests sur SQLite", ["-n", WORKERS, "-m", "not journey"], DATABASE_URL="")
    if quick:
        return
    with temporary_server() as url:
        checks.pytest("Tests sur PostgreSQL", ["-n", WORKERS, "-m", "database and not journey"], DATABASE_URL=url)
    if any((ROOT / "tests" / "journeys").glob("**/test_*.py")):
        checks.pytest("Parcours dans le navigateur", ["tests/journeys"], DATABASE_URL="")


def verdict(tally: Tally) -> int:
    """The closing lines; answers the exit code."""
    for step in tally.broken:
        say(f"Échec : {step}")
    counts = f"{tally.passed} passed, {tally.failed} failed"
    print(counts + (f", {tally.skipped} skipped" if tally.skipped else ""), flush=True)
    return 1 if tally.broken or tally.failed else 0


def stop(number: int, frame: FrameType | None) -> None:
    """A signal: leave through the `finally` clauses, so that no server stays behind."""
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Run everything."""
    signal.signal(signal.SIGTERM, stop)
    options = parse(arguments)
    checks = Checks()
    try:
        with tempfile.TemporaryDirectory() as state:  # reading the settings makes a data directory: never the real one
            os.environ["BRASDROIT_DATA_DIR"] = state
            prepare(quick=options.quick)
            static_checks(checks)
            tests(checks, quick=options.quick)
    except SetupError as error:
        say(str(error))
        checks.tally.broken.append("installation de ce qu’il faut aux vérifications")
    except KeyboardInterrupt:
        say("Interrompu.")
        return 130
    return verdict(checks.tally)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
