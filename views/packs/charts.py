"""What native charts are drawn from: names of the points, and the two ends of each figure."""

from dataclasses import dataclass

from views import wording
from views.compare.comparison import Comparison
from views.packs.content import FamilyFigure

LEAST, MOST = "At least", "At most"


@dataclass(frozen=True)
class Points:
    """A chart's points, with None where there is no figure.

    alt: the chart in a sentence or two. labels: each figure in words. own: the place of one's own member among members.
    """

    names: list[str]
    least: list[float | None]
    most: list[float | None]
    alt: str
    labels: list[str]
    by_member: bool = False
    own: int | None = None


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
    return Points(names, least, most, alt, rows["shown"].tolist())


def by_member(compared: Comparison) -> Points:
    """Each member's rate per 1,000 homes, both ends of its interval."""
    names = compared.visit.short_names
    rows = compared.figures.set_index("member").reindex(list(names))
    least, most = (
        [None if value != value else float(value) for value in rows[end]] for end in ("rate_low", "rate_high")
    )
    labels = [
        "" if low is None or high is None else f"{wording.rate_number(low)} to {wording.rate_number(high)}"
        for low, high in zip(least, most, strict=True)
    ]
    titles = [
        f"{name} ({wording.NO_RATE})" if low is None else name for name, low in zip(names.values(), least, strict=True)
    ]
    own = list(names).index(compared.visit.member) if compared.visit.member in names else None
    return Points(titles, least, most, compared.alt, labels, by_member=True, own=own)
