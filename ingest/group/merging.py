"""Two members become one: both leave, a new member joins with their homes, and everything before stays as it was.

The new member has a code of its own, so that each one's history stays with its own homes, and nothing that others were
shown changes: a merger begins with a quarter that is not closed.
"""

from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection as Cursor

from ingest import months
from ingest.group import lists
from ingest.group.list_files import Row
from ingest.group.setup import changing
from ingest.problems import Problem, Refused
from queries.store import Store
from queries.viewer import Viewer


@dataclass(frozen=True)
class Merger:
    """members: the codes of the two. code, name: of the member that they become. first: its first month."""

    members: tuple[str, str]
    code: str
    name: str
    first: date


def merge(store: Store, viewer: Viewer, merger: Merger) -> None:
    """End two members before the merger's first month and begin the new one with the sum of their homes.

    Open actions of the two become the new member's. People stay with the old members, whose last returns they still
    send, until the list of people is changed. Raises NotAllowed, Refused with every fault.
    """
    one, other = merger.members
    with changing(store, viewer, f"{one} and {other} became {merger.code} from {months.shown(merger.first)}") as cursor:
        if faults := [*_faults_of_new(cursor, merger), *_faults_of_old(cursor, merger)]:
            raise Refused(faults)
        last, pair = months.later(merger.first, -1), list(merger.members)
        cursor.execute("update member set left_after = ? where member in ?", [last, pair])
        cursor.execute(_MEMBER, [merger.code, merger.name, merger.first])
        cursor.execute(_HOMES, [merger.code, pair, months.year_of(merger.first)])
        cursor.execute(_ACTIONS, [merger.code, pair])


_MEMBER = "insert into member (member, name, joined, saves) values (?, ?, ?, 0)"
_HOMES = """
insert into homes
select ?, year_start, needs_type, sum(homes)::integer from homes
where member in ? and year_start >= ? group by year_start, needs_type
"""
_ACTIONS = "update lesson set owner = ? where owner in ? and action is not null and closed_as is null"
_RETURNED = """
select member from returned_month where member in ? and month >= ? group by member order by member
"""


def _faults_of_new(cursor: Cursor, merger: Merger) -> list[Problem]:
    found = []
    try:
        lists.members([Row(1, {"member": merger.code, "name": merger.name})])
    except Refused as refusal:
        found += [Problem(each.rule, each.message.removeprefix("line 1: ")) for each in refusal.problems]
    if cursor.execute("select 1 from member where lower(member) = lower(?)", [merger.code]).fetchone():
        found.append(Problem("code", f"The code {merger.code!r} belongs to a member already. Choose another one."))
    if months.quarter_of(merger.first) != merger.first:
        found.append(Problem("month", "A merger begins with a quarter: choose April, July, October or January."))
    closed = cursor.execute("select max(quarter) from closing").fetchone()
    if closed and closed[0] and merger.first <= closed[0]:
        message = f"{months.quarter_named(closed[0])} is closed, and what was shown stays: choose a later quarter."
        found.append(Problem("month", message))
    return found


def _faults_of_old(cursor: Cursor, merger: Merger) -> list[Problem]:
    if merger.members[0] == merger.members[1]:
        return [Problem("members", "Choose two different members.")]
    found = []
    for code in merger.members:
        row = cursor.execute("select joined, left_after from member where member = ?", [code]).fetchone()
        if row is None:
            found.append(Problem("members", f"There is no member {code[:40]!r}."))
        elif row[1] is not None:
            found.append(Problem("members", f"{code} has left after {months.named([row[1]])} already."))
        elif row[0] is not None and row[0] >= merger.first:
            found.append(
                Problem("members", f"{code} joins in {months.named([row[0]])}, so it cannot merge before that.")
            )
    for (code,) in cursor.execute(_RETURNED, [list(merger.members), merger.first]).fetchall():
        message = f"{code} has returned months from {months.named([merger.first])} on. Its lead withdraws them first; "
        found.append(Problem("returns", f"{message}the new member then returns them."))
    return found
