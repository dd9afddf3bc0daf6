"""``brasdroit serve``: the pages, the live updates and the background work, until interrupted."""

from __future__ import annotations

import argparse
import gc
import os
import socket
from typing import TYPE_CHECKING

from brasdroit.cli.output import UnusableInput, say

if TYPE_CHECKING:
    from brasdroit.cli.server.supervisor import Supervisor

NAME, HELP = "serve", "sert les pages jusqu’à interruption"


def add(parser: argparse.ArgumentParser) -> None:
    """Address, number of web processes and of workers; 0 leaves one kind to another machine or service."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=int(os.environ.get("BRASDROIT_PROCESSES", "2")))
    parser.add_argument("--workers", type=int, default=int(os.environ.get("BRASDROIT_WORKERS", "1")))


def run(options: argparse.Namespace) -> None:
    """Serve until SIGINT or SIGTERM; a busy port, or nothing to run, is unusable input."""
    from brasdroit.cli.server.supervisor import Supervisor

    if options.processes + options.workers < 1:
        raise UnusableInput("--processes et --workers sont à zéro\u202f: il n’y a rien à servir.")
    listening = _listen(options) if options.processes else None
    _load()
    gc.collect()
    gc.freeze()
    house = Supervisor()
    if listening is not None:
        _start_pages(house, listening, options)
    for _ in range(options.workers):
        house.start(_worker)
    house.watch()


def _listen(options: argparse.Namespace) -> socket.socket:
    from brasdroit.cli.server.supervisor import PortBusy, open_port

    try:
        return open_port(options.host, options.port)
    except PortBusy as error:
        raise UnusableInput(
            f"Le port {options.port} est déjà pris. Relancez avec --port suivi d’un autre numéro, par exemple 8001."
        ) from error


def _start_pages(house: Supervisor, listening: socket.socket, options: argparse.Namespace) -> None:
    for _ in range(options.processes):
        house.start(lambda: _web(listening))
    say(f"Brasdroit vous attend à l’adresse http://{_shown(options.host)}:{options.port}/")


def _load() -> None:
    """Import everything the processes need before they are forked: they share it, and none waits for it later."""
    import uvicorn.protocols.http.httptools_impl
    import uvicorn.protocols.websockets.auto
    from django.urls import get_resolver

    import config.asgi
    from brasdroit.cli.server import worker

    loaded = (uvicorn, config.asgi, worker, get_resolver().url_patterns)
    assert all(loaded)


def _shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host


def _web(listening: socket.socket) -> None:
    import uvicorn

    settings = uvicorn.Config(
        "config.asgi:application",
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
        server_header=False,
    )
    try:
        uvicorn.Server(settings).run(sockets=[listening])
    finally:
        _write_reads()


def _worker() -> None:
    from brasdroit.cli.server.worker import work

    try:
        work()
    finally:
        _write_reads()


def _write_reads() -> None:
    """What was read in the last half second is written before the process ends."""
    from brasdroit.foundation.audit.log import reads

    reads.flush()
