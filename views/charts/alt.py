"""Each chart in a sentence or two, for people who cannot see it; its table has the rest."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from ingest.months import year_of
from views import signals, wording
from views.charts import frame, rates
from views.charts.intervals import is_under_five, of_exact


def trend(
    group: pd.DataFrame | None,
    own: pd.DataFrame | None,
    label: str,
    own_name: str,
    limits: pd.DataFrame | None = None,
) -> str:
    """`label` by month, from the first month to the last, for the lines that are there; the range, signals and gaps.

    limits: control_chart, where the chart draws a usual range.
    """
    lines, gaps = [], []
    unit = signals.unit(limits) if limits is not None else "month"
    if group is not None and len(group):
        first, last = group.iloc[0], group.iloc[-1]
        lines.append(
            f"the group went from {_counted(first)} in {wording.period(first['period'], unit)} "
            f"to {_counted(last)} in {wording.period(last['period'], unit)}"
        )
        gaps += [f"No group figure in {each}." for each in _gaps(group, unit)]
    if own is not None and len(own):
        first, last = own.iloc[0], own.iloc[-1]
        lines.append(
            f"{own_name} from {_exactly(first['n'])} in {wording.period(first['period'], unit)} "
            f"to {_exactly(last['n'])} in {wording.period(last['period'], unit)}"
        )
        gaps += [f"{own_name} {wording.NOT_RETURNED} in {each}." for each in _gaps(own, unit)]
    begins = f"{label} by {unit}: {'; '.join(lines) if lines else 'no figures yet'}."
    return " ".join([begins, *_range(limits, unit), *gaps])


def _range(limits: pd.DataFrame | None, unit: str) -> list[str]:
    """The newest usual range and every marked stretch, as sentences."""
    if limits is None or limits.empty or limits["mean"].isna().all():
        return []
    newest = limits[limits["mean"].notna()].iloc[-1]
    low, high = max(float(newest["lower"]), 0), float(newest["upper"])
    words = f"The usual range is {low:,.0f} to {high:,.0f} a {unit} in {wording.period(newest['month'], unit)}."
    marked = signals.listed(limits)
    return [words, f"Marked: {marked}." if marked else f"No {unit} is marked."]


def _gaps(rows: pd.DataFrame, unit: str) -> list[str]:
    """Each run of periods without a row between the first and the last: 'Jan 2026 to Mar 2026'."""
    days = sorted(wording.first_day(each) for each in rows["period"])
    every = [each.date() for each in pd.date_range(days[0], days[-1], freq="MS" if unit == "month" else "3MS")]
    runs = frame.runs([each not in days for each in every])
    ends = [(wording.period(every[first], unit), wording.period(every[last], unit)) for first, last in runs]
    return [first if first == last else f"{first} to {last}" for first, last in ends]


def by_member(figures: pd.DataFrame, label: str, period: str, names: Mapping[str, str]) -> str:
    """One period's count of each member, in the order of `names`; for the comparison and the funnel."""
    rows = {row["member"]: row for _, row in figures.iterrows()}
    counts = [f"{name} {_counted(rows.get(member))}" for member, name in names.items()]
    return f"{label} by member, {period}: {'; '.join(counts)}."


def compare(figures: pd.DataFrame, group: Mapping | None, label: str, period: str, names: Mapping[str, str]) -> str:
    """Each member's count, rate with its interval and whether it is above or below the group's, which comes first."""
    rows = {row["member"]: row for _, row in figures.iterrows()}
    members = [f"{name} {_rated(rows.get(member))}" for member, name in names.items()]
    group_rate = f" The group: {wording.rate_range(group['rate_low'], group['rate_high'])}." if group else ""
    return f"{label} by member, {period}.{group_rate} {'; '.join(members)}."


def _rated(row: Mapping | None) -> str:
    against = {"high": ", above the group", "low": ", below the group"}
    if row is None:
        return wording.NOT_RETURNED
    return f"{_counted(row)}, {wording.rate_range(row['rate_low'], row['rate_high'])}{against.get(row.get('flag'), '')}"


def funnel(figures: pd.DataFrame, limits: pd.DataFrame, label: str, period: str, names: Mapping[str, str]) -> str:
    """Who is outside the limits that chance gives a member of that size, by all of what its rate may be."""
    drawn = figures[figures["homes"].notna() & figures["rate_high"].notna()].set_index("member")
    homes = drawn["homes"].astype(float)
    lowest, highest = (np.interp(homes, limits["homes"], limits[each]) for each in ("lower998", "upper998"))
    above = drawn.index[drawn["low"] / homes * 1000 > highest]
    below = drawn.index[drawn["high"] / homes * 1000 < lowest]
    words = [
        f"{wording.listed([names[each] for each in names if each in outside])} {where}"
        for outside, where in ((above, "above"), (below, "below"))
        if len(outside)
    ]
    outside = f"Outside the outer limits: {'; '.join(words)}" if words else "Nobody is outside the outer limits"
    return f"{label} by homes managed, {period}: rates of {len(drawn)} members. {outside}."


def small_multiples(figures: pd.DataFrame, label: str, names: Mapping[str, str]) -> str:
    """The newest quarter of each member's panel."""
    if figures.empty:
        return f"{label} by quarter and member: no figures yet."
    newest = max(figures["period"], key=wording.first_day)
    latest = figures[figures["period"] == newest]
    return f"One small panel a member, by quarter. {by_member(latest, label, wording.quarter(newest), names)}"


