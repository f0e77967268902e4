"""A place in the drill-down, and the steps from all families down to it."""

from dataclasses import dataclass
from datetime import date

from views import choices
from views.drill_down import fields
from views.visit import Visit

MONTHS = {"quarter": 3, "year": 12}
LEVELS = ("family", "category")


@dataclass(frozen=True)
class Place:
    """What is shown: whose figures, of which period, family and category, split by which field.

    field: "family" or "category" above the fields. code: one answer of the field, or None for all of them.
    """

    own: bool
    by: str
    period: date
    family: str | None
    category: str | None
    field: str
    code: str | None = None

    @property
    def is_split_by_field(self) -> bool:
        """False while the split is by family or category."""
        return self.field not in LEVELS

    def label(self, visit: Visit) -> str:
        """'Neglect', 'Abuse and neglect' or 'All families'."""
        if self.category:
            return visit.labels("category")[self.category]
        return visit.labels("family")[self.family] if self.family else "All families"


def steps(visit: Visit, place: Place, answers: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Label and choices of each step: all families first, the place itself last."""
    start = {"family": "all", "category": "all", "field": "family", "code": "all"}
    found = [("All families", start)]
    if place.family:
        start = start | {"family": place.family, "field": "category"}
        found.append((visit.labels("family")[place.family], start))
    if place.category and len(choices.categories(visit, place.family)) > 1:
        start = start | {"category": place.category}
        found.append((visit.labels("category")[place.category], start))
    if place.is_split_by_field:
        start = start | {"field": place.field}
        found.append((fields.title(place.field), start))
    if place.code:
        found.append((answers[place.code], start | {"code": place.code}))
    return found
