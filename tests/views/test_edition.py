"""Which closing the figures are of, in words: never 'all have returned' beside 'rests on 6' without the reason."""

from datetime import date, datetime
from types import SimpleNamespace

import pandas as pd
import pytest

from views.edition import closed_in_words, in_words

NAMES = {"alder": "Alder", "birch": "Birch", "fir": "Fir"}
CLOSED = {"closed_at": datetime(2026, 7, 25, 9), "awaited": [], "came_later": [], "corrected": False}


@pytest.mark.parametrize(
    ("closing", "returned", "says"),
    [
        (
            {"counted": ["alder", "birch", "fir"]},
            ["alder", "birch", "fir"],
            "Closed on 25 Jul 2026 with all 3 members. Nothing of it has changed since.",
        ),
        (
            {"counted": ["alder", "birch"], "awaited": ["fir"]},
            ["alder", "birch"],
            "Closed on 25 Jul 2026 with 2 of 3 members. Nothing of it has changed since.",
        ),
        (
            {"counted": ["alder", "birch"], "awaited": ["fir"]},
            ["alder", "birch", "fir"],
            "Closed on 25 Jul 2026 with 2 of 3 members. Fir returned it after the closing: the group's figures are "
            "without it.",
        ),
        (
            {"counted": ["alder"], "came_later": ["birch", "fir"]},
            ["alder", "birch", "fir"],
            "Closed on 25 Jul 2026 with 1 of 3 members. Birch and Fir came later: the group's figures are without "
            "them.",
        ),
        (
            {"counted": ["alder", "birch", "fir"], "corrected": True},
            ["alder", "birch", "fir"],
            "Closed on 25 Jul 2026 with all 3 members. An erratum was given since.",
        ),
    ],
)
def test_when_it_was_closed_with_whom_and_what_came_since(closing, returned, says):
    assert closed_in_words(pd.Series(CLOSED | closing), NAMES, returned) == says


QUARTERS = ["2026-01-01", "2026-04-01"]
CLOSINGS = pd.DataFrame([CLOSED | {"quarter": pd.Timestamp(day), "counted": list(NAMES)} for day in QUARTERS])
STATUS = pd.DataFrame(
    [{"quarter": pd.Timestamp(day), "member": m, "status": "returned"} for day in QUARTERS for m in NAMES]
)
WITH_ALL = "Closed on 25 Jul 2026 with all 3 members. Nothing of it has changed since."


@pytest.mark.parametrize(
    ("closings", "asked", "says"),
    [
        (CLOSINGS, {}, f"The group's newest quarter is Apr–Jun 2026. {WITH_ALL}"),
        (CLOSINGS, {"period": date(2026, 1, 1)}, WITH_ALL),
        (CLOSINGS, {"period": date(2026, 7, 1)}, ""),
        (CLOSINGS, {"by": "year", "period": date(2025, 4, 1)}, f"The last quarter in it is Jan–Mar 2026. {WITH_ALL}"),
        (
            CLOSINGS,
            {"by": "year", "period": date(2024, 4, 1)},
            f"The group's newest quarter is Apr–Jun 2026. {WITH_ALL}",
        ),
        (
            CLOSINGS,
            {"own": True, "period": date(2026, 1, 1)},
            f"Own figures are as they are on 20 Oct 2026. The group's newest quarter is Apr–Jun 2026. {WITH_ALL}",
        ),
        (CLOSINGS.head(0), {}, ""),
        (CLOSINGS.head(0), {"own": True}, "Own figures are as they are on 20 Oct 2026."),
    ],
)
def test_the_one_line_of_a_page(closings, asked, says):
    answers = {"closings": closings, "returns_status": STATUS}
    visit = SimpleNamespace(ask=answers.get, names=NAMES, today=date(2026, 10, 20))
    assert in_words(visit, **asked) == says
