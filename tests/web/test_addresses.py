"""Addresses kept ready are those of the address table."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import NoReverseMatch, reverse

from brasdroit.web.ui.addresses import address

KEY = UUID("0190c5d4-7a3b-7c11-8f00-3b6a2f1d9e55")


@pytest.mark.parametrize(("name", "keys"), [("tasks", ()), ("appointment", (KEY,)), ("import_decide", (KEY,))])
def test_an_address_is_the_one_of_the_table(name, keys):
    assert address(name, *keys) == reverse(name, args=keys)


def test_an_unknown_name_is_an_error_of_the_program():
    with pytest.raises(NoReverseMatch):
        address("nulle-part")
