"""The pages under an ASGI server: a thin bridge to the WSGI application, run in a fixed pool of threads.

Each thread keeps its database connection. Nothing is copied that the two protocols share; what was measured against other
bridges and servers is in ADR 0003.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.handlers.wsgi import WSGIHandler

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

IN_MEMORY = 512_000
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class TooLarge(Exception):
    """The body passes the limit."""


class Pages:
    """An ASGI application around Django's WSGI handler.

    `threads` answer at once; `largest` is the longest body accepted, in bytes (413 beyond). A body is read whole before
    a thread is taken: a slow sender holds none.
    """

    def __init__(self, handler: WSGIHandler, *, threads: int, largest: int) -> None:
        self._handler = handler
        self._pool = ThreadPoolExecutor(threads, "pages")
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            body = await _read(receive, self._largest)
        except TooLarge:
            await _start(send, 413, [(b"content-length", b"0")])
            await send({"type": "http.response.body"})
            return
        if body is None:
            return
        loop = asyncio.get_running_loop()
        status, headers, content, parts = await loop.run_in_executor(self._pool, self._answer, scope, body)
        await _start(send, status, headers)
        while parts is not None and (part := await loop.run_in_executor(self._pool, parts.next)) is not None:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": content})

    def _answer(self, scope: Scope, body: IO[bytes]) -> tuple[int, list[tuple[bytes, bytes]], bytes, _Parts | None]:
        """Status, headers, content, and the rest of a streamed response; runs in a thread."""
        told = _Told()
        response: Any = self._handler(environ_of(scope, body), told)
        status = int(told.status[:3])
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in told.headers]
        if response.streaming:
            return status, headers, b"", _Parts(response, body)
        content = response.content
        response.close()
        body.close()
        return status, headers, content, None


class _Told:
    """What WSGI calls `start_response`: keeps the status and the headers."""

    status = ""
    headers: Sequence[tuple[str, str]] = ()

    def __call__(
        self, status: str, headers: list[tuple[str, str]], exc_info: object = None, /
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return lambda _: None


class _Parts:
    """A streamed response, part by part; closed after its last one."""

    def __init__(self, response: Any, body: IO[bytes]) -> None:
        self._response, self._body = response, body
        self._iterator: Iterator[bytes] = iter(response)

    def next(self) -> bytes | None:
        """The next part, None after the last."""
        part = next(self._iterator, None)
        if part is None:
            self._response.close()
            self._body.close()
        return part


async def _start(send: Send, status: int, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _read(receive: Receive, largest: int) -> IO[bytes] | None:
    """The body, in memory when small; None when the client went away. Raises TooLarge."""
    message = await receive()
    if not message.get("more_body") and message["type"] == "http.request":
        return BytesIO(message.get("body", b""))
    spool = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (closed with the response)
    length = 0
    while message["type"] == "http.request":
        length += len(message.get("body", b""))
        if length > largest:
            spool.close()
            raise TooLarge
        spool.write(message.get("body", b""))
        if not message.get("more_body"):
            spool.seek(0)
            return spool
        message = await receive()
    spool.close()
    return None


def environ_of(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """The WSGI environment (PEP 3333) of an ASGI scope.

    A header whose name holds an underscore is left out: it could pass for another one.
    """
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw, value in scope["headers"]:
        name, text = raw.decode("latin-1"), value.decode("latin-1")
        if "_" in name:
            continue
        key = _PLAIN.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        separator = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{separator}{text}" if key in environ else text
    if "CONTENT_LENGTH" not in environ:
        environ["CONTENT_LENGTH"] = str(_length(body))
    return environ


def _length(body: IO[bytes]) -> int:
    length = body.seek(0, 2)
    body.seek(0)
    return length
