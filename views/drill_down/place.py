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

    field: "family" or "category" above the fields. code: one answer of the field, or None for all of them. Of one's own
    also cross: a second field, with one answer cross_code; answers: the incidents that have these ("gender.female").
    """

    own: bool
    by: str
    period: date
    family: str | None
    category: str | None
    field: str
    code: str | None = None
    cross: str | None = None
    cross_code: str | None = None
    answers: tuple[str, ...] = ()

    @property
    def narrowed(self) -> str | None:
        """`answers` as questions take them."""
        return ",".join(self.answers) or None

    @property
    def rows(self) -> str | None:
        """The same with the place's own answers: what the incidents behind it have."""
        own = [(self.field, self.code), (self.cross, self.cross_code)]
        each = [self.narrowed, *(f"{field}.{code}" for field, code in own if code)]
        return ";".join(filter(None, each)) or None

    @property
    def of(self) -> str:
        return "own" if self.own else "group"

    @property
    def asked(self) -> dict[str, object]:
        """The place as questions about answers take it, without field and period."""
        narrowed = {"answers": self.narrowed} if self.own else {}
        return {"of": self.of, "family": self.family, "category": self.category, "by": self.by, **narrowed}

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
    """Label and choices of each step: all families first, the place itself last. answers: codes -> labels."""
    start = {"family": "all", "category": "all", "field": "family", **choices.NO_ANSWERS}
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
    if place.cross:
        start = start | {"cross": place.cross}
        found.append((f"by {fields.title(place.cross).lower()}", start))
    if place.code:
        start = start | {"code": place.code}
        found.append((answers[place.code], start))
    if place.cross_code:
        found.append((fields.label(visit, place.cross, place.cross_code), start | {"cross_code": place.cross_code}))
    return found
