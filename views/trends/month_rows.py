"""Beneath a chart of months: its table, what it rests on, and how sure we are."""

import pandas as pd

from ingest import months
from views import numbers, signals, wording
from views.charts import intervals


def month_table(
    group: pd.DataFrame | None, own: pd.DataFrame | None, chart: pd.DataFrame, own_name: str
) -> pd.DataFrame:
    """One row a month (or quarter) of any line: counts as shown, usual range, signal, how many returned."""
    lines = [
        pd.DataFrame({"period": rows["period"], name: rows[column]})
        for rows, name, column in ((group, "Group", "shown"), (own, own_name, "n"))
        if rows is not None
    ]
    table = pd.DataFrame(
        {
            "period": chart["month"],
            "Average": chart["mean"].round(1),
            "Usual range from": chart["lower"].round(1),
            "to": chart["upper"].round(1),
            "Signal": [_marked(row) for row in chart.itertuples()],
        }
    )
    if group is not None:
        table["Members"] = [f"{row.contributors} of {row.members}" for row in chart.itertuples()]
    for line in reversed(lines):
        table = line.merge(table, on="period", how="outer")
    table = table.sort_values("period", ignore_index=True)
    unit = signals.unit(chart)
    table.insert(0, unit.capitalize(), table.pop("period").map(lambda day: wording.period(day, unit)))
    return table


def month_file(
    group: pd.DataFrame | None, own: pd.DataFrame | None, chart: pd.DataFrame, own_name: str
) -> pd.DataFrame:
    """The table with the group's lowest and highest as numbers."""
    table = month_table(group, own, chart, own_name)
    if group is None:
        return table
    figures = numbers.counts(group.set_index("period").sort_index(), "Group")
    days = sorted({*figures.index, *(own["period"] if own is not None else ())})
    ends = figures.reindex(days).reset_index(drop=True).drop(columns="Group")
    at = table.columns.get_loc("Group") + 1
    return pd.concat([table.iloc[:, :at], ends, table.iloc[:, at:]], axis="columns")


def _marked(row: tuple) -> str:
    return wording.signal(row.signal, row.direction, row.basis) if pd.notna(row.signal) else ""


def season_table(figures: pd.DataFrame, name: str, column: str) -> pd.DataFrame:
    """Twelve rows, April to March, a column for each financial year."""
    days = figures["period"].map(wording.first_day)
    years = [wording.financial_year(months.year_of(day)) for day in days]
    cells = pd.DataFrame(
        {"place": [(day.month - 4) % 12 for day in days], "year": years, "shown": figures[column].tolist()}
    )
    table = cells.pivot(index="place", columns="year", values="shown").reindex(range(12))
    table = table.rename(columns=lambda year: f"{name} {year}")
    table.insert(0, "Month", [f"{pd.Timestamp(2000, place % 12 + 1, 1):%b}" for place in range(3, 15)])
    return table.reset_index(drop=True).rename_axis(columns=None)


def season_file(figures: pd.DataFrame, name: str) -> pd.DataFrame:
    """One row a month, oldest first, with its financial year. figures: as for `season_table`, all columns."""
    if "n" in figures:
        figures = intervals.of_exact(figures)
    days = [wording.first_day(each) for each in figures["period"]]
    years = [wording.financial_year(months.year_of(day)) for day in days]
    first = {"Month": [f"{day:%b}" for day in days], "Financial year": years}
    return numbers.beside(first, numbers.counts(figures, name))


def member_file(figures: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """One row a quarter and member, also where it is not returned. figures: member_figures of one family."""
    every = pd.MultiIndex.from_product([sorted(figures["period"].unique()), names], names=["period", "member"])
    rows = figures.set_index(["period", "member"]).reindex(every).reset_index()
    rows["shown"] = rows["shown"].astype(object).fillna(wording.NOT_RETURNED)
    first = {"Quarter": rows["period"].map(wording.quarter).tolist(), "Member": rows["member"].map(names).tolist()}
    return numbers.beside(first, numbers.with_rates(rows))


def rests_on(chart: pd.DataFrame, own: bool) -> str:
    if own:
        return "Rests on your own current returns, exact."
    if chart.empty:
        return "No group figure yet: it takes five members and a closed quarter."
    newest = chart.iloc[-1]
    hollow = (
        f" Hollow {signals.unit(chart)}s lack a member and take no part in the range." if chart["hollow"].any() else ""
    )
    return f"{wording.rests_on(int(newest['contributors']), int(newest['members']))}{hollow}"


def season_rests_on(figures: pd.DataFrame) -> str:
    if figures.empty:
        return "No group figure yet: it takes five members and a closed quarter."
    newest = figures.iloc[-1]
    return wording.rests_on(int(newest["contributors"]), int(newest["members"]))


def sure(chart: pd.DataFrame) -> str | None:
    """The usual range now, the marked months or quarters, and how often chance alone would mark one."""
    if chart.empty:
        return None
    if words := signals.why_none(chart):
        return words
    newest = chart.iloc[-1]
    unit = signals.unit(chart)
    between = f"{newest['lower']:.0f} to {newest['upper']:.0f} a {unit}"
    if newest["basis"] == "time_of_year":
        month = f"{newest['month']:%B}"
        summary = f"Usual range for {month}: {between}; earlier years lead to expect {newest['mean']:.0f}."
        few, by_chance = "one earlier year", "three months in a thousand are"
    else:
        summary = f"Usual range now: {between}, average {newest['mean']:.0f}."
        few, by_chance = f"twelve {unit}s or fewer", f"one {unit} in forty is"
    if signals.is_provisional(chart):
        return f"{summary} Provisional: it rests on {few} and may move."
    marked = signals.listed(chart) or f"no {unit}"
    return f"{summary}\n\nMarked: {marked}. Even while nothing changes, about {by_chance}."
