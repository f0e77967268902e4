"""What native charts are drawn from: names of the points, and the two ends of each figure."""

from dataclasses import dataclass

from views import wording
from views.compare.comparison import Comparison
from views.packs.content import FamilyFigure

LEAST, MOST = "At least", "At most"


@dataclass(frozen=True)
class Points:
    """A chart's points, with None where there is no figure; alt: the chart in a sentence or two."""

    names: list[str]
    least: list[float | None]
    most: list[float | None]
    alt: str


def over_time(figure: FamilyFigure, *, is_public: bool = False) -> Points:
    """The group's count by quarter; for the public a figure under five is no point, only a word."""
    rows = figure.history
    names = [wording.quarter(day) for day in rows["period"]]
    ends = ", ".join(f"{name} {shown}" for name, shown in zip(names, rows["shown"], strict=True))
    alt = f"{figure.label}, incidents a quarter, all members together: {ends}."
    hidden = [is_public and shown == wording.UNDER_FIVE for shown in rows["shown"]]
    least, most = (
        [None if hide else int(value) for hide, value in zip(hidden, rows[end], strict=True)] for end in ("low", "high")
    )
    return Points(names, least, most, alt)


def by_member(compared: Comparison) -> Points:
    """Each member's rate per 1,000 homes, both ends of its interval."""
    names = compared.visit.names
    rows = compared.figures.set_index("member").reindex(list(names))
    least, most = (
        [None if value != value else float(value) for value in rows[end]] for end in ("rate_low", "rate_high")
    )
    return Points(list(names.values()), least, most, compared.alt)
