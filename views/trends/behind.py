"""From a point of a line over months to what is behind it."""

from ingest.months import quarter_of
from views import choices, wording
from views.trends.series import Series


def behind_month(series: Series, point: dict) -> dict[str, str]:
    """The quarter of a month that was clicked, as an address in the drill-down."""
    place = {"family": series.family, "category": series.category or "all", "of": series.of}
    return choices.drill_down_address(**place, by="quarter", quarter=quarter_of(wording.first_day(point["x"][:7])))
