"""The names the program answers to: a link it sends by mail must start with one of them."""

from __future__ import annotations

import socket

import pytest
from django.http.request import validate_host
from django.test import Client

from config.env import SettingError, allowed_hosts

NAME = socket.gethostname().lower()


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("localhost", True), ("127.0.0.1", True), ("[::1]", True), (NAME, True), (f"{NAME}.local", True),
        ("192.168.1.20", True), ("10.0.0.4", True), ("172.16.3.1", True), ("[fd00::7]", True),
        ("pirate.example.org", False), ("8.8.8.8", False), ("192.168.1.20.example.org", False), ("*", False),
    ],
)  # fmt: skip
def test_without_a_setting_only_the_practice_is_answered(
    host: str, answered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRASDROIT_ALLOWED_HOSTS", raising=False)
    assert validate_host(host, allowed_hosts(exposed=True)) is answered


def test_the_setting_replaces_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRASDROIT_ALLOWED_HOSTS", "cabinet.example.org, 10.0.0.4")
    assert allowed_hosts(exposed=True) == ["cabinet.example.org", "10.0.0.4"]


def test_every_name_is_refused_once_mail_or_https_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRASDROIT_ALLOWED_HOSTS", "*")
    assert allowed_hosts(exposed=False) == ["*"]
    with pytest.raises(SettingError, match="name the hosts"):
        allowed_hosts(exposed=True)


@pytest.mark.parametrize(("host", "code"), [("192.168.1.20:8000", 200), ("pirate.example.org", 400)])
@pytest.mark.django_db
def test_the_program_itself_refuses_a_foreign_name(client: Client, host: str, code: int) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == code
