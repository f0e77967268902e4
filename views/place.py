"""Where one stands in the drill-down, its address, and the steps that lead there."""

from dataclasses import dataclass
from datetime import date

from views import choices, fields
from views.visit import Visit

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

    def address(self, **further: object) -> dict[str, str]:
        """The address of a place in the same period, all families unless `further` says which."""
        here = {"of": "own" if self.own else "group", "by": self.by, self.by: self.period, "family": "all"}
        return choices.into(**here | further)

    def label(self, visit: Visit) -> str:
        """'Neglect', 'Abuse and neglect' or 'All families'."""
        if self.category:
            return visit.labels("category")[self.category]
        return visit.labels("family")[self.family] if self.family else "All families"


def steps(visit: Visit, place: Place, answers: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Label and address of each step, all families first, the place itself last."""
    found, query = [("All families", place.address(field="family"))], {}
    if place.family:
        query = {"family": place.family}
        found.append((visit.labels("family")[place.family], place.address(field="category", **query)))
    if place.category and len(choices.categories(visit, place.family)) > 1:
        query = query | {"category": place.category}
        found.append((visit.labels("category")[place.category], place.address(**query)))
    if place.parts_by_field:
        query = query | {"field": place.field}
        found.append((fields.title(place.field), place.address(**query)))
    if place.code:
        found.append((answers[place.code], place.address(**query, code=place.code)))
    return found
