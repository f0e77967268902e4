import pandas as pd

from views.charts import alt


def test_trend(group_months, own_months):
    assert alt.trend(group_months, own_months, "Damp and mould", "Alder") == (
        "Damp and mould by month: the group went from about 10 incidents in Oct 2025 to about 10 incidents "
        "in May 2026; Alder from 2 incidents in Oct 2025 to 4 incidents in May 2026."
    )
    assert alt.trend(None, None, "Other", "Alder") == "Other by month: no figures yet."


def test_by_member(one_quarter, names):
    assert alt.by_member(one_quarter, "Damp and mould", "Jul–Sep 2026", names) == (
        "Damp and mould by member, Jul–Sep 2026: Alder 12 incidents; Birch about 30 incidents; "
        "Cedar under 5 incidents; Gorse not returned."
    )


def test_small_multiples(one_quarter, names):
    older = one_quarter.assign(period="2026-04")
    text = alt.small_multiples(pd.concat([older, one_quarter.head(1)]), "Damp and mould", names)
    assert text == (
        "One small panel a member, by quarter. Damp and mould by member, Jul–Sep 2026: Alder 12 incidents; "
        "Birch not returned; Cedar not returned; Gorse not returned."
    )
    assert alt.small_multiples(older.head(0), "Other", names) == "Other by quarter and member: no figures yet."


def test_heat_map(one_quarter, names):
    assert alt.heat_map(one_quarter, "2025-26", names, {"damp_and_mould": "Damp and mould"}) == (
        "Rates per 1,000 homes of 1 families for 4 members, 2025-26. 1 of 3 figures are under 5."
    )


def test_breakdown(breakdown_rows):
    assert alt.breakdown(breakdown_rows.head(2), "Where the risk was") == (
        "Where the risk was: Not known about 50 incidents; Own home about 20 incidents."
    )


def test_quarter_trend(one_quarter):
    rows = one_quarter.iloc[[0, 1]].assign(period=["2026-04", "2026-07"])
    assert alt.quarter_trend(rows, "Other") == (
        "Other by quarter: 12 incidents in Apr–Jun 2026, about 30 incidents in Jul–Sep 2026."
    )
    assert alt.quarter_trend(rows.head(0), "Other") == "Other by quarter: no figures yet."


def test_seasonal(group_months):
    assert alt.seasonal(group_months, "Damp and mould") == (
        "Damp and mould: 2025-26 and 2026-27 as lines over the same twelve months, April to March."
    )


def test_forest():
    rows = pd.DataFrame(
        [["Damp", 1.1, 1.6, "165", "120"], ["Other", None, None, "5", "under 5"]],
        columns=["label", "ratio_low", "ratio_high", "shown_now", "shown_before"],
    )
    assert alt.forest(rows, "Jul–Sep 2025") == (
        "Rates against Jul–Sep 2025: Damp 165, was 120 (1.1 to 1.6 times); Other 5, was under 5."
    )
