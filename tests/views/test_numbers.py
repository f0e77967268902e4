"""Figures as numbers: literal rows in, literal columns out."""

import pandas as pd

from views import numbers

ROWS = pd.DataFrame(
    [
        (13, 17, "15", 5000, 1.534, 5.4444, 0.3, 0.4),
        (0, 4, "under 5", 1000, 0.0, 10.242, 0.0, 0.1),
        (7, 7, "7", None, None, None, None, None),
        (None, None, "not returned", None, None, None, None, None),
    ],
    columns=["low", "high", "shown", "homes", "rate_low", "rate_high", "share_low", "share_high"],
)


def filled(column: pd.Series) -> list:
    return [None if pd.isna(each) else each for each in column]


def test_counts_and_rates():
    found = numbers.with_rates(ROWS)
    assert {name: filled(column) for name, column in found.items()} == {
        "Incidents": ["15", "under 5", "7", "not returned"],
        "Incidents, lowest": [13, 0, 7, None],
        "Incidents, highest": [17, 4, 7, None],
        "Homes": [5000, 1000, None, None],
        "Rate per 1,000 homes": [3.0, None, None, None],
        "Rate per 1,000 homes, low (95%)": [1.53, 0.0, None, None],
        "Rate per 1,000 homes, high (95%)": [5.44, 10.24, None, None],
    }


def test_shares():
    found = numbers.with_shares(ROWS, "Group", of="Group, share (0 to 1)")
    assert list(found) == [
        "Group",
        "Group, lowest",
        "Group, highest",
        "Group, share (0 to 1), lowest",
        "Group, share (0 to 1), highest",
    ]
    assert filled(found["Group, share (0 to 1), lowest"]) == [0.3, 0.0, None, None]
