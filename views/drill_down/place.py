"""Where one stands in the drill-down, and the steps that lead there."""

from dataclasses import dataclass
from datetime import date

from views import choices
from views.drill_down import fields
from views.visit import Visit

MONTHS = {"quarter": 3, "year": 12}
PARTS = ("family", "category")


@dataclass(frozen=True)
class Place:
    """`field` is "family" or "category" while those part what is shown; `code` is one answer of a field."""

    own: bool
    by: str
    period: date
    family: str | None
    category: str | None
    field: str
    code: str | None = None

    @property
    def parts_by_field(self) -> bool:
        return self.field not in PARTS

    def label(self, visit: Visit) -> str:
        """'Neglect', 'Abuse and neglect' or 'All families'."""
        if self.category:
            return visit.labels("category")[self.category]
        return visit.labels("family")[self.family] if self.family else "All families"


def steps(visit: Visit, place: Place, answers: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Label and choices of each step, all families first, the place itself last."""
    start = {"family": "all", "category": "all", "field": "family", "code": "all"}
    found = [("All families", start)]
    if place.family:
        start = start | {"family": place.family, "field": "category"}
        found.append((visit.labels("family")[place.family], start))
    if place.category and len(choices.categories(visit, place.family)) > 1:
        start = start | {"category": place.category}
        found.append((visit.labels("category")[place.category], start))
    if place.parts_by_field:
        start = start | {"field": place.field}
        found.append((fields.title(place.field), start))
    if place.code:
        found.append((answers[place.code], start | {"code": place.code}))
    return found
