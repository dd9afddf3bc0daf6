"""Third-party front-end files: fetched by npm, copied into the folder the pages serve. None of it is committed."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

from communes import write_communes

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "brasdroit" / "web" / "static" / "vendor"
AXE = MODULES / "axe-core" / "axe.min.js"  # not served: the browser tests read it where npm puts it
COMMUNES = ROOT / "brasdroit" / "reference" / "vendor" / "communes.tsv.gz"

# package -> (folder under vendor/, files to serve)
FILES = {
    "@event-calendar/build": ("event-calendar", ["dist/event-calendar.min.js", "dist/event-calendar.min.css"]),
    "uplot": ("uplot", ["dist/uPlot.esm.js", "dist/uPlot.min.css"]),
    "@fontsource-variable/atkinson-hyperlegible-next": (
        "atkinson",
        [
            "files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
            "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
            "files/atkinson-hyperlegible-next-latin-wght-italic.woff2",
            "files/atkinson-hyperlegible-next-latin-ext-wght-italic.woff2",
        ],
    ),
}
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def copy_assets() -> None:
    """Fill static/vendor/<name>/ from node_modules, licence beside the files, and build the edition of communes."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, (name, files) in FILES.items():
        target = VENDOR / name
        target.mkdir(parents=True)
        for file in files:
            _copy(MODULES / package / file, target)
        _licence(MODULES / package, target)
    write_communes(MODULES / "@etalab" / "decoupage-administratif", COMMUNES)


def assets_present() -> bool:
    """Whether every file this script makes, or the tests need, is there."""
    served = [VENDOR / name / Path(file).name for name, files in FILES.values() for file in files]
    return all(path.exists() for path in [*served, COMMUNES, AXE])


def _copy(source: Path, target: Path) -> None:
    copy = Path(shutil.copy(source, target))
    if copy.suffix in {".js", ".css"}:  # a map we do not ship would stop the hashed names from being built
        copy.write_text(SOURCE_MAP.sub("", copy.read_text(encoding="utf-8")), encoding="utf-8")


def _licence(package: Path, target: Path) -> None:
    licences = sorted(package.glob("LICEN[CS]E*"))
    for licence in licences:
        shutil.copy(licence, target)
    if not licences:  # some packages only name their licence
        about = json.loads((package / "package.json").read_text(encoding="utf-8"))
        text = f"{about['name']} {about['version']}\nLicence: {about['license']}\nAuthor: {about.get('author', 'see package')}\n"
        (target / "LICENSE").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    copy_assets()
    sys.stdout.write(f"{VENDOR.relative_to(ROOT)}\n{COMMUNES.relative_to(ROOT)}\n")
