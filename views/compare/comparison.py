"""What the members are compared by: one family and one period, their figures and the group's."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from views import wording
from views.charts import alt
from views.compare import member_rows
from views.visit import Visit


@dataclass(frozen=True)
class Comparison:
    """`everything`: compare_flags of the period, all families. `group`: its group_figures row, or None."""

    visit: Visit
    by: str
    period: date
    family: str
    everything: pd.DataFrame
    group: dict | None

    @classmethod
    def ask(cls, visit: Visit, by: str, period: date, family: str) -> "Comparison":
        group = visit.ask("group_figures", by=by, family=family)
        group = group[group["period"] == pd.Timestamp(period)].to_dict("records")
        everything = visit.ask("compare_flags", by=by, period=period)
        return cls(visit, by, period, family, everything, group[0] if group else None)

    @cached_property
    def figures(self) -> pd.DataFrame:
        return self.everything[self.everything["family"] == self.family]

    @property
    def label(self) -> str:
        return self.visit.labels("family")[self.family]

    @property
    def named(self) -> str:
        """The period in words."""
        return wording.period(self.period, self.by)

    @cached_property
    def table(self) -> pd.DataFrame:
        return member_rows.member_table(self.figures, self.visit.names)

    @cached_property
    def alt(self) -> str:
        return alt.by_member(self.figures, self.label, self.named, self.visit.names)

    @property
    def title(self) -> str:
        return member_rows.finding(self.figures, self.label, self.named, self.visit.names)

    @property
    def rests_on(self) -> str:
        return member_rows.rests_on(self.group, self.figures, self.visit.names)
