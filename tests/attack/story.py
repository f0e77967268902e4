"""Two years in the life of a group, on a store: returns late, replaced, withdrawn; members join, leave and merge.

What the attacker is held against is kept beside: which rows counted in which closing, and all that was answered.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from ingest import tally
from ingest.group import closing, errata
from ingest.group.look import look_at
from queries.viewer import Viewer
from tests.attack.answers import EVERYTHING, Answers, Asked, overview, read_at_once
from tests.attack.groups import (
    CATEGORIES,
    HOMES,
    MEMBERS,
    MONTHS,
    QUARTERS,
    Rows,
    drawn,
    fields,
    lacking,
    with_rows_added,
)
from tests.queries.small_group import SmallGroup

COORDINATOR = Viewer.coordinator("coordinator@group.example")
BASE = ["incident_ref", "reported_on", "category"]


@dataclass
class Played:
    """A store and the truth about it.

    returns: by id, the rows and the fields supplied. counted: (member, quarter) -> the return that its closing counted.
    later: the same of what came later. matured: quarter -> member -> the rows whose outcomes were read.
    looks: what a coordinator saw of a quarter before closing it, with the returns that were current then, by member;
    shown_anew: the same of what a weaker rule shows everybody.
    """

    group: SmallGroup
    returns: dict[str, tuple[Rows, set[str]]] = field(default_factory=dict)
    counted: dict[tuple[str, date], str] = field(default_factory=dict)
    matured: dict[date, dict[str, tuple[Rows, set[str]]]] = field(default_factory=dict)
    looks: list[tuple[date, Answers, dict[str, str]]] = field(default_factory=list)
    shown_anew: list[tuple[date, Answers, dict[str, str]]] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)
    walker: str = ""
    tallied: dict[tuple, np.ndarray] = field(default_factory=dict)

    @property
    def store(self):
        return self.group.store

    def save(self, member: str, months: range, rows: Rows, supplied: set[str]) -> str:
        self.group._saved += 1
        return_id = f"{member}-{self.group._saved:04d}"
        rows = rows.of(months)
        self.returns[return_id] = rows, supplied
        names = [fields()[name].supplied_as for name in sorted(supplied)]
        with self.store.write() as cursor:
            cursor.execute(
                "insert into member_return (return_id, member, saved_order, from_month, to_month, kind, fields)"
                " values (?, ?, ?, ?, ?, 'file', ?)",
                [return_id, member, self.group._saved, MONTHS[months.start], MONTHS[months.stop - 1], [*BASE, *names]],
            )
            if len(rows):
                cursor.register("new_rows", rows.table(return_id, supplied))
                cursor.execute("insert into incident by name select * from new_rows")
                tally.count(cursor, return_id, "new_rows")
                cursor.unregister("new_rows")
        return return_id

    def count(self, return_id: str, month: int, category: int) -> int:
        key = (return_id,)
        if key not in self.tallied:
            rows, table = self.returns[return_id][0], np.zeros((len(MONTHS), len(CATEGORIES)), dtype=int)
            np.add.at(table, (rows.month, rows.category), 1)
            self.tallied[key] = table
        return int(self.tallied[key][month, category])

    def answers_given(self, member: str, name: str, quarter: date, code: str) -> np.ndarray:
        """By category: how many of a member's incidents in a quarter have this code, as the breakdowns read them."""
        key = member, name, quarter, code
        if key not in self.tallied:
            rows = self._rows_read(member, name, quarter)
            had = rows.category[rows.has(name, code)]
            self.tallied[key] = np.bincount(had, minlength=len(CATEGORIES))
        return self.tallied[key]

    def codes_in(self, return_id: str, name: str, quarter: date, code: str) -> np.ndarray:
        """The same of one return, whatever closing counted it."""
        key = return_id, name, quarter, code
        if key not in self.tallied:
            at = MONTHS.index(quarter)
            rows = self.returns[return_id][0].of(range(at, at + 3))
            self.tallied[key] = np.bincount(rows.category[rows.has(name, code)], minlength=len(CATEGORIES))
        return self.tallied[key]

    def _rows_read(self, member: str, name: str, quarter: date) -> Rows:
        if fields()[name].matures:
            return self.matured[quarter][member][0]
        at = MONTHS.index(quarter)
        return self.returns[self.counted[member, quarter]][0].of(range(at, at + 3))

    def current(self) -> dict[tuple[str, date], str]:
        """(member, quarter) -> the return that is current for it, of whole quarters."""
        rows = self.store.cursor().execute(
            "select member, quarter_of(month), any_value(return_id) from current_month group by all having count(*) = 3"
        )
        return {(member, quarter): return_id for member, quarter, return_id in rows.fetchall()}

    def close(self, quarter: date) -> None:
        self.group.close(quarter)
        self.note_counted()
        earlier = QUARTERS[max(QUARTERS.index(quarter) - closing.steps.AFTER, 0)]
        if earlier not in self.matured and QUARTERS.index(quarter) >= closing.steps.AFTER:
            self.matured[earlier] = self._still_there(earlier)

    def note_counted(self) -> None:
        rows = self.store.cursor().execute(
            "select distinct member, quarter, return_id from closing_return where status = 'counted'"
        )
        for member, quarter, return_id in rows.fetchall():
            self.counted.setdefault((member, quarter), return_id)

    def _still_there(self, quarter: date) -> dict[str, tuple[Rows, set[str]]]:
        """The incidents that counted and are still there, as they are now, under the category they counted in."""
        current, found = self.current(), {}
        months = range(MONTHS.index(quarter), MONTHS.index(quarter) + 3)
        for member in MEMBERS:
            if (member, quarter) in self.counted and (member, quarter) in current:
                then = self.returns[self.counted[member, quarter]][0].of(months)
                now, supplied = self.returns[current[member, quarter]]
                now = now.of(months)
                now = now.where(np.isin(now.number, then.number))
                then_category = dict(zip(then.number, then.category, strict=True))
                now.category = np.array([then_category[n] for n in now.number], dtype=int)
                found[member] = now, supplied
        return found

    def look(self, quarter: date) -> None:
        seen = look_at(self.store, Viewer.lead(self.walker, coordinates=True), quarter)
        fixed = self.store.cursor().execute("select member, any_value(return_id) from closing_look group by member")
        self.looks.append((quarter, overview(seen, quarter), self.current_of(quarter) | dict(fixed.fetchall())))
        seen.close()

    def current_of(self, quarter: date) -> dict[str, str]:
        return {member: return_id for (member, day), return_id in self.current().items() if day == quarter}


