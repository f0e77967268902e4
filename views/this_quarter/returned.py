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

    def in_words(self, quarter: date) -> str:
        """'Jul–Sep 2026: 5 of 7 members have returned. Not yet: Fir (since Apr–Jun 2026) and Gorse.'"""
        now = self.status.get(quarter, {})
        if not now:
            return f"{wording.quarter(quarter)}: nobody is expected to have returned."
        waiting = [member for member in now if now[member] != "returned"]
        counted = wording.members(len(now) - len(waiting), len(now))
        returned = f"{wording.quarter(quarter)}: {counted} {'have' if len(now) > 1 else 'has'} returned."
        awaited = wording.listed([self._awaited(member, quarter) for member in waiting])
        return f"{returned} Not yet: {awaited}." if waiting else returned

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
