"""Each chart in a sentence or two, for people who cannot see it; its table has the rest."""

from collections.abc import Mapping

import pandas as pd

from ingest.months import year_of
from views import wording
from views.charts.intervals import is_under_five


def trend(group: pd.DataFrame | None, own: pd.DataFrame | None, label: str, own_name: str) -> str:
    """`label` by month, from the first month to the last, for the lines that are there."""
    lines = []
    if group is not None and len(group):
        first, last = group.iloc[0], group.iloc[-1]
        lines.append(
            f"the group went from {_counted(first)} in {wording.month(first['period'])} "
            f"to {_counted(last)} in {wording.month(last['period'])}"
        )
    if own is not None and len(own):
        first, last = own.iloc[0], own.iloc[-1]
        lines.append(
            f"{own_name} from {_exactly(first['n'])} in {wording.month(first['period'])} "
            f"to {_exactly(last['n'])} in {wording.month(last['period'])}"
        )
    return f"{label} by month: {'; '.join(lines) if lines else 'no figures yet'}."


def by_member(figures: pd.DataFrame, label: str, period: str, names: Mapping[str, str]) -> str:
    """One period's count of each member, in the order of `names`; for the comparison and the funnel."""
    rows = {row["member"]: row for _, row in figures.iterrows()}
    counts = [f"{name} {_counted(rows.get(member))}" for member, name in names.items()]
    return f"{label} by member, {period}: {'; '.join(counts)}."


def small_multiples(figures: pd.DataFrame, label: str, names: Mapping[str, str]) -> str:
    """The newest quarter of each member's panel."""
    if figures.empty:
        return f"{label} by quarter and member: no figures yet."
    newest = max(figures["period"], key=wording.first_day)
    latest = figures[figures["period"] == newest]
    return f"One small panel a member, by quarter. {by_member(latest, label, wording.quarter(newest), names)}"


def heat_map(figures: pd.DataFrame, period: str, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """How large the map is and how many figures are under 5; the table beneath it has every cell."""
    few = int(is_under_five(figures).sum())
    return (
        f"Rates per 1,000 homes of {len(labels)} families for {len(names)} members, {period}. "
        f"{few} of {len(figures)} figures are under 5."
    )


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
    first, last = rows.iloc[0], rows.iloc[-1]
    return (
        f"{label} by quarter: {_counted(first)} in {wording.quarter(first['period'])}, "
        f"{_counted(last)} in {wording.quarter(last['period'])}."
    )


def seasonal(rows: pd.DataFrame, label: str) -> str:
    """Which years are compared."""
    starts = sorted({year_of(wording.first_day(each)) for each in rows["period"]})
    years = [wording.financial_year(start) for start in starts]
    return f"{label}: {wording.listed(years)} as lines over the same twelve months, April to March."


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
