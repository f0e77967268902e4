"""What Trends marks now, in the same words: the front page must not calm where the next page alarms."""

from datetime import date

from views import signals
from views.visit import Visit


def running(visit: Visit, of: str, quarter: date) -> dict[str, str]:
    """Family -> 'above its usual range, since May 2026': the group's or one's own charts that are marked at their end.

    Nothing for a quarter that is not the newest closed one: the charts end later.
    """
    if quarter != visit.periods("quarter")[-1]:
        return {}
    charts = visit.ask("control_chart", of=of)
    found = {family: signals.running(rows) for family, rows in charts.groupby("family", sort=False)}
    return {family: words for family, words in found.items() if words}


def in_a_sentence(found: dict[str, str], labels: dict[str, str]) -> str:
    """'Over the months: Damp and mould above its usual range, since May 2026.'; empty where nothing is marked."""
    listed = "; ".join(f"{labels[family]} {words}" for family, words in found.items())
    return f"Over the months: {listed}." if found else ""
