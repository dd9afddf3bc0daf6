"""A child that is told to end does so through its `finally` clauses."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, time
from brasdroit.cli.server.supervisor import Supervisor

def role():
    try:
        os.kill(os.getpid(), signal.{name})
        time.sleep(10)
    finally:
        os.kill(os.getpid(), signal.SIGTERM)
        print("written", flush=True)

Supervisor().start(role)
print(os.waitstatus_to_exitcode(os.wait()[1]))
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_child_told_to_end_still_finishes_its_work(name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(name=name)], capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["written", "0"]
