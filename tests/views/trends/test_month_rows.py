import pandas as pd

from views.trends import month_rows

DAYS = pd.to_datetime(["2026-03-01", "2026-04-01"])
CHART = pd.DataFrame(
    {
        "month": DAYS, "mean": [10.0, 10.0], "lower": [2.0, 2.0], "upper": [18.0, 18.0],
        "signal": [None, "outside"], "direction": [None, "high"], "withheld": None, "provisional": False,
        "basis": "months",
        "contributors": [7, 6], "members": 7, "hollow": False,
    }
)  # fmt: skip
GROUP = pd.DataFrame({"period": DAYS, "shown": ["10", "25"]})
OWN = pd.DataFrame({"period": pd.to_datetime(["2026-04-01", "2026-05-01"]), "n": [3, 0]})


def test_every_month_that_any_line_has_is_a_row():
    table = month_rows.month_table(GROUP, OWN, CHART, "Fir")
    assert table.columns.tolist() == [
        *("Month", "Group", "Fir", "Average", "Usual range from", "to", "Signal", "Members"),
    ]
    assert table["Month"].tolist() == ["Mar 2026", "Apr 2026", "May 2026"]
    assert table["Group"].tolist()[:2] == ["10", "25"] and pd.isna(table["Group"].iloc[2])
    assert table["Fir"].tolist()[1:] == [3, 0]
    assert table["Signal"].tolist()[:2] == ["", "above its usual range"]
    assert table["Members"].tolist()[:2] == ["7 of 7", "6 of 7"]
    assert "Members" not in month_rows.month_table(None, OWN, CHART, "Fir")


def test_seasons_have_a_column_a_year():
    table = month_rows.season_table(GROUP, "Group", "shown")
    assert table.columns.tolist() == ["Month", "Group 2025-26", "Group 2026-27"]
    assert table["Month"].tolist() == [
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
        "Jan",
        "Feb",
        "Mar",
    ]
    assert table["Group 2025-26"].iloc[11] == "10" and table["Group 2026-27"].iloc[0] == "25"


def test_what_it_rests_on_is_that_of_the_newest_month():
    assert month_rows.rests_on(CHART, own=False) == "Rests on returns from 6 of 7 members."
    assert month_rows.rests_on(CHART.assign(hollow=[True, False]), own=False).endswith(
        "Hollow months lack a member and take no part in the range."
    )
    assert month_rows.rests_on(CHART, own=True) == "Rests on your own current returns, exact."


def test_how_sure():
    assert month_rows.sure(CHART) == (
        "Usual range now: 2 to 18 a month, average 10.\n\n"
        "Marked: Apr 2026 above its usual range. Even while nothing changes, about one month in forty is."
    )
    assert "Provisional" in month_rows.sure(CHART.assign(provisional=True))
    assert "under two incidents" in month_rows.sure(CHART.assign(withheld="low_mean"))


def test_how_sure_by_quarter_and_for_the_time_of_year():
    assert month_rows.sure(CHART.assign(basis="quarters", signal=None)) == (
        "Usual range now: 2 to 18 a quarter, average 10.\n\n"
        "Marked: no quarter. Even while nothing changes, about one quarter in forty is."
    )
    assert month_rows.sure(CHART.assign(basis="time_of_year")) == (
        "Usual range for April: 2 to 18 a month; earlier years lead to expect 10.\n\n"
        "Marked: Apr 2026 above its usual range for the time of year. "
        "Even while nothing changes, about three months in a thousand are."
    )
