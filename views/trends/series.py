"""What a chart of months shows: whose, and of which family or category."""

from dataclasses import dataclass

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
    def name(self) -> str:
        """For a file's name."""
        return self.category or self.family

    def label(self, visit: Visit) -> str:
        return visit.labels("category" if self.category else "family")[self.name]
