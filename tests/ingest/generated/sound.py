"""Sound logs, drawn at random, and what becomes of a file: refused, asked about, or which incidents are kept."""

import csv
import functools
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.intake import Preview, preview_file
from ingest.matching import Matching, known_headings, match
from ingest.problems import Refused
from ingest.reading import read
from queries.viewer import Viewer
from tests.ingest.reading.books import book, row, sheet

ALDER = Viewer.lead("alder", "lead@alder.example")
JULY, SEPTEMBER = date(2026, 7, 1), date(2026, 9, 1)
DELIMITERS = (",", ";", "\t", "|")
CATEGORIES = ("neglect", "hoarding", "self_neglect", "damp_mould", "domestic_abuse")
AGENCIES = ("police", "nhs", "fire_service", "marac")
NOTES = (
    "",
    "fine",
    "called, no answer",
    "Line one\nline two",
    'said "no" twice',
    "3 units; 2 ok",
    "see A/1",
    "5' 3",
    "|",
)


def generated(*strategies: st.SearchStrategy, few: int = 3, many: int = 300) -> Callable:
    """A test of a property: `few` examples, always the same ones, or `many` with --slow."""

    def decorate(holds: Callable) -> Callable:
        @functools.wraps(holds)
        def test(pytestconfig):
            slow = pytestconfig.getoption("--slow")
            chosen = settings(
                max_examples=many if slow else few,
                derandomize=not slow,
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            )
            chosen(given(*strategies)(holds))()

        del test.__wrapped__  # pytest would take the property's arguments for fixtures
        return test

    return decorate


@dataclass(frozen=True)
class Log:
    """A table of text: headings of the standard, and some that are not kept."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, heading: str) -> list[str]:
        at = self.headings.index(heading)
        return [row[at] for row in self.rows]

    def with_column(self, heading: str, cells: list[str]) -> "Log":
        """With these cells in the column, which is added at the end where there is none."""
        if heading not in self.headings:
            rows = tuple((*row, cell) for row, cell in zip(self.rows, cells, strict=True))
            return Log((*self.headings, heading), rows)
        at = self.headings.index(heading)
        rows = tuple((*row[:at], cell, *row[at + 1 :]) for row, cell in zip(self.rows, cells, strict=True))
        return replace(self, rows=rows)

    @property
    def references(self) -> list[str]:
        return self.column("incident_ref")

    @property
    def lines(self) -> list[str]:
        """Each row as a line of a file that commas divide, without its line break."""
        return self.text().removesuffix("\n").split("\n")

    def text(self, delimiter: str = ",", line_break: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
        return written([self.headings, *self.rows], delimiter, line_break, quoting)


def written(rows, delimiter: str = ",", line_break: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """The rows as text; a cell that holds any line break is quoted."""
    lines = []
    for cells in rows:
        out = io.StringIO(newline="")
        needs = quoting or (csv.QUOTE_ALL if any(set("\r\n") & set(cell) for cell in cells) else csv.QUOTE_MINIMAL)
        csv.writer(out, delimiter=delimiter, lineterminator=line_break, quoting=needs).writerow(cells)
        lines.append(out.getvalue())
    return "".join(lines)


numbers = st.lists(st.integers(1, 99_999), min_size=3, max_size=9, unique=True)
shapes_of_references = st.sampled_from(
    ["CASE-{}", "{:05d}", "ASB/2026/{}", "{}", "DV {}", "2026-{:04d}", "SG{}a", "W1.{}"]
)


@st.composite
def logs(draw, notes: tuple[str, ...] = NOTES, rows: st.SearchStrategy = numbers) -> Log:
    """Incidents of July to September 2026; columns in any order."""
    shape = draw(shapes_of_references)
    references = [shape.format(number) for number in draw(rows)]
    columns = {
        "incident_ref": references,
        "reported_on": [draw(days).strftime("%d/%m/%Y") for _ in references],
        "category": [draw(st.sampled_from(CATEGORIES)) for _ in references],
        "repeat_concern": [draw(st.sampled_from(["yes", "no", ""])) for _ in references],
        "other_agencies": [draw(st.sampled_from(["", "police", "nhs;police"])) for _ in references],
        "Patch": [draw(st.sampled_from(["North", "South 2", ""])) for _ in references],
        "Update": [draw(st.sampled_from(notes)) for _ in references],
    }
    optional = draw(st.lists(st.sampled_from(list(columns)[3:]), unique=True))
    headings = draw(st.permutations([*list(columns)[:3], *optional]))
    return Log(tuple(headings), tuple(zip(*(columns[heading] for heading in headings), strict=True)))


days = st.dates(JULY, date(2026, 9, 30))
plain_logs = logs(notes=("", "fine", "called", "see A/1"))


def as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def look(content: str | bytes, first: date = JULY, last: date = SEPTEMBER, **matching) -> Preview:
    """The preview of a file for these months."""
    return preview_file(None, ALDER, first, last, as_bytes(content), "export", Matching(**({"columns": {}} | matching)))


@dataclass(frozen=True)
class Taken:
    """What reading and matching, which are quicker than a preview, make of a file."""

    refused: tuple[str, ...]
    asked: tuple[str, ...]
    messages: str
    rows: tuple[dict[str, str], ...] = ()
    left_out: int = 0

    @property
    def references(self) -> list[str]:
        return [row["incident_ref"] for row in self.rows]


def take(content: str | bytes, **matching) -> Taken:
    chosen = Matching(**({"columns": {}} | matching))
    try:
        table = read(
            as_bytes(content),
            "export",
            encoding=chosen.encoding,
            delimiter=chosen.delimiter,
            sheet=chosen.sheet,
            header_row=chosen.header_row,
            expected=known_headings(chosen),
        )
        matched = match(table, chosen)
    except Refused as refused:
        return Taken(tuple(p.rule for p in refused.problems), (), str(refused))
    problems = [*table.asks, *matched.problems]
    below = sum(any(cell.strip() for cell in cells) for _, cells in table.below)
    return Taken(
        tuple(p.rule for p in problems if not p.soft),
        tuple(p.rule for p in problems if p.soft),
        "\n".join(p.message for p in problems),
        tuple({name: cell or "" for name, cell in row.items()} for row in matched.rows.drop(["line"]).to_pylist()),
        sum(matched.left_out.values()) + below,
    )


def is_accounted_for(taken: Taken, references: list[str], question: str = "") -> None:
    """No incident is lost or doubled silently: refused, asked about by that question, or every row is kept or counted
    as left out."""
    if taken.refused or question in taken.asked:
        return
    assert len(set(taken.references)) == len(taken.references), "an incident counts twice"
    assert set(taken.references) <= set(references), "an incident that is none"
    lost = set(references) - set(taken.references)
    assert len(lost) <= taken.left_out, f"lost without a word: {lost}"


def workbook(log: Log, name: str = "Log") -> bytes:
    """The log as an .xlsx file of texts."""
    return book({name: sheet([row(at, cells) for at, cells in enumerate([log.headings, *log.rows], start=1)])})


def refused(preview: Preview) -> set[str]:
    return {problem.rule for problem in preview.hard}


def messages(preview: Preview) -> str:
    return "\n".join(problem.message for problem in preview.problems)


def incidents(preview: Preview) -> list[dict]:
    """What would be kept, in the order of their references A0, A1, …"""
    assert not preview.hard, messages(preview)
    return sorted(preview.incidents.to_pylist(), key=lambda each: int(each["incident_ref"][1:]))
