"""Every address, every role: what each person is answered, in his practice, from another one, and without signing in."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from django.db import transaction
from django.http import HttpResponseRedirect
from django.test import Client
from django.urls import reverse

from tests.factories.practice import make_device, make_team
from tests.factories.secrecy import Told, addresses, make_told

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("permissions.yaml")
COLUMNS = ("doctor", "assistant", "secretary", "manager", "foreign", "nobody")
WORDS = {
    200: "yes",
    204: "yes",
    302: "goes",
    400: "invalid",
    403: "no",
    404: "unknown",
    405: "-",
    409: "conflict",
    422: "invalid",
}

HOUSE = {"member_id", "assistant", "site_id", "room_id", "type_id", "device_id"}
LISTS = {"waiting_place"}  # who left the list meanwhile, or was never on it, leads back to the list


def member_of(told: Told, column: str) -> Client:
    """The browser of somebody of the practice, of a doctor of another one, of nobody."""
    client = Client(raise_request_exception=False)
    if column != "nobody":
        team = make_team("Cabinet du Port") if column == "foreign" else told.desk.team
        client.force_login(getattr(team, "doctor" if column == "foreign" else column).membership.user)
        client.get("/aide/")  # the only seat is taken
    return client


def every_address(told: Told) -> Iterator[tuple[str, str]]:
    """(name, address); a part that no fact here has is an identifier nobody knows."""
    team = told.desk.team
    known: dict[str, object] = {
        **told.ids, "member_id": team.assistant.pk, "assistant": team.assistant.pk, "mission": "ADM-01",
        "site_id": team.practice.site.pk, "room_id": team.practice.room.pk, "type_id": told.desk.kind.pk,
        "device_id": make_device(team.practice).pk,
    }  # fmt: skip
    for name, parts in sorted(addresses()):
        yield name, reverse(name, kwargs={part: known.get(part, UUID(int=7)) for part in parts})


def answered(client: Client, method: str, address: str) -> str:
    """The word for what comes back; nothing of it stays."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    if isinstance(answer, HttpResponseRedirect) and answer.url.startswith("/comptes/login/"):
        return "signs in"
    return WORDS.get(answer.status_code, str(answer.status_code))


def column_of(told: Told, column: str) -> dict[str, str]:
    """For each address, what a GET and an empty POST are answered."""
    client = member_of(told, column)
    return {
        name: f"{answered(client, 'get', address)} / {answered(client, 'post', address)}"
        for name, address in every_address(told)
    }


def written() -> dict[str, dict[str, str]]:
    """The table: for each column, the word of each address."""
    rows: dict[str, str] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    cells = {name: [cell.strip() for cell in row.split("|")] for name, row in rows.items()}
    return {column: {name: row[place] for name, row in cells.items()} for place, column in enumerate(COLUMNS)}


@pytest.mark.parametrize("column", COLUMNS)
def test_each_person_is_answered_as_the_table_says(column: str) -> None:
    assert column_of(make_told(), column) == written()[column]


def test_no_address_fails() -> None:
    words = {word for column in written().values() for cell in column.values() for word in cell.split(" / ")}
    assert words == {*WORDS.values(), "signs in"}


def test_what_shows_an_object_is_unknown_to_another_practice() -> None:
    """A GET that answers the practice's doctor and takes an identifier of his practice's answers nobody else."""
    table, told = written(), make_told()
    named = {name for name, parts in addresses() if set(parts) & (set(told.ids) | HOUSE)}
    shown = {name for name in named if table["doctor"][name].startswith("yes")}
    answers = {table["foreign"][name].split(" / ")[0] for name in shown - LISTS}
    assert (answers, len(shown) > 30) == ({"unknown"}, True)
