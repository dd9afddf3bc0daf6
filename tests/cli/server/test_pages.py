"""The bridge between the ASGI server and the pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, MutableMapping
from io import BytesIO
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

from config.pages import Pages, environ_of

SCOPE: dict[str, Any] = {
    "type": "http", "method": "POST", "path": "/patients/é/", "query_string": b"q=1", "http_version": "1.1",
    "scheme": "http", "server": ("127.0.0.1", 8000), "client": ("10.0.0.9", 4), "headers": [(b"host", b"cabinet")],
}  # fmt: skip


def echo(environ, start_response):
    response = HttpResponse(environ["wsgi.input"].read(), headers={"X-Path": "seen"})
    start_response("201 Created", list(response.items()))
    return response


def stream(environ, start_response):
    response = StreamingHttpResponse(iter([b"un ", b"deux"]))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return response


def ask(application: Any, parts: Iterable[bytes], *, largest: int = 1000) -> list[dict[str, Any]]:
    """What the application sends for a body received in parts."""
    bodies = list(parts)
    messages = [
        {"type": "http.request", "body": body, "more_body": place + 1 < len(bodies)}
        for place, body in enumerate(bodies)
    ]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(Pages(application, threads=1, largest=largest)(SCOPE, receive, send))
    return sent


def test_a_body_in_parts_arrives_whole_and_the_answer_leaves_at_once():
    start, body = ask(echo, [b"nom=", b"Benali"])
    assert (start["status"], body["body"]) == (201, b"nom=Benali")
    assert dict(start["headers"])[b"x-path"] == b"seen"


def test_a_streamed_answer_leaves_part_by_part():
    sent = ask(stream, [b""])
    assert [each["body"] for each in sent[1:]] == [b"un ", b"deux", b""]


def test_a_body_too_long_is_refused_before_the_page_sees_it():
    sent = ask(echo, [b"x" * 600, b"x" * 600])
    assert sent[0]["status"] == 413


def test_somebody_who_leaves_before_the_end_is_answered_nothing():
    async def gone() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    asyncio.run(Pages(echo, threads=1, largest=10)(SCOPE, gone, gone))  # type: ignore[arg-type]


def test_the_environment_is_that_of_the_request():
    environ = environ_of(SCOPE, BytesIO(b"abc"))
    assert environ["PATH_INFO"] == "/patients/é/".encode().decode("latin-1")
    assert (environ["CONTENT_LENGTH"], environ["REMOTE_ADDR"], environ["HTTP_HOST"]) == ("3", "10.0.0.9", "cabinet")


def test_a_header_with_an_underscore_cannot_pass_for_another():
    scope = {**SCOPE, "headers": [(b"x-forwarded-for", b"1.1.1.1"), (b"x_forwarded_for", b"9.9.9.9")]}
    assert environ_of(scope, BytesIO())["HTTP_X_FORWARDED_FOR"] == "1.1.1.1"


def test_cookies_sent_apart_are_joined_as_cookies():
    scope = {**SCOPE, "headers": [(b"cookie", b"a=1"), (b"cookie", b"b=2")]}
    assert environ_of(scope, BytesIO())["HTTP_COOKIE"] == "a=1; b=2"
