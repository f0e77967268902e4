import pandas as pd

from views.this_quarter import family_rows

LABELS = {"damp": "Damp and mould", "missing": "Missing people", "other": "Other"}


def headline(family, **more):
    return {
        "family": family, "stands_out": False, "lasting": False, "since": None, "direction": None, "comparisons": 3,
        "low": 18, "high": 22, "shown": "20", "rate_low": 1.0, "rate_high": 2.0, "rate": 1.5,
        "before_low": 8, "before_high": 12, "before_shown": "10", "before_rate": 0.8,
        "ratio": 2.0, "ratio_low": 1.234, "ratio_high": 3.456, "no_ratio": None,
        "contributors": 6, "members": 7,
    } | more  # fmt: skip


ROWS = [
    headline("damp"),
    headline("missing", no_ratio="different_members", ratio=None, ratio_low=None, ratio_high=None),
    headline(
        "other", no_ratio="no_figure", low=None, high=None, shown=None, rate_low=None, rate_high=None,
        ratio=None, ratio_low=None, ratio_high=None, before_high=None, contributors=None,
    ),
]  # fmt: skip


def test_how_sure_says_how_many_comparisons_were_made_and_each_interval():
    assert family_rows.sure(ROWS, LABELS, "Oct–Dec 2025") == (
        "Three comparisons were made with Oct–Dec 2025, one a family; of the changes that stand out, at most "
        "one in ten is expected to be chance.\n\n- Damp and mould: 1.23 to 3.46 times the rate then"
    )


def test_where_nothing_could_be_compared_it_says_so():
    none = [row | {"comparisons": 0} for row in ROWS]
    assert family_rows.sure(none, LABELS, "Oct–Dec 2025") == (
        "No comparison could be made with Oct–Dec 2025: it takes the same members a year before."
    )


def test_the_table_has_the_members_each_figure_rests_on():
    table = family_rows.table(ROWS, LABELS, "Oct–Dec 2025", {})
    assert table["Members"].tolist() == ["6 of 7", "6 of 7", "fewer than five returned"]
    assert table["Incidents"].tolist()[:2] == ["20", "20"]
    assert table["Oct–Dec 2025"].tolist()[1] == "10"
    assert table["In words"].tolist()[1] == ("was about 10 incidents in Oct–Dec 2025, but not from the same members")
    assert "Members" not in family_rows.table(ROWS, LABELS, "Oct–Dec 2025", {}, own=True)


def test_what_it_rests_on():
    assert family_rows.rests_on(ROWS, own=False) == "Rests on returns from 6 of 7 members."
    assert family_rows.rests_on(ROWS[2:], own=False).startswith("No group figure")
    assert pd.isna(ROWS[2]["contributors"])
