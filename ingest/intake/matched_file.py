"""The second step with a file: its words become codes, its dates are read, and the months it holds are known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ingest.checking import DateColumn, read_dates
from ingest.intake.opened import Opened
from ingest.intake.other_months import rows_by_day
from ingest.matching import Matched, Matching, match
from ingest.matching.saved import personal_words
from ingest.problems import Problem


@dataclass(frozen=True)
class MatchedFile:
    """An opened file in the standard's words. `dates` are its date columns; `rows_by_day` are those reported on each
    day that can be read, `months` the months of all rows, also of those left out: the months the file holds."""

    opened: Opened
    matching: Matching
    matched: Matched
    dates: Mapping[str, DateColumn]
    rows_by_day: Mapping[date, int]
    months: tuple[date, ...]
    personal_words: tuple[Problem, ...]

    @property
    def months_held(self) -> tuple[date, date] | None:
        """The first and the last month in which anything was reported, None if no date can be read."""
        return (self.months[0], self.months[-1]) if self.months else None

    @property
    def personal(self) -> tuple[Problem, ...]:
        """Personal data in the file, and in the matching's own words."""
        return self.opened.personal + self.personal_words

    @property
    def holds_personal_data(self) -> bool:
        return any(not problem.soft for problem in self.personal)

    @property
    def left_out(self) -> dict[str, int]:
        """Rows by reason. Totals and footnotes below the table count as rows, blank ones do not."""
        below = sum(any(cell.strip() for cell in cells) for _, cells in self.opened.table.below)
        return dict(self.matched.left_out) | ({"below_the_table": below} if below else {})


def match_file(opened: Opened, matching: Matching) -> MatchedFile:
    """Match the words and read the dates of an opened file."""
    opened = opened.place(matching)
    placed = opened.safe_columns if opened.holds_personal_data else opened.placed
    matched = match(opened.table, matching, placed)
    dates = read_dates(matched, matching.date_format)
    by_day = rows_by_day(dates.get(matching.standard.reported))
    months = _months(by_day if not matched.left_out else _all_days(matched, matching))
    return MatchedFile(opened, matching, matched, dates, by_day, months, tuple(personal_words(matching)))


def _all_days(matched: Matched, matching: Matching) -> Iterable[date]:
    """The days of all reports, those of rows that are left out too."""
    if matched.reports is None:
        return ()
    every = read_dates(replace(matched, rows=matched.reports), matching.date_format)
    return rows_by_day(every[matching.standard.reported])


def _months(days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted({day.replace(day=1) for day in days}))
