"""Typed readers of the environment: an unreadable value refuses to start."""

from __future__ import annotations

import os
import secrets
import socket
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlparse

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


class SettingError(ValueError):
    """A setting of the environment cannot be read."""


def env_text(name: str, default: str = "") -> str:
    """The variable as text, or the default when it is absent or empty."""
    return os.environ.get(name) or default


def env_bool(name: str, *, default: bool = False) -> bool:
    """The variable as a boolean; raises SettingError on any other word."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in TRUE | FALSE:
        return word in TRUE
    raise SettingError(f"{name}={raw!r}: expected one of {sorted(TRUE | (FALSE - {''}))}")


def env_int(name: str, default: int) -> int:
    """The variable as an integer; raises SettingError otherwise."""
    raw = os.environ.get(name)
    if not raw:
        return default
    try:
        return int(raw)
    except ValueError as error:
        raise SettingError(f"{name}={raw!r}: expected a whole number") from error


def env_list(name: str, default: list[str]) -> list[str]:
    """The variable as a comma separated list without blanks."""
    raw = os.environ.get(name)
    return [part.strip() for part in raw.split(",") if part.strip()] if raw else default


class PrivateNetwork(str):
    """An entry of ALLOWED_HOSTS that equals every address literal of this machine or of a private network (RFC 1918).

    Django compares each entry with the host asked for; the machines of the practice may type the server's address.
    """

    __slots__ = ()

    def lower(self) -> PrivateNetwork:
        """Itself: Django lowers an entry before it compares."""
        return self

    def __eq__(self, host: object) -> bool:
        try:
            return ip_address(str(host).strip("[]")).is_private
        except ValueError:
            return False

    __hash__ = str.__hash__


def allowed_hosts(*, exposed: bool) -> list[str]:
    """The names the program answers to: BRASDROIT_ALLOWED_HOSTS, else this machine's and private addresses.

    A link sent by mail starts with the name asked for: ``exposed`` (mail or HTTPS) refuses « * » with SettingError.
    """
    name = socket.gethostname().lower()
    hosts = env_list("BRASDROIT_ALLOWED_HOSTS", ["localhost", name, f"{name}.local", PrivateNetwork("private")])
    if exposed and "*" in hosts:
        raise SettingError("BRASDROIT_ALLOWED_HOSTS='*': name the hosts when EMAIL_HOST or BRASDROIT_HTTPS is set")
    return hosts


def secret_file(path: Path) -> str:
    """A secret kept in a file only its owner can read; drawn at first use."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def keys_dir() -> Path:
    """Where the recovery codes are copied outside the data directory: BRASDROIT_KEYS_DIR, else the user's own settings."""
    mine = env_text("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(env_text("BRASDROIT_KEYS_DIR", str(Path(mine) / "brasdroit")))


def database(url: str, data_dir: Path) -> dict[str, object]:
    """Django's database entry from DATABASE_URL; SQLite in the data directory without one.

    Accepts ``postgresql://user:password@host:port/name`` and ``sqlite:///path``.
    """
    if not url or url.startswith("sqlite"):
        return _sqlite(Path(url.removeprefix("sqlite:///")) if url else data_dir / "brasdroit.sqlite3")
    parts = urlparse(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SettingError(f"DATABASE_URL: unknown scheme {parts.scheme!r}")
    return {
        "ENGINE": "brasdroit.foundation.db.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # A pooler in transaction mode cannot follow a cursor from one transaction to the next.
        "DISABLE_SERVER_SIDE_CURSORS": env_bool("BRASDROIT_POOLER"),
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "brasdroit.foundation.db.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits its turn at BEGIN instead of failing at its first write
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
            ),
        },
    }
