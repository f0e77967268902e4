"""What the charts should find in the made-up group, and where; `planted.csv` is this table.

A `reflection` is the other side of something planted: a chart of quarters takes its mean from all of them, which leaves
those before a rise low; a peak leads to expect another a year later. `found` says that the chart must show it; where it
says no, it may.
"""

from dataclasses import dataclass
from datetime import date

from ingest.months import later
from ingest.standard import STANDARD
from sample_data.charts import Mark
from sample_data.group import FIRST_MONTH, LAST_MONTH, MEMBERS, PLANTED, Planted

GROUP = "group"
CERTAIN = {
    "training_push": (
        "domestic_abuse",
        "abuse_and_neglect",
        "hate_and_anti_social",
        "mental_health_and_substances",
    )
}
SEASONAL = tuple(family.code for family in STANDARD.families if family.seasonal)
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

    def covers(self, chart: str, family: str, mark: Mark) -> bool:
        """Whether the mark, of a month or a quarter, lies within or touches these months."""
        same = (self.chart, self.family, self.direction) == (chart, family, mark.direction)
        return same and later(self.first, 1 - mark.months) <= mark.first <= self.last


def expectations() -> list[Expectation]:
    """One row per signal, chart, family and stretch of months."""
    rows = []
    for planted in PLANTED:
        rows += _one_planted(planted)
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
            certain = certain and planted.signal != "cost_peak"  # no signal where there is only one earlier year
            where, size = (chart, family), SIZES[planted.signal]
            high = (planted.first, planted.last, "high", size, certain)
            rows.append(Expectation(planted.signal, "planted", *where, *high))
            if chart == planted.member:
                before = (FIRST_MONTH, _month_before(planted.first), "low", "other side of the rise", False)
                rows.append(Expectation(planted.signal, "reflection", *where, *before))
            if family in SEASONAL and planted.last < LAST_MONTH:
                year_after = (later(planted.first, 12), later(planted.last, 12), "low", "other side of the peak", False)
                rows.append(Expectation(planted.signal, "reflection", *where, *year_after))
    return rows


def _charts(planted: Planted) -> tuple[str, ...]:
    """A member's doubling is too small to show in the group; one member's cluster is not."""
    if not planted.member:
        return (GROUP, *MEMBERS)
    return (planted.member,) if not planted.category else (GROUP, planted.member)


def _month_before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
