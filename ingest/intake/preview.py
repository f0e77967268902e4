"""What a lead confirms: a return as it would be saved, and what that would change. Nothing is written yet."""

import contextlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from ingest import months
from ingest.checking import Before
from ingest.intake import whose
from ingest.intake.comparing import Comparison, carried_elsewhere, compare
from ingest.matching import Matching
from ingest.problems import Problem, Refused
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer

CHECKLIST = {
    "anonymised": "This data is anonymised under the group's agreement.",
    "no_free_text": "It holds no free text.",
    "small_schemes": "I have considered small schemes, where one incident could be recognised.",
    "checked": "I have checked it.",
}
FAR = 5  # fewer incidents in a month than count now: from here on it is asked whether that is so


@dataclass(frozen=True)
class Preview:
    """One return, looked at. `kind` is file, counts or nil.

    `incidents` is as the store would keep it, without a return_id (empty when refused); `fields` the
    standard's fields that are supplied; `left_out` rows by reason; `not_kept` the file's other columns as
    (letter, heading). `compared` is None when refused or looked at without a store; `saves` is how often the
    member had saved when it was looked at.
    """

    member: str
    kind: str
    from_month: date
    to_month: date
    problems: tuple[Problem, ...] = ()
    incidents: pa.Table | None = None
    fields: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    not_kept: tuple[tuple[str, str], ...] = ()
    compared: Comparison | None = None
    saves: int | None = None
    file_sha256: str | None = None
    file_bytes: int | None = None
    matching: Matching | None = None
    matching_name: str | None = None

    @property
    def hard(self) -> list[Problem]:
        return [p for p in self.problems if not p.soft]

    @property
    def soft(self) -> list[Problem]:
        return [p for p in self.problems if p.soft]

    def unanswered(self, accepted: Collection[str]) -> list[Problem]:
        """What stands against saving: the hard problems, and the questions not yet answered with yes."""
        return self.hard + [p for p in self.soft if p.rule not in accepted]

    @property
    def rows(self) -> int:
        return self.incidents.num_rows if self.incidents is not None else 0

    @property
    def unchanged(self) -> bool:
        """Saving it would change nothing: the same incidents, months and columns are current already."""
        return self.compared is not None and self.compared.nothing_new


def member_for(viewer: Viewer) -> str:
    """The member a viewer may save returns for. NotAllowed for anybody but a lead."""
    if not viewer.uploads or not viewer.member:
        raise NotAllowed("Only a lead of a member saves, withdraws or restores its returns. Ask your lead to do it.")
    return viewer.member


def prove_period(store: Store | None, begun: Preview) -> date:
    """Today, once the member is known and the months are whole and finished. Raises Refused."""
    today = store.today() if store else date.today()
    months.prove(begun.from_month, begun.to_month, today)
    if store is not None:
        with contextlib.closing(store.cursor()) as cursor:
            if saves_of(cursor, begun.member) is None:
                raise Refused.because("unknown_member", _no_such_member(cursor, begun.member))
    return today


def saves_of(cursor, member: str) -> int | None:
    """How often the member saved, withdrew or restored a return; None where there is no such member."""
    found = cursor.execute("select saves from member where member = ?", [member]).fetchone()
    return found[0] if found else None


def before(store: Store, member: str) -> Before:
    """What the member has returned so far, for the questions that need it."""
    with contextlib.closing(store.cursor()) as cursor:
        returned = cursor.execute("select month from current_month where member = ?", [member]).fetchall()
        counts: dict[date, dict[str, int]] = {month: {} for (month,) in returned}
        for month, category, n in cursor.execute(_CURRENT_COUNTS, [member]).fetchall():
            counts[month][category] = n
        used = cursor.execute(_CATEGORIES_USED, [member]).fetchall()
    return Before(counts, {category for (category,) in used})


_CURRENT_COUNTS = "select month, category, count(*) from current_incident where member = ? group by all"

_CATEGORIES_USED = """
select distinct category from incident semi join (select return_id from member_return where member = ?)
using (return_id)
"""


def against_current(store: Store, looked: Preview, *, keep_first: bool = False) -> Preview:
    """The preview, held against what is current; references that stand there are left out or refused."""
    period = (looked.member, looked.from_month, looked.to_month)
    with contextlib.closing(store.cursor()) as cursor:
        saves = saves_of(cursor, looked.member)
        elsewhere = carried_elsewhere(cursor, *period, looked.incidents)
        if elsewhere.num_rows and not keep_first:
            return replace(looked, problems=(*looked.problems, _repeated(elsewhere)), saves=saves)
        incidents, left_out = looked.incidents, dict(looked.left_out)
        if elsewhere.num_rows:
            carried = pc.is_in(incidents["incident_ref"], value_set=elsewhere["incident_ref"].combine_chunks())
            incidents = incidents.filter(pc.invert(carried))
            repeated = looked.incidents.num_rows - incidents.num_rows
            left_out["repeated_reference"] = left_out.get("repeated_reference", 0) + repeated
        compared = compare(cursor, *period, incidents, looked.fields)
        asked = tuple(_questions(cursor, looked, compared)) if looked.kind == "file" else ()
    problems = (*looked.problems, *asked)
    return replace(looked, problems=problems, incidents=incidents, left_out=left_out, compared=compared, saves=saves)


def _questions(cursor, looked: Preview, compared: Comparison) -> Iterator[Problem]:
    """What is asked of a file that differs from what counts now as another one would."""
    yield from _far_fewer(compared)
    if looked.matching.missing_reference != "number":  # made references are other ones for other months
        yield from whose.nothing_in_common(cursor, compared)


def _far_fewer(compared: Comparison) -> list[Problem]:
    """Asks where a file holds less than half of what counts now: does it cover those months at all?"""
    totals = compared.counts.group_by("month").aggregate([("n", "sum"), ("current_n", "sum")]).to_pylist()
    fewer = [each for each in totals if _is_far_fewer(each["n_sum"], each["current_n_sum"])]
    if not fewer:
        return []
    first, last = (edge(each["month"] for each in fewer) for edge in (min, max))
    now, then = (sum(each[name] for each in fewer) for name in ("n_sum", "current_n_sum"))
    many = f"{len(fewer)} months ({months.span(first, last)})" if fewer[1:] else months.shown(first)
    message = (
        f"For {many} the file holds {now:,} incidents; {then:,} count there now and would be replaced. If "
        "that is right, say so (far_fewer); else cover only the months that the file holds whole."
    )
    return [Problem("far_fewer", message, soft=True)]


def _is_far_fewer(n: int, current_n: int) -> bool:
    return 2 * n < current_n and (n == 0 or current_n - n >= FAR)


def _repeated(elsewhere: pa.Table) -> Problem:
    first = elsewhere.slice(0, 1).to_pylist()[0]
    return Problem(
        "repeated_reference",
        f"{elsewhere.num_rows:,} of the references stand in your current returns already, in months that "
        f"this return does not cover (the first in {first['return_id']}, {months.shown(first['month'])}). "
        "An incident is counted once, in the month it was reported: take them out, cover those months too, "
        "or keep the first of each.",
        field="incident_ref",
    )


def _no_such_member(cursor, member: str) -> str:
    codes = [code for (code,) in cursor.execute("select member from member order by member").fetchall()]
    return f"There is no member {member[:40]!r} in this store. Members: {', '.join(codes) or 'none yet'}."
