"""Which months are proposed, worked out by hand on made-up days."""

from datetime import date

import pytest

from ingest import months
from views.upload import return_months

TODAY = date(2026, 10, 20)
TO_JUNE = set(months.listed(date(2023, 4, 1), date(2026, 6, 1)))


@pytest.mark.parametrize(
    "returned, held, proposed",
    [
        (TO_JUNE, None, ((2025, 10), (2026, 9))),
        (TO_JUNE, ((2026, 7), (2026, 9)), ((2026, 7), (2026, 9))),  # the new quarter alone: the rest stays
        (TO_JUNE, ((2025, 12), (2026, 9)), ((2025, 12), (2026, 9))),
        (TO_JUNE, ((2023, 4), (2026, 9)), ((2025, 10), (2026, 9))),  # all its history: no more than a year
        (TO_JUNE, ((2026, 9), (2026, 9)), ((2026, 7), (2026, 9))),  # July is missing: it is a zero now
        (set(), ((2026, 8), (2026, 9)), ((2025, 10), (2026, 9))),
        (TO_JUNE, ((2026, 10), (2026, 10)), ((2026, 7), (2026, 9))),
    ],
)
def test_which_months_are_proposed(returned, held, proposed):
    days = tuple(date(*each, 1) for each in held) if held else None
    assert return_months.proposal(TODAY, returned, days) == tuple(date(*each, 1) for each in proposed)
