"""What is installed carries the guide."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from setuptools import Distribution

from brasdroit.web.help import guide
from tests.harness.inventory import ROOT


def test_a_build_carries_every_page_where_the_help_looks(tmp_path: Path) -> None:
    spec = spec_from_file_location("brasdroit_setup", ROOT / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    setup = module_from_spec(spec)
    spec.loader.exec_module(setup)
    build = setup.BuildWithGuide(Distribution({"packages": []}))
    build.build_lib = str(tmp_path)
    build.ensure_finalized()
    build.run()
    carried = tmp_path / Path(guide.__file__).relative_to(ROOT).with_name("pages")
    assert sorted(path.name for path in carried.glob("*.md")) == sorted(path.name for path in guide.GUIDE.glob("*.md"))