def play(path: Path, seed: int, scale: float, asked: Asked = EVERYTHING, weaker=None, ask=read_at_once) -> Played:
    """A story of eight quarters, each closed in its turn; whoever plays a part in it is drawn by lot.

    `weaker` bends the rule (see `weaker.py`): the attack is to find it out. `ask` is how the answers are collected.
    """
    rng = np.random.default_rng(seed)
    group = SmallGroup(path, dict(zip(MEMBERS, HOMES, strict=True)), date(2026, 4, 15))
    played, truth, lacks = Played(group), drawn(rng, scale), lacking(rng)
    members = getattr(weaker, "members", MEMBERS)
    if weaker:
        weaker.before(played)
    late, joins, leaves, merges, replaces, walker, columns_late = rng.permutation(MEMBERS)
    if weaker and weaker.lacks_most:
        lacks = {member: set(fields()) - {"about"} if member == weaker.lacks_most else set() for member in MEMBERS}
    if weaker and weaker.everybody_stays:
        leaves = None
    played.walker = walker
    group.change("update member set joined = ? where member = ?", QUARTERS[2], joins)
    if leaves:
        group.change("update member set left_after = ? where member = ?", MONTHS[17], leaves)
    for at, quarter in enumerate(QUARTERS):
        upload = range(max(0, 3 * at - 9), 3 * at + 3)
        for member in members:
            if (member == joins and at < 2) or (member == leaves and at > 5) or (member == late and at in (3, 5)):
                continue
            since = 6 if member == joins else 0
            supplied = set(fields()) - lacks[member] if member != columns_late or at > 3 else {"about", "gender"}
            truth[member] = with_rows_added(rng, truth[member], upload, 0.01)
            played.save(member, range(max(upload.start, since), upload.stop), truth[member], supplied)
        if at == 6 and leaves:  # two providers have become one: the incidents of who left are the other's from here
            truth[merges] = merged(truth[merges], truth[leaves].of(range(18, 24)))
        if at == 7 and not weaker:
            _last_quarter(rng, played, truth, replaces, set(fields()) - lacks[replaces])
        played.close(quarter)
        if weaker:
            weaker.after_closing(played, quarter)
    played.answers = ask(played.store, asked)
    if weaker:
        weaker.at_the_end(played, rng)
        return played
    _erratum(rng, played, truth, "alder", set(fields()) - lacks["alder"])
    played.answers.also(ask(played.store, asked, [("quarter", QUARTERS[5]), ("year", QUARTERS[4])]))
    return played


def merged(rows: Rows, more: Rows) -> Rows:
    more.number = more.number + rows.number.max(initial=0) + 1
    return rows.and_also(more)


def _last_quarter(
    rng: np.random.Generator, played: Played, truth: dict[str, Rows], replaces: str, supplied: set[str]
) -> None:
    """A coordinator who is a lead looks three times: with own rows added, with another's return replaced, withdrawn."""
    months = range(21, 24)
    played.look(QUARTERS[7])
    own = played.returns[played.current()[played.walker, QUARTERS[7]]][1]
    played.save(played.walker, months, with_rows_added(rng, truth[played.walker], months, 0.5), own)
    truth[replaces] = with_rows_added(rng, truth[replaces], months)
    newest = played.save(replaces, months, truth[replaces], supplied)
    played.look(QUARTERS[7])
    if rng.random() < 0.5:
        played.group.change("update member_return set withdrawn_at = now()::timestamp where return_id = ?", newest)
    played.look(QUARTERS[7])


def _erratum(rng: np.random.Generator, played: Played, truth: dict[str, Rows], member: str, supplied: set[str]) -> None:
    """Half as many again of everything in the sixth quarter."""
    months = range(15, 18)
    truth[member] = with_rows_added(rng, truth[member], months, 0.5)
    played.save(member, months, truth[member], supplied)
    errata.correct(played.store, COORDINATOR, QUARTERS[5], member, "A system had been left out")
