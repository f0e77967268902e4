"""The second step with a file: its words become codes, its dates are read, and the months it holds are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow.compute as pc

from ingest.checking import DateColumn, read_dates
from ingest.intake.opened import Opened
from ingest.matching import Matched, Matching, match
from ingest.matching.saved import personal_words
from ingest.problems import Problem


@dataclass(frozen=True)
class MatchedFile:
    """An opened file in the standard's words. `dates` are its date columns; `months_held` see `match_file`."""

    opened: Opened
    matching: Matching
    matched: Matched
    dates: Mapping[str, DateColumn]
    months_held: tuple[date, date] | None
    personal_words: tuple[Problem, ...]

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
    """Match the words and read the dates of an opened file.

    `months_held` are the first and the last month in which anything was reported, None if no date can be read.
    """
    opened = opened.place(matching)
    placed = opened.safe_columns if opened.holds_personal_data else opened.placed
    matched = match(opened.table, matching, placed)
    dates = read_dates(matched, matching.date_format)
    held = _months_held(dates.get(matching.standard.reported))
    return MatchedFile(opened, matching, matched, dates, held, tuple(personal_words(matching)))


def _months_held(reported: DateColumn | None) -> tuple[date, date] | None:
    held = pc.min_max(reported.read["at"]).as_py() if reported else None
    if held is None or held["min"] is None:
        return None
    return date(held["min"].year, held["min"].month, 1), date(held["max"].year, held["max"].month, 1)
