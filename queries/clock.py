"""The time, as the store keeps it."""

from datetime import UTC, datetime


def now() -> datetime:
    """UTC, whole seconds, without a zone (DuckDB's timestamp)."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
