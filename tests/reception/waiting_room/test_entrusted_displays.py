"""The screen of the room is hung by who receives the patients."""

from __future__ import annotations

import pytest

from brasdroit.foundation.errors import Forbidden
from brasdroit.foundation.tenancy.context import tenant_scope
from brasdroit.reception.waiting_room.models import PublicDisplay
from brasdroit.reception.waiting_room.services import open_display, revoke_display
from tests.factories.practice import actor_of, entrust, make_team

pytestmark = pytest.mark.django_db


def test_an_assistant_opens_and_closes_a_screen_under_the_mission_to_receive() -> None:
    team = make_team()
    assistant = actor_of(team.assistant)
    with pytest.raises(Forbidden):
        open_display(actor=assistant, label="Entrée")
    row, _ = open_display(actor=actor_of(team.manager), label="Entrée")
    with pytest.raises(Forbidden):
        revoke_display(actor=assistant, display_id=row.pk)
    entrust(team.doctor, team.assistant, "ADM-01")
    revoke_display(actor=assistant, display_id=row.pk)
    open_display(actor=assistant, label="Couloir")
    with tenant_scope(team.tenant_id):
        assert [each.revoked_at is None for each in PublicDisplay.objects.order_by("created_at")] == [False, True]
