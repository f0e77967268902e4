"""What a control chart should find in the made-up group, and where; `planted.csv` is this table.

A `reflection` is the other side of something planted: the mean that a rise lifts leaves the months before it
low, a winter leaves the summer low. `found` says that the chart must show it; where it says no, it may.
"""

from dataclasses import dataclass
from datetime import date

from ingest.standard import STANDARD
from sample_data.group import FIRST_MONTH, MEMBERS, PLANTED, Planted

GROUP = "group"
CERTAIN = {
    "training_push": (
        "domestic_abuse",
        "self_neglect_and_hoarding",
        "exploitation",
        "abuse_and_neglect",
        "hate_and_anti_social",
        "mental_health_and_substances",
    )
}
SIZES = {
    "damp_rise": "1.5 times as many",
    "missing_cluster": "12 more a month",
    "cost_peak": "2 times as many",
    "training_push": "2 times as many",
}


@dataclass(frozen=True)
class Expectation:
    """On the `chart` (the group's or a member's own) of `family`, from `first` to `last`, high or low."""

    signal: str
    kind: str
    chart: str
    family: str
    first: date
    last: date
    direction: str
    size: str
    found: bool

    def covers(self, chart: str, family: str, month: date, direction: str) -> bool:
        return (self.chart, self.family, self.direction) == (
            chart,
            family,
            direction,
        ) and self.first <= month <= self.last


def expectations() -> list[Expectation]:
    """One row per signal, chart, family and stretch of months."""
    rows = []
    for chart in (GROUP, *MEMBERS):
        rows += _winters(chart)
    for planted in PLANTED:
        rows += _one_planted(planted)
    return rows


def _winters(chart: str) -> list[Expectation]:
    rows = []
    for year in (2023, 2024, 2025, 2026):
        summer = ("damp_summer", "reflection", chart, "damp_and_mould", date(year, 4, 1), date(year, 10, 1))
        rows.append(Expectation(*summer, "low", "other side of the winters", False))
        if year < 2026:
            winter = (
                "damp_winter",
                "planted",
                chart,
                "damp_and_mould",
                date(year, 11, 1),
                date(year + 1, 3, 1),
            )
            rows.append(Expectation(*winter, "high", "1.3 to 1.6 times the year's mean", chart == GROUP))
    return rows


def _one_planted(planted: Planted) -> list[Expectation]:
    if planted.category:
        families = [STANDARD.category(planted.category).family]
    else:
        families = [family.code for family in STANDARD.families]
    rows = []
    for family in families:
        for chart in _charts(planted):
            certain = family in CERTAIN.get(planted.signal, families) and chart in (GROUP, planted.member)
            where, size = (chart, family), SIZES[planted.signal]
            high = (planted.first, planted.last, "high", size, certain)
            rows.append(Expectation(planted.signal, "planted", *where, *high))
            if chart == planted.member:
                before = (FIRST_MONTH, _month_before(planted.first), "low", "other side of the rise", False)
                rows.append(Expectation(planted.signal, "reflection", *where, *before))
    return rows


def _charts(planted: Planted) -> tuple[str, ...]:
    """A member's doubling is too small to show in the group; one member's cluster is not."""
    if not planted.member:
        return (GROUP, *MEMBERS)
    return (planted.member,) if not planted.category else (GROUP, planted.member)


def _month_before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
