"""The live address answers the pages of its own site, nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from brasdroit.web.live.consumers import SameOrigin


def reached(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the application behind is asked."""
    asked: list[str] = []
    messages = iter(["websocket.connect", "websocket.disconnect"])

    async def inner(_scope: Any, _receive: Any, _send: Any) -> None:
        asked.append("inner")

    async def receive() -> dict[str, Any]:
        return {"type": next(messages), "code": 1000}

    async def send(_message: Any) -> None:
        return None

    scope = {"type": "websocket", "path": "/live/", "headers": headers}
    asyncio.run(SameOrigin(inner)(scope, receive, send))
    return bool(asked)


@pytest.mark.parametrize(
    ("origin", "host", "expected"),
    [
        (b"http://cabinet:8000", b"cabinet:8000", True),
        (b"https://ailleurs.example", b"cabinet:8000", False),
        (b"http://cabinet:9000", b"cabinet:8000", False),
        (b"null", b"cabinet:8000", False),
    ],
)
def test_only_pages_of_this_site_listen(origin: bytes, host: bytes, expected: bool) -> None:
    assert reached([(b"origin", origin), (b"host", host)]) is expected


def test_without_an_origin_nobody_listens() -> None:
    assert not reached([(b"host", b"cabinet:8000")])
