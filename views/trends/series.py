"""What a chart of months shows: own figures or the group's, of one family or category."""

from dataclasses import dataclass

from views.provenance import MEMBERS, OWN
from views.visit import Visit


@dataclass(frozen=True)
class Series:
    own: bool
    family: str
    category: str | None

    @property
    def of(self) -> str:
        return "own" if self.own else "group"

    @property
    def whose(self) -> str:
        """Of the chart by month: the group's has one's own line in it."""
        return OWN if self.own else MEMBERS

    @property
    def name(self) -> str:
        """The category, else the family."""
        return self.category or self.family

    def label(self, visit: Visit) -> str:
        return visit.labels("category" if self.category else "family")[self.name]
