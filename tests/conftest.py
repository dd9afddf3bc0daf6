"""The strict harness: what a careful reviewer would refuse fails by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.harness.network import close_network
from tests.harness.templates import inspect_templates

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}
JOURNEYS = Path(__file__).parent / "journeys"

# The same examples every time, and no clock: a failure seen once is a failure for everybody.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("house")


def pytest_configure() -> None:
    """Close the network and inspect templates before the first test."""
    close_network()
    inspect_templates()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the database and what drives a browser, so that the two database runs and the journeys can be told apart."""
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker("journey")
        elif item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def _facts_are_prepared_everywhere() -> Iterator[None]:
    """A test prepares and compares facts of several practices; what it tries opens its own scope, and loses this one."""
    from brasdroit.foundation.tenancy.context import platform_scope  # noqa: PLC0415 - once the apps are loaded

    with platform_scope():
        yield


@pytest.fixture(autouse=True)
def _reads_end_with_their_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the journal of reads still holds back would otherwise be written in the middle of the next test.

    No thread writes it meanwhile: a test that looks at it calls `reads.flush()`.
    """
    from brasdroit.foundation.audit import log  # noqa: PLC0415 - once the apps are loaded

    monkeypatch.setattr(log, "FLUSH_SECONDS", 3600)
    yield
    log.reads._waiting = []
    if log.reads._timer is not None:
        log.reads._timer.cancel()
        log.reads._timer = None
