"""What stands out: own outcomes that are still coming in are never compared."""

from datetime import date

import pytest

from queries.store import Store
from queries.viewer import Viewer
from tests.views.focus_group import everybody, focus_store
from views.focus import findings
from views.focus.topic import View
from views.partnership.page import TOPIC
from views.visit import Visit

HEARD = {"referred_to_la": "yes", "la_decision": "enquiry"}


@pytest.fixture(scope="module")
def visit(tmp_path_factory):
    """Five a month. From April 2025 on the council has not answered alder yet."""
    later = everybody(HEARD, alder={"la_decision": "awaiting"})
    path = tmp_path_factory.mktemp("findings") / "group.duckdb"
    store = Store.open(focus_store(path, "neglect", everybody(HEARD), a_month=5, later=later))
    yield Visit(store, Viewer.lead("alder"))
    store.close()


@pytest.mark.parametrize(
    ("by", "period", "found"),
    [
        ("quarter", date(2025, 10, 1), ["the council said what it decided less often than in Oct–Dec 2024"]),
        ("quarter", date(2026, 1, 1), []),
        ("quarter", date(2026, 4, 1), []),
        ("year", date(2025, 4, 1), []),  # it holds January to March 2026
    ],
)
def test_own_outcomes_of_the_two_newest_quarters_are_not_compared(visit, by, period, found):
    compared = findings.changes(visit, TOPIC, View(True, by, period, None, None))
    assert [each.change for each in compared if each.is_clear] == found
