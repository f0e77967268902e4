"""Which closing the figures are of, in words: never 'all have returned' beside 'rests on 6' without the reason."""

from datetime import datetime

import pandas as pd
import pytest

from views.edition import closed_in_words

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
