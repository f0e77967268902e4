"""The group's own lists, kept by a coordinator: members, homes and people, from CSV or from a page.

A whole list is checked, and every fault is named, before anything is written.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from ingest import months
from ingest.problems import Problem, Refused
from ingest.standard import STANDARD
from ingest.words import one_line
from queries.person import comparable
from queries.viewer import ROLES

MEMBERS, HOMES, PEOPLE = (
    ("member", "name"),
    ("member", "year_start", "needs_type", "homes"),
    ("email", "role", "member"),
)
HOW_WE_RECORD = ("member", "question", "answer")
PERSON_ROLES = tuple(role for role in ROLES if role not in ("group", "public"))
MEMBER_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True)
class Row:
    """One row of a list: its line, its cells by heading, trimmed, and the file that it comes from."""

    line: int
    cells: Mapping[str, str]
    file: str = ""  # empty: typed on a page

    def fault(self, name: str, message: str) -> Problem:
        where = f"{self.file}, line {self.line}" if self.file else f"line {self.line}"
        return Problem(f"{name}_list", f"{where}: {message}", line=self.line)


def read_list(path: Path, headings: tuple[str, ...]) -> list[Row]:
    """The rows of a CSV file with exactly these headings, in any order. Raises Refused."""
    try:
        content = path.read_bytes()
    except OSError:
        raise Refused.because("no_file", f"{path} cannot be read: check its name.") from None
    return read_content(content, path.name, headings)


def read_content(content: bytes, name: str, headings: tuple[str, ...]) -> list[Row]:
    """The same of a file that was uploaded. Raises Refused."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused.because("encoding", f"{name} is not UTF-8: save it as “CSV UTF-8”.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        found = [name.strip() for name in reader.fieldnames or ()]
        if sorted(found) != sorted(headings):
            wanted = ",".join(headings)
            raise Refused.because("headings", f"{name}: its first line must be {wanted}.", line=1)
        reader.fieldnames = found
        return list(_rows(reader, name))
    except csv.Error as error:
        raise Refused.because("csv", f"{name}, line {reader.line_num}: {error}.", line=reader.line_num) from None


def _rows(reader: "csv.DictReader[str]", name: str) -> Iterator[Row]:
    for cells in reader:
        if _is_blank(cells):
            continue  # Excel writes blank rows that were once filled
        if None in cells or None in cells.values():
            message = f"{name}, line {reader.line_num}: it has more or fewer cells than the first line."
            raise Refused.because("csv", message, line=reader.line_num)
        yield Row(reader.line_num, {heading: cell.strip() for heading, cell in cells.items()}, name)


def _is_blank(cells: Mapping[str | None, str | list[str] | None]) -> bool:
    """Whether no cell of the row holds anything, not even where it has more cells than there are headings."""
    texts = [text for cell in cells.values() for text in (cell if isinstance(cell, list) else [cell])]
    return not any(text and text.strip() for text in texts)


def members(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """(code, name) of each member. Raises Refused with every fault."""
    rows, faults = list(rows), []
    for row in rows:
        code = row.cells["member"]
        if not MEMBER_CODE.fullmatch(code) or code.lower() in ROLES:
            allowed = "letters, digits, - and _ only, and no word for a role"
            faults.append(row.fault("members", f"{code[:40]!r} cannot be a member's code: {allowed}."))
        if not one_line(row.cells["name"]):
            faults.append(row.fault("members", "the member has no name."))
    faults += _repeated(rows, "members", lambda row: row.cells["member"].lower())
    if not rows:
        faults.append(Problem("members_list", "The list of members is empty: it needs a line for each member."))
    return _unless_faulty([(row.cells["member"], one_line(row.cells["name"])) for row in rows], faults)


def homes(rows: Iterable[Row], member_codes: Iterable[str]) -> list[tuple[str, date, str, int]]:
    """(member, first day of the financial year, needs type, homes managed). Raises Refused with every fault."""
    rows, known, faults, good = list(rows), set(member_codes), [], []
    for row in rows:
        year, number, kind = (
            _first_of_april(row.cells["year_start"]),
            row.cells["homes"],
            row.cells["needs_type"],
        )
        faults += _unknown_member(row, "homes", known)
        if year is None:
            faults.append(row.fault("homes", "year_start is the first day of a financial year, such as 2026-04-01."))
        if kind not in STANDARD.codes("needs_type"):
            allowed = ", ".join(STANDARD.codes("needs_type"))
            faults.append(row.fault("homes", f"needs_type is one of {allowed}, not {kind[:40]!r}."))
        if not re.fullmatch(r"[0-9]{1,7}", number):
            faults.append(row.fault("homes", "homes is a whole number, such as 12000."))
        elif year is not None:
            good.append((row.cells["member"], year, kind, int(number)))
    faults += _repeated(rows, "homes", lambda r: (r.cells["member"], r.cells["year_start"], r.cells["needs_type"]))
    return _unless_faulty(good, faults)


def people(rows: Iterable[Row], member_codes: Iterable[str]) -> list[tuple[str, str, str | None]]:
    """(address, role, member or None). One address belongs to one member at most. Raises Refused."""
    rows, known, faults, good = list(rows), set(member_codes), [], []
    for row in rows:
        address, role, member = comparable(row.cells["email"]), row.cells["role"], row.cells["member"]
        if not ADDRESS.fullmatch(address) or address != one_line(address):
            faults.append(row.fault("people", "email is an address, such as lead@alder.example."))
        if role not in PERSON_ROLES:
            faults.append(row.fault("people", f"role is one of {', '.join(PERSON_ROLES)}, not {role[:40]!r}."))
        elif role == "coordinator" and member:
            faults.append(row.fault("people", "a coordinator has no member here; a lead's row says the member."))
        elif role != "coordinator":
            faults += _unknown_member(row, "people", known)
        good.append((address, role, member or None))
    faults += _repeated(rows, "people", lambda r: (comparable(r.cells["email"]), r.cells["role"]))
    faults += _two_members(rows)
    return _unless_faulty(good, faults)


Good = TypeVar("Good")


def _unless_faulty(good: list[Good], faults: list[Problem]) -> list[Good]:
    if faults:
        raise Refused(faults)
    return good


def _unknown_member(row: Row, name: str, known: set[str]) -> list[Problem]:
    code = row.cells["member"]
    return [] if code in known else [row.fault(name, f"there is no member {code[:40]!r}.")]


def _repeated(rows: list[Row], name: str, key: Callable[[Row], Hashable]) -> list[Problem]:
    count = Counter(key(row) for row in rows)
    return [row.fault(name, "this is in the list more than once.") for row in rows if count[key(row)] > 1]


def _two_members(rows: list[Row]) -> list[Problem]:
    """A fault at the first row of an address that names another member than the address's row before it."""
    of: dict[str, set[str]] = {}
    faults = []
    for row in rows:
        address, member = comparable(row.cells["email"]), row.cells["member"]
        known = of.setdefault(address, set())
        if member and len(known) == 1 and member not in known:
            message = f"{address} is listed with two members: one address belongs to one member."
            faults.append(row.fault("people", message))
        known |= {member} - {""}
    return faults


def _first_of_april(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day == months.year_of(day) else None
