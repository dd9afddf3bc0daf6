"""Everything is in pyproject.toml, but for this: the user guide lives in docs/ and travels with the program."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

GUIDE = Path(__file__).resolve().parent / "docs" / "guide"


class BuildWithGuide(build_py):
    """Builds the packages, then puts the guide where the help looks for it once installed."""

    def run(self) -> None:
        """Copy the guide into the build folder; an editable install reads it in the checkout."""
        super().run()
        if not self.editable_mode:
            shutil.copytree(GUIDE, Path(self.build_lib) / "brasdroit" / "web" / "help" / "pages", dirs_exist_ok=True)


if __name__ == "__main__":
    setup(cmdclass={"build_py": BuildWithGuide})
