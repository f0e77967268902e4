"""From a family's headline, row or tile to what is behind it."""

from collections.abc import Mapping

from views import choices


def behind_family(row: Mapping, of: str) -> dict[str, str]:
    """A row of `headlines` as an address in the drill-down. of: "group" or "own"."""
    return choices.drill_down_address(family=row["family"], of=of, by="quarter", quarter=row["period"])
