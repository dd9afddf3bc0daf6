"""Time, size and memory of a backup and of its restoration, on a demonstration of any size: JSON on standard output.

.venv/bin/python scripts/backup_figures.py --patients 10000 --documents 1000 [--database postgresql]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from console import ROOT
from postgres import temporary_server

PROGRAM = ROOT / ".venv" / "bin" / "brasdroit"
FILL = """
import os, django; django.setup()
from brasdroit.foundation.files.vault import store
for _ in range({documents}): store([os.urandom(300_000)])
"""


def measured(*words: object, env: dict[str, str]) -> dict[str, object]:
    """Run the program; answers its JSON, the seconds it took in all and its largest memory in MB."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([str(PROGRAM), *map(str, words)], env=env, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        answer = json.loads(out.read()) if child.returncode == 0 else {"exit": child.returncode}
    return {**answer, "whole_s": round(time.monotonic() - began, 1), "max_rss_mb": usage.ru_maxrss // 1024}


def main(arguments: list[str]) -> None:
    """Fill, save, restore; print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--patients", type=int, default=10_000)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="brasdroit-backup-")))
        env = os.environ | {
            "BRASDROIT_KEYS_DIR": str(home / "keys"),
            "BRASDROIT_DATA_DIR": str(home / "data"),
            "DATABASE_URL": "",
        }
        if options.database == "postgresql":
            env["DATABASE_URL"] = stack.enter_context(temporary_server())
        subprocess.run([PROGRAM, "migrate"], env=env, check=True)
        subprocess.run([PROGRAM, "demo", "--patients", str(options.patients)], env=env, check=True)
        fill = FILL.format(documents=options.documents)
        subprocess.run(
            [sys.executable, "-c", fill], env=env | {"DJANGO_SETTINGS_MODULE": "config.settings"}, cwd=ROOT, check=True
        )
        figures = {"backup": measured("backup", home / "one.sauvegarde", "--json", env=env)}
        if options.database == "postgresql":
            other = env["DATABASE_URL"].rsplit("/", 1)[0]
            subprocess.run(["psql", "-q", env["DATABASE_URL"], "-c", "CREATE DATABASE restored"], check=True)
            env["DATABASE_URL"] = f"{other}/restored"
        figures["restore"] = measured("restore", home / "one.sauvegarde", "--data-dir", home / "new", "--json", env=env)
        base = home / "data" / "brasdroit.sqlite3"
        print(json.dumps({"database_bytes": base.stat().st_size if base.exists() else None, **figures}, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
