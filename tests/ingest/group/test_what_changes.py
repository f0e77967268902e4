"""What a closing would change, before it is done."""

from datetime import date

from ingest import returns
from ingest.group import closing
from ingest.group.what_changes import WhatChanges, what_changes
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")
ALDER, BIRCH = Viewer.lead("alder"), Viewer.lead("birch")
JUL, OCT, JAN, APR = (date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1))
FIRST, LAST = date(2025, 4, 1), date(2026, 6, 1)


def test_quarters_members_outcomes_and_years_that_a_closing_changes(store):
    """Closed up to September 2025; by March the year is whole; Birch came after the first two."""
    returns.nil(store, ALDER, FIRST, LAST)
    assert what_changes(store, JUL) == WhatChanges((FIRST, JUL), (), (), ())
    closing.close(store, COORDINATOR, JUL)
    returns.nil(store, BIRCH, FIRST, date(2025, 12, 1))
    late = ((FIRST, "birch"), (JUL, "birch"))
    assert what_changes(store, OCT) == WhatChanges((OCT,), late, (FIRST,), ())
    assert what_changes(store, JAN) == WhatChanges((OCT, JAN), late, (FIRST, JUL), (FIRST,))
    closing.close(store, COORDINATOR, JAN)
    assert what_changes(store, APR) == WhatChanges((APR,), (), (OCT,), ())
