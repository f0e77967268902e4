import pandas as pd

from views.charts import alt


def test_trend(group_months, own_months):
    assert alt.trend(group_months, own_months, "Damp and mould", "Alder") == (
        "Damp and mould by month: the group went from about 10 incidents in Oct 2025 to about 10 incidents "
        "in May 2026; Alder from 2 incidents in Oct 2025 to 4 incidents in May 2026. "
        "No group figure in Mar 2026. Alder not returned in Nov 2025."
    )
    assert alt.trend(None, None, "Other", "Alder") == "Other by month: no figures yet."


def test_trend_says_its_range_its_marks_and_its_gaps(group_months, own_months, limits):
    text = alt.trend(group_months, own_months, "Damp and mould", "Alder", limits.assign(provisional=False))
    assert text.endswith(
        "to 4 incidents in May 2026. The usual range is 0 to 36 a month in May 2026. "
        "Marked: Jan 2026 above its usual range. No group figure in Mar 2026. Alder not returned in Nov 2025."
    )
    calm = limits.assign(provisional=False, signal=None)
    assert "May 2026. No month is marked." in alt.trend(group_months, None, "Other", "Alder", calm)
    assert "range" not in alt.trend(group_months, None, "Other", "Alder", limits.assign(mean=None))


def test_trend_by_quarter():
    rows = pd.DataFrame(
        [["2025-04", 8, 12, "10"], ["2026-01", 18, 22, "20"]], columns=["period", "low", "high", "shown"]
    )
    limits = pd.DataFrame([{"month": "2026-01", "basis": "quarters", "mean": None}])
    assert alt.trend(rows, None, "Other", "Alder", limits) == (
        "Other by quarter: the group went from about 10 incidents in Apr–Jun 2025 to about 20 incidents "
        "in Jan–Mar 2026. No group figure in Jul–Sep 2025 to Oct–Dec 2025."
    )


def test_compare(one_quarter, group_row, names):
    flagged = one_quarter.assign(flag=["low", "high", "similar"])
    assert alt.compare(flagged, group_row, "Damp and mould", "Jul–Sep 2026", names) == (
        "Damp and mould by member, Jul–Sep 2026. The group: 0.89 to 1.8 per 1,000 homes. "
        "Alder 12 incidents, 0.31 to 1.1 per 1,000 homes, below the group; "
        "Birch about 30 incidents, 1.9 to 4.5 per 1,000 homes, above the group; "
        "Cedar under 5 incidents, 0 to 2.0 per 1,000 homes; Gorse not returned."
    )
    assert "The group" not in alt.compare(flagged, None, "Damp and mould", "Jul–Sep 2026", names)


def test_funnel_names_who_is_outside(one_quarter, names):
    limits = pd.DataFrame([[5000, 0.1, 4.0], [20000, 0.4, 2.5]], columns=["homes", "lower998", "upper998"])
    begins = "Damp and mould by homes managed, 2025-26: rates of 3 members. "
    text = alt.funnel(one_quarter, limits, "Damp and mould", "2025-26", names)
    assert text == f"{begins}Nobody is outside the outer limits."
    # the limits at 10,000 homes are 0.2 and 3.5, at 20,000 homes 0.4 and 2.5; the rates are now 4.0 to 4.4 and 0.3
    moved = one_quarter.assign(low=[6, 40, 0], high=[6, 44, 4])
    text = alt.funnel(moved, limits, "Damp and mould", "2025-26", names)
    assert text == f"{begins}Outside the outer limits: Birch above; Alder below."


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
        "Rates per 1,000 homes of 1 family for 4 members, 2025-26. 1 of 3 figures are under 5. "
        "Damp and mould: highest Birch 3.0, lowest Alder 0.60."
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
    assert alt.quarter_trend(rows.head(1), "Other") == "Other by quarter: 12 incidents in Apr–Jun 2026."
    assert alt.quarter_trend(rows.head(0), "Other") == "Other by quarter: no figures yet."


def test_seasonal(group_months):
    assert alt.seasonal(group_months, "Damp and mould") == (
        "Damp and mould by month, April to March, a line a year: 2025-26 highest in Jan 2026, about 40 incidents; "
        "2026-27 highest in Apr 2026, about 15 incidents."
    )
    few = group_months.assign(low=0, high=4, shown="under 5")
    assert "2026-27 under 5 incidents in every month" in alt.seasonal(few, "Damp and mould")
    own = pd.DataFrame([["2026-04", 3], ["2026-05", 3], ["2026-06", 1]], columns=["period", "n"])
    assert alt.seasonal(own, "Other").endswith("2026-27 highest in Apr 2026 and May 2026, 3 incidents.")
    assert alt.seasonal(own.head(0), "Other") == "Other by month of the year: no figures yet."


def test_forest():
    rows = pd.DataFrame(
        [["Damp", 1.1, 1.6, "165", "120"], ["Other", None, None, "5", "under 5"]],
        columns=["label", "ratio_low", "ratio_high", "shown_now", "shown_before"],
    )
    assert alt.forest(rows, "Jul–Sep 2025") == (
        "Rates against Jul–Sep 2025: Damp 165, was 120 (1.1 to 1.6 times); Other 5, was under 5."
    )
