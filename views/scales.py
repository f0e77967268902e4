"""Fields whose answers are steps of a scale: charts keep their order."""

from ingest.standard import STANDARD

SCALES = ("age_band", "missing_risk_level", "missing_duration")


def steps(field: str) -> tuple[str, ...]:
    """The codes of the field in their order where they are steps; none where they are not."""
    return tuple(each.code for each in STANDARD.column(field).codes) if field in SCALES else ()
