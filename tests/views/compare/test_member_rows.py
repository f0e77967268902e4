import pandas as pd
import pytest

from views.compare import member_rows

NAMES = {"alder": "Alder", "birch": "Birch", "fir": "Fir"}
FIGURES = pd.DataFrame(
    [
        ["birch", "other", 28, 32, "30", 30000, 0.62, 1.51, "high"],
        ["alder", "other", 12, 12, "12", None, None, None, None],
    ],
    columns=["member", "family", "low", "high", "shown", "homes", "rate_low", "rate_high", "flag"],
)


def test_members_are_in_a_fixed_order_with_not_returned_where_they_have_not():
    table = member_rows.member_table(FIGURES, NAMES)
    assert table["Member"].tolist() == ["Alder", "Birch", "Fir"]
    assert table["Incidents"].tolist() == ["12", "30", "not returned"]
    assert table["Rate per 1,000 homes (95%)"].tolist() == [
        "no homes figure, so no rate",
        "0.62 to 1.5 per 1,000 homes",
        "",
    ]
    assert table["Against the group"].tolist() == ["", "above the group", ""]


@pytest.mark.parametrize(
    ("flags", "title"),
    [
        ([None, "similar"], "Damp, 2025-26: no member clearly differs from the group"),
        ([None, "cannot_tell"], "Damp, 2025-26: no member clearly differs from the group"),
        (["high", None], "Damp, 2025-26: Birch is above the group’s rate"),
        (["high", "high"], "Damp, 2025-26: Alder and Birch are above the group’s rate"),
        (["high", "low"], "Damp, 2025-26: Birch is above, Alder is below the group’s rate"),
    ],
)
def test_who_differs(flags, title):
    assert member_rows.finding(FIGURES.assign(flag=flags), "Damp", "2025-26", NAMES) == title


def test_a_peers_ratio_has_no_middle():
    changes = pd.DataFrame(
        [["birch", 1.2, 0.9, 1.6, "30", "25"], ["alder", 1.1, 0.8, 1.5, "12", "11"]],
        columns=["member", "ratio", "ratio_low", "ratio_high", "shown", "before_shown"],
    )
    rows = member_rows.ratio_rows(changes, "alder", NAMES)
    assert rows["label"].tolist() == ["Alder", "Birch"]
    assert rows["whose"].tolist() == ["own", "peer"]
    assert rows["ratio"].iloc[0] == 1.1 and pd.isna(rows["ratio"].iloc[1])
    assert member_rows.ratio_table(rows, "Jul–Sep 2025").columns[2] == "Jul–Sep 2025"


def test_without_a_group_figure_it_says_who_is_missing():
    assert member_rows.rests_on(None, FIGURES, NAMES) == (
        "No group rate: fewer than five members have returned all of it. Not whole: Fir."
    )
    assert member_rows.rests_on({"contributors": 6, "members": 7}, FIGURES, NAMES) == (
        "Rests on returns from 6 of 7 members."
    )


def test_families_and_members_in_one_table():
    table = member_rows.family_table(FIGURES, NAMES, {"damp": "Damp", "other": "Other"})
    assert table.values.tolist() == [["Damp", *["not returned"] * 3], ["Other", "12", "30", "not returned"]]
