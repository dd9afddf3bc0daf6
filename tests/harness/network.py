"""Nothing leaves the machine: a connection anywhere but here fails the test."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


def is_here(address: Any) -> bool:
    """Whether a socket address stays on this machine (a path, or a loopback address)."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(address: Any) -> None:
    if not is_here(address):
        pytest.fail(f"a test may not reach the network, it tried {address!r}")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _refuse(address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _refuse(address)
    return _connect_ex(self, address)


def close_network() -> None:
    """Install the guard for the whole test run."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign, assignment]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign, assignment]