def heat_map(figures: pd.DataFrame, period: str, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """Of each family the members with the highest and the lowest rate, as the cells show them."""
    few = is_under_five(figures)
    middles = [None if row["few"] else rates.middle(row) for row in figures.assign(few=few).to_dict("records")]
    rated = figures.assign(rate=pd.to_numeric(pd.Series(middles, index=figures.index, dtype=object)))
    rated = rated[rated["rate"].notna() & rated["member"].isin(list(names))]
    lines = [_extremes(label, rated[rated["family"] == family], names) for family, label in labels.items()]
    families = "1 family" if len(labels) == 1 else f"{len(labels)} families"
    return (
        f"Rates per 1,000 homes of {families} for {len(names)} members, {period}. "
        f"{int(few.sum())} of {len(figures)} figures are under 5. {'; '.join(lines)}."
    )


def _extremes(label: str, rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    if rows.empty:
        return f"{label}: no rate"
    ordered = rows.sort_values("rate")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    highest = f"{label}: highest {names[high['member']]} {wording.rate_number(high['rate'])}"
    return highest if len(rows) == 1 else f"{highest}, lowest {names[low['member']]} {wording.rate_number(low['rate'])}"


def breakdown(rows: pd.DataFrame, label: str) -> str:
    """Every code with its count, as the bars show it."""
    counts = [f"{row['label']} {_counted(row)}" for _, row in rows.iterrows()]
    return f"{label}: {'; '.join(counts) if counts else 'no figures yet'}."


def year_before(rows: pd.DataFrame, label: str, period: str, before: str) -> str:
    """Every answer's two counts. rows: answers_on_last_year of one field."""
    pairs = [f"{row.label} {row.shown}, was {row.before_shown}" for row in rows.itertuples() if row.before_shown]
    return f"{label}, {period} beside {before}: {'; '.join(pairs)}."


def crossed(rows: pd.DataFrame, down: Mapping[str, str], across: Mapping[str, str], labels: tuple[str, str]) -> str:
    """Which pair of answers is the most frequent. rows: own_crossed."""
    both = f"{labels[0]} by {labels[1].lower()}"
    if rows.empty:
        return f"{both}: no incidents."
    most = rows.loc[rows["n"].idxmax()]
    return (
        f"{both}, {len(down)} rows and {len(across)} columns. Most often {down[most['code']]} with "
        f"{across[most['across_code']]}: {_exactly(most['n'])}."
    )


def shares(rows: pd.DataFrame, label: str) -> str:
    """The first and last share of an answer. rows: answer_by_period with shares."""
    if rows.empty:
        return f"{label}: no shares yet."
    first, last = (
        f"{wording.share_range(row['share_low'], row['share_high'])} in {wording.quarter(row['period'])}"
        for row in (rows.iloc[0], rows.iloc[-1])
    )
    return f"Share of {label} by quarter: {first}, {last}."


def quarter_trend(rows: pd.DataFrame, label: str) -> str:
    """The first and last quarter of a small trend."""
    if rows.empty:
        return f"{label} by quarter: no figures yet."
    ends = [rows.iloc[0], rows.iloc[-1]] if len(rows) > 1 else [rows.iloc[0]]
    counted = (f"{_counted(row)} in {wording.quarter(row['period'])}" for row in ends)
    return f"{label} by quarter: {', '.join(counted)}."


def seasonal(rows: pd.DataFrame, label: str) -> str:
    """Which years are compared, and each year's highest month."""
    if rows.empty:
        return f"{label} by month of the year: no figures yet."
    if "n" in rows:
        rows = of_exact(rows)
    years: dict[date, list[dict]] = {}
    for row in rows[["period", "low", "high", "shown"]].to_dict("records"):
        years.setdefault(year_of(wording.first_day(row["period"])), []).append(row)
    highest = [_highest(wording.financial_year(start), years[start]) for start in sorted(years)]
    return f"{label} by month, April to March, a line a year: {'; '.join(highest)}."


def _highest(name: str, year: list[dict]) -> str:
    """'2025-26 highest in Jan 2026, about 40 incidents'; several months share it where the counts do."""
    most = max(row["low"] + row["high"] for row in year)
    top = [row for row in year if row["low"] + row["high"] == most]
    if len(top) == len(year) > 1:
        return f"{name} {_counted(top[0])} in every month"
    return f"{name} highest in {wording.listed([wording.month(row['period']) for row in top])}, {_counted(top[0])}"


def forest(rows: pd.DataFrame, since: str) -> str:
    """Every row's two counts and, where there is one, the interval of its ratio."""
    changes = [f"{row.label} {row.shown_now}, was {row.shown_before}{_times(row)}" for row in rows.itertuples()]
    return f"Rates against {since}: {'; '.join(changes)}."


def _exactly(n: int) -> str:
    return wording.count(int(n), int(n), str(int(n)))


def _counted(row: Mapping | None) -> str:
    if row is None:
        return wording.NOT_RETURNED
    return wording.count(int(row["low"]), int(row["high"]), row["shown"])


def _times(row: tuple) -> str:
    return "" if pd.isna(row.ratio_high) else f" ({row.ratio_low:.1f} to {row.ratio_high:.1f} times)"
