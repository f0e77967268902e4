"""The group's own lists, kept by a coordinator: members, homes and people, from a file or from a page.

A whole list is checked, and every fault is named, before anything is written.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from ingest.group import list_values
from ingest.group.list_files import Row
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
SHORT_NAME = "short_name"
"""A column that the list of members may have."""
LONGEST_SHORT_NAME = 12
HOW_WE_RECORD = ("member", "question", "answer")
PERSON_ROLES = tuple(role for role in ROLES if role not in ("group", "public"))
MEMBER_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class Member(NamedTuple):
    """A row of the list of members."""

    code: str
    name: str
    short_name: str | None  # '': none; None: the list has no such column

    @property
    def words(self) -> str:
        """'Alder Homes, on charts “Alder”'"""
        return self.name + (f", on charts “{self.short_name}”" if self.short_name else "")

    def with_short_name_of(self, held: Mapping[str, "Member"]) -> "Member":
        """As it is, with the short name that the member has."""
        return self._replace(short_name=held[self.code].short_name if self.code in held else "")


def members(rows: Iterable[Row]) -> list[Member]:
    """Each member of the list. Raises Refused with every fault."""
    rows, faults = list(rows), []
    for row in rows:
        code = row.cells["member"]
        if not MEMBER_CODE.fullmatch(code) or code.lower() in ROLES:
            allowed = "letters, digits, - and _ only, and no word for a role"
            faults.append(row.fault("members", f"{code[:40]!r} cannot be a member's code: {allowed}."))
        if not one_line(row.cells["name"]):
            faults.append(row.fault("members", "the member has no name."))
        if len(_short_name(row) or "") > LONGEST_SHORT_NAME:
            faults.append(row.fault("members", f"a short name has {LONGEST_SHORT_NAME} letters at most."))
    faults += _repeated(rows, "members", lambda row: row.cells["member"].lower())
    faults += _repeated([row for row in rows if _short_name(row)], "members", lambda row: str(_short_name(row)).lower())
    if not rows:
        faults.append(Problem("members_list", "The list of members is empty: it needs a line for each member."))
    good = [Member(row.cells["member"], one_line(row.cells["name"]), _short_name(row)) for row in rows]
    return _unless_faulty(good, faults)


def _short_name(row: Row) -> str | None:
    return one_line(row.cells[SHORT_NAME]) if SHORT_NAME in row.cells else None


def homes(rows: Iterable[Row], member_codes: Iterable[str]) -> list[tuple[str, date, str, int]]:
    """(member, first day of the financial year, needs type, homes managed). Raises Refused with every fault."""
    rows, known, faults, good = list(rows), set(member_codes), [], []
    for row in rows:
        year, number, kind = (
            list_values.financial_year(row.cells["year_start"]),
            list_values.homes(row.cells["homes"]),
            list_values.needs_type(row.cells["needs_type"]),
        )
        faults += _unknown_member(row, "homes", known)
        if year is None:
            faults.append(
                row.fault("homes", "year_start is the first day of a financial year, such as 01/04/2026 (day first).")
            )
        if kind is None:
            allowed, written = ", ".join(STANDARD.codes("needs_type")), row.cells["needs_type"][:40]
            faults.append(row.fault("homes", f"needs_type is one of {allowed}, not {written!r}."))
        if number is None:
            said = row.cells["homes"][:40]
            faults.append(row.fault("homes", f"homes is a whole number, such as 12000, not {said!r}."))
        elif year is not None and kind is not None:
            good.append((row.cells["member"], year, kind, number))
    faults += _repeated(rows, "homes", _whose_homes)
    return _unless_faulty(good, faults)


def people(rows: Iterable[Row], member_codes: Iterable[str]) -> list[tuple[str, str, str | None]]:
    """(address, role, member or None). One address belongs to one member at most. Raises Refused."""
    rows, known, faults, good = list(rows), set(member_codes), [], []
    for row in rows:
        address, role, member = comparable(row.cells["email"]), list_values.role(row.cells["role"]), row.cells["member"]
        if not ADDRESS.fullmatch(address) or address != one_line(address):
            faults.append(row.fault("people", "email is an address, such as lead@alder.example."))
        if role not in PERSON_ROLES:
            faults.append(row.fault("people", f"role is one of {', '.join(PERSON_ROLES)}, not {role[:40]!r}."))
        elif role == "coordinator" and member:
            faults.append(row.fault("people", "a coordinator has no member here; a lead's row says the member."))
        elif role != "coordinator":
            faults += _unknown_member(row, "people", known)
        good.append((address, role, member or None))
    faults += _repeated(rows, "people", lambda r: (comparable(r.cells["email"]), list_values.role(r.cells["role"])))
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


def _whose_homes(row: Row) -> Hashable:
    """The same member, year and needs type, however they are written."""
    year, kind = (list_values.financial_year(row.cells["year_start"]), list_values.needs_type(row.cells["needs_type"]))
    return row.cells["member"], year or row.cells["year_start"], kind or row.cells["needs_type"]
