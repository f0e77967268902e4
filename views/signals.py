"""A control chart in words: its newest signal, every marked month, or why it has no usual range."""

import pandas as pd

from views import wording

WITHHELD = {
    "too_few_months": "fewer than eight months are there to take a usual range from",
    "too_few_quarters": "fewer than eight quarters are there to take a usual range from",
    "too_few_years": "fewer than eight months have the same month of an earlier year to compare with",
    "no_earlier_year": "the month has no earlier year to compare with",
    "few_expected": "with under five incidents expected in most months there is too little to take a range from",
    "many_under_5": "more than a quarter of the months are shown as under 5",
    "low_mean": "with under two incidents a month the next one would often look like a signal by chance",
    "little_variation": "most months are alike, so there is too little variation to take limits from",
}


def title(chart: pd.DataFrame, label: str) -> str:
    """'Missing people: above its usual range in Jun 2026', or that the newest month lies within it.

    chart: control_chart of one series, by month or quarter. A provisional range is not mentioned.
    """
    if chart.empty:
        return f"{label} over time"
    newest = chart.iloc[-1]
    if pd.notna(newest["withheld"]) or newest["provisional"]:
        return f"{label} by month, up to {wording.month(newest['month'])}"
    if words := running(chart):
        return f"{label}: {words}"
    of = " for the time of year" if newest["basis"] == "time_of_year" else ""
    return f"{label}: within its usual range{of} in {period(chart, newest['month'])}"


def running(chart: pd.DataFrame) -> str:
    """What the newest month is marked for, and since when; empty where it is not, or provisional."""
    newest = chart.iloc[-1]
    if pd.notna(newest["withheld"]) or newest["provisional"] or not _is_marked(newest["signal"]):
        return ""
    return f"{wording.signal(newest['signal'], newest['direction'], newest['basis'])}, {_since(chart)}"


def unit(chart: pd.DataFrame) -> str:
    """What a row of the chart is: month, or quarter where months are too few for a range."""
    return "quarter" if len(chart) and chart["basis"].iloc[-1] == "quarters" else "month"


def period(chart: pd.DataFrame, day: object) -> str:
    return wording.period(day, unit(chart))


def _since(chart: pd.DataFrame) -> str:
    """'since Mar 2026' for an unbroken run of marked months in one direction, 'in Jun 2026' for a single one."""
    direction, first = chart["direction"].iloc[-1], len(chart) - 1
    while first and _is_marked(chart["signal"].iloc[first - 1]) and chart["direction"].iloc[first - 1] == direction:
        first -= 1
    named = period(chart, chart["month"].iloc[first])
    return f"in {named}" if first == len(chart) - 1 else f"since {named}"


def _is_marked(signal: object) -> bool:
    return bool(pd.notna(signal) and signal)


def listed(chart: pd.DataFrame) -> str:
    """Every marked stretch, newest first: 'Mar 2026 to Jun 2026 above its usual range; …'; else empty."""
    if chart.empty or chart["provisional"].iloc[-1]:
        return ""
    stretches: list[list] = []
    for row in chart.itertuples():
        if not _is_marked(row.signal):
            continue
        words = wording.signal(row.signal, row.direction, row.basis)
        follows = stretches and stretches[-1][2] == words and _follows(chart, stretches[-1][1], row.month)
        if follows:
            stretches[-1][1] = row.month
        else:
            stretches.append([row.month, row.month, words])
    return "; ".join(
        f"{period(chart, first)}{'' if first == last else ' to ' + period(chart, last)} {words}"
        for first, last, words in reversed(stretches)
    )


def _follows(chart: pd.DataFrame, one: pd.Timestamp, other: pd.Timestamp) -> bool:
    return other == one + pd.DateOffset(months=3 if unit(chart) == "quarter" else 1)


def why_none(chart: pd.DataFrame) -> str:
    """Why there is no usual range, as a sentence; empty where there is one."""
    if chart.empty or pd.isna(chart["withheld"].iloc[-1]):
        return ""
    return f"No usual range is drawn: {WITHHELD[chart['withheld'].iloc[-1]]}."


def is_provisional(chart: pd.DataFrame) -> bool:
    return bool(len(chart) and chart["provisional"].iloc[-1])
