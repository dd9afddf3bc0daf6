"""A client as a browser is one: a session, its token against forgery, connections kept open."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"


class SignInRefused(Exception):
    """The account of the measurements could not sign in."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request: `fields` make it a posted form; `wanted` is the status of success."""

    path: str
    fields: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    wanted: int = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Session:
    """Somebody signed in; opens connections that share his cookies."""

    def __init__(self, port: int, email: str, password: str) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        line = self.open()
        self._keep(line.send(Request("/comptes/login/")))
        fields = (("login", email), ("password", password))
        reply = line.send(Request("/comptes/login/", fields))
        self._keep(reply)
        if reply.status != 302 or "brasdroit_session" not in self._cookies:
            raise SignInRefused

    def open(self) -> Line:
        """A connection of this session."""
        return Line(self._port, self)

    def headers(self, *, posting: bool) -> dict[str, str]:
        """What the browser would send."""
        cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        origin = f"http://127.0.0.1:{self._port}"
        form = {"Content-Type": FORM, "X-CSRFToken": self._cookies.get("csrftoken", ""), "Origin": origin}
        return cookie | form if posting else cookie

    def _keep(self, reply: Reply) -> None:
        for part in reply.headers.get("set-cookie", "").split("\n"):
            name, equals, value = part.split(";")[0].partition("=")
            if equals:
                self._cookies[name] = value


class Line:
    """One connection, kept open."""

    def __init__(self, port: int, session: Session) -> None:
        self._session = session
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._http.connect()
        self._http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: Request) -> Reply:
        """Send one request and read its whole answer."""
        body = urlencode(request.fields) if request.fields else None
        headers = self._session.headers(posting=body is not None) | dict(request.headers)
        self._http.request("POST" if body is not None else "GET", request.path, body, headers)
        answer = self._http.getresponse()
        content = answer.read()
        told: dict[str, str] = {}
        for name, value in answer.getheaders():
            told[name.lower()] = f"{told[name.lower()]}\n{value}" if name.lower() in told else value
        return Reply(answer.status, content, told)

    def close(self) -> None:
        """Hang up."""
        self._http.close()
