"""From a member's bar to what is behind it."""

from views import choices
from views.compare.comparison import Comparison


def behind_member(compared: Comparison, own: str | None, point: dict) -> dict[str, str]:
    """A bar that was clicked, as an address in the drill-down. Of other members only the group's figures are shown.

    own: the viewer's member, if any.
    """
    of = "own" if own and point.get("customdata") == own else "group"
    period = {"by": compared.by, compared.by: compared.period}
    return choices.drill_down_address(family=compared.family, of=of, **period)
