"""Writers of SQLite queue: one at a time, the next one at once, nobody for ever."""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler

from brasdroit.foundation.db.sqlite.turn import WriteTurn

PATIENCE_S = 20.0


def test_the_second_waits_until_the_first_leaves(tmp_path: Path) -> None:
    first, second = WriteTurn(str(tmp_path / "turn")), WriteTurn(str(tmp_path / "turn"))
    order: list[str] = []
    first.take(PATIENCE_S)

    def come() -> None:
        second.take(PATIENCE_S)
        order.append("second")
        second.leave()

    rival = threading.Thread(target=come)
    rival.start()
    order.append("first")
    first.leave()
    rival.join(PATIENCE_S)
    assert order == ["first", "second"]


def test_who_waited_in_vain_lets_the_database_answer(tmp_path: Path) -> None:
    first, second = WriteTurn(str(tmp_path / "turn")), WriteTurn(str(tmp_path / "turn"))
    first.take(PATIENCE_S)
    second.take(0.0)
    second.leave()
    first.leave()


def test_the_turn_of_a_dead_process_is_given_back(tmp_path: Path) -> None:
    turn = WriteTurn(str(tmp_path / "turn"))
    child = os.fork()
    if child == 0:
        turn.take(PATIENCE_S)
        os._exit(0)
    os.waitpid(child, 0)
    turn.take(0.0)
    assert not _free(tmp_path / "turn")
    turn.leave()
    assert _free(tmp_path / "turn")


@pytest.mark.django_db  # the harness closes every connection elsewhere
def test_a_transaction_holds_the_turn_and_gives_it_back(tmp_path: Path) -> None:
    options = {"transaction_mode": "IMMEDIATE"}
    base = {"ENGINE": "brasdroit.foundation.db.sqlite", "NAME": str(tmp_path / "db.sqlite3"), "OPTIONS": options}
    connection = ConnectionHandler({"default": base})["default"]
    held: list[bool] = []
    for end in (connection.commit, connection.rollback):
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        held.append(not _free(tmp_path / "db.sqlite3-turn"))
        end()
        held.append(_free(tmp_path / "db.sqlite3-turn"))
        connection.set_autocommit(True)
    connection.close()
    assert held == [True] * 4


def _free(path: Path) -> bool:
    with path.open("r+") as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
