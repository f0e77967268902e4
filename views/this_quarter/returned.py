"""Who has returned a quarter, and who has not since when."""

from datetime import date

import pandas as pd

from views import wording


class Returned:
    """The answer to returns_status (member, quarter, status), by quarter."""

    def __init__(self, status: pd.DataFrame, names: dict[str, str]):
        self.names = names
        self.status: dict[date, dict[str, str]] = {}
        columns = (status[each] for each in ("quarter", "member", "status"))
        for quarter, member, state in zip(*columns, strict=True):
            self.status.setdefault(quarter.date(), {})[member] = state

    @property
    def newest(self) -> date | None:
        """The newest quarter that has ended."""
        return max(self.status, default=None)

    @property
    def newest_is_in(self) -> bool:
        """Whether nobody who is expected to return the newest quarter is awaited."""
        return self.newest is not None and not self._waiting(self.newest)

    def in_words(self, quarter: date) -> str:
        """'Jul–Sep 2026: 5 of 7 members have returned. Not yet: Fir (since Apr–Jun 2026) and Gorse.'"""
        waiting = self._waiting(quarter)
        awaited = wording.listed([self._awaited(member, quarter) for member in waiting])
        return f"{self.counted(quarter)}. Not yet: {awaited}." if waiting else f"{self.counted(quarter)}."

    def counted(self, quarter: date) -> str:
        """'Jul–Sep 2026: 5 of 7 members have returned', without a full stop."""
        expected = len(self.status.get(quarter, {}))
        if not expected:
            return f"{wording.quarter(quarter)}: nobody is expected to have returned"
        members = wording.members(expected - len(self._waiting(quarter)), expected)
        return f"{wording.quarter(quarter)}: {members} {'have' if expected > 1 else 'has'} returned"

    def _waiting(self, quarter: date) -> list[str]:
        return [member for member, state in self.status.get(quarter, {}).items() if state != "returned"]

    def _awaited(self, member: str, quarter: date) -> str:
        since = self.first_missing(member, quarter)
        notes = [f"since {wording.quarter(since)}"] if since < quarter else []
        notes += ["part returned"] if self.status[quarter][member] == "partial" else []
        return self.names[member] + (f" ({', '.join(notes)})" if notes else "")

    def first_missing(self, member: str, quarter: date) -> date:
        """The first of the unbroken run of quarters, up to `quarter`, that the member has not wholly returned."""
        first = quarter
        for each in sorted((day for day in self.status if day <= quarter), reverse=True):
            if self.status[each].get(member) in (None, "returned"):
                break
            first = each
        return first
