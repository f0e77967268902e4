"""One family in one period: the figures of the members and of the group."""

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
    """all_families: compare_flags of the period, of the members in `names` (code -> name) alone.

    group: the row of group_figures for the family, or None; always of the whole group.
    """

    visit: Visit
    by: str
    period: date
    family: str
    all_families: pd.DataFrame
    group: dict | None
    names: dict[str, str]

    @classmethod
    def ask(cls, visit: Visit, by: str, period: date, family: str, names: dict[str, str]) -> "Comparison":
        group = visit.ask_of("group_figures", family, by=by)
        group = group[group["period"] == pd.Timestamp(period)].to_dict("records")
        all_families = visit.ask("compare_flags", by=by, period=period)
        all_families = all_families[all_families["member"].isin(names)]
        return cls(visit, by, period, family, all_families, group[0] if group else None, names)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """compare_flags of the family."""
        return self.all_families[self.all_families["family"] == self.family]

    @cached_property
    def short_names(self) -> dict[str, str]:
        """The same members as in `names`, as charts call them."""
        return {member: self.visit.short_names[member] for member in self.names}

    @property
    def label(self) -> str:
        return self.visit.labels("family")[self.family]

    @property
    def period_in_words(self) -> str:
        return wording.period(self.period, self.by)

    @cached_property
    def table(self) -> pd.DataFrame:
        return member_rows.member_table(self.figures, self.names)

    def file(self) -> pd.DataFrame:
        return member_rows.member_file(self.figures, self.visit.names)

    @cached_property
    def alt(self) -> str:
        return alt.compare(self.figures, self.group, self.label, self.period_in_words, self.names)

    @property
    def title(self) -> str:
        return member_rows.finding(self.figures, self.label, self.period_in_words, self.names)

    @property
    def rests_on(self) -> str:
        return member_rows.rests_on(self.group, self.figures, self.visit.names)
