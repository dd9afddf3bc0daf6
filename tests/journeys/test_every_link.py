"""Every kind of page that links lead to, for every role: no dead end, no error, no accessibility fault, no sideways scrolling."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import SignIn
from tests.journeys.test_every_page import FEWEST_PLACES, faults_here, watch
from tests.journeys.walk import walk


@pytest.mark.parametrize("role", ["assistant", "doctor", "secretary", "manager"])
def test_every_page_of_a_role_is_without_fault(sign_in: SignIn, role: str) -> None:
    page = sign_in(role)
    wrong, seen, faults = watch(page), set(), []
    for name, refusal in walk(page):
        seen.add(name)
        found = [refusal] if refusal else faults_here(page, wrong)
        faults += [f"{name}: {fault}" for fault in found]
    assert "\n".join(sorted(set(faults))) == ""
    assert len(seen) >= FEWEST_PLACES
