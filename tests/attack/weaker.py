"""Each sentence of the rule taken out in turn: what a program would show that did not keep to it.

Each is called `before` the first return of a story and `after_closing` each quarter, and may bend its SQL; what is
added `at_the_end` is worked out from the truth, as such a program would.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import numpy as np

from queries.schema import MACROS
from tests.attack.answers import EVERYTHING, Cell, read_at_once
from tests.attack.groups import CATEGORIES, FAMILIES, FAMILY_OF, MEMBERS, MONTHS, QUARTERS, Rows, fields
from tests.attack.story import Played


class Weaker:
    """The rule as it is: what each weaker one departs from.

    everybody_stays: nobody leaves the group in its second year. lacks_most: the one member whose system has few
    columns, while everybody else's has all.
    """

    everybody_stays = False
    lacks_most: str | None = None

    def before(self, played: Played) -> None: ...

    def after_closing(self, played: Played, quarter: date) -> None: ...

    def at_the_end(self, played: Played, rng) -> None: ...


def disclosed(n: int) -> tuple[int, int]:
    return (0, 4) if n < 5 else (max(5, (n + 2) // 5 * 5 - 2), (n + 2) // 5 * 5 + 2)


def bend(played: Played, *changes: tuple[str, str]) -> None:
    """Put macros of the disclosure file in their bent form over the store's own."""
    file = next(file for file in MACROS if file.stem.endswith("disclosure"))
    sql = file.read_text(encoding="utf-8")
    for right, wrong in changes:
        assert right in sql, right
        sql = sql.replace(right, wrong)
    played.store.cursor().execute(sql)


class ZerosShown(Weaker):
    """A count of 0 is shown as 0, 1 to 4 as "under 5"."""

    def before(self, played: Played) -> None:
        bend(
            played,
            ("case when n < 5 then 0 else", "case when n = 0 then 0 when n < 5 then 1 else"),
            ("case when n < 5 then 4 else", "case when n = 0 then 0 when n < 5 then 4 else"),
        )


class ExactTotals(Weaker):
    """The group's figures are exact (or can be worked out exactly, as from the mean of a chart of one month)."""

    def after_closing(self, played: Played, quarter: date) -> None:
        played.store.cursor().execute(
            "update shown set low = counted.n, high = counted.n from closing_count as counted "
            "where shown.member is null and counted.member is null and counted.unit = shown.unit "
            "and counted.period = shown.period and counted.family = shown.family "
            "and counted.category is not distinct from shown.category "
            "and counted.field is not distinct from shown.field and counted.code is not distinct from shown.code"
        )


class ThreeContributors(ExactTotals):
    """A figure of the group rests on three members, exactly."""

    members = MEMBERS[:3]

    def before(self, played: Played) -> None:
        bend(played, ("least_contributors() as 5", "least_contributors() as 3"))


class OneLacksColumns(ExactTotals):
    """The group's figures are exact, and one member's system lacks most columns."""

    lacks_most = "gorse"


class NotGivenShown(OneLacksColumns):
    """Besides, a breakdown has a row "not given"."""

    def before(self, played: Played) -> None:
        bend(
            played,
            (
                "tallied as (\n    select field, counts, coalesce(code.others_see, code.code) as code",
                "tallied as (\n    select field, incident.category as counts, 'not_given' as code, count(*) as n\n"
                "    from supplier join answering using (member)\n"
                "    join incident on incident.return_id = answering.counted_id and incident.month = answering.month\n"
                "    where not exists (from incident_code as given where given.field = supplier.field\n"
                "        and given.return_id = answering.return_id and given.incident_ref = incident.incident_ref)\n"
                "    group by all\n    union all\n"
                "    select field, counts, coalesce(code.others_see, code.code) as code",
            ),
            (
                "join code on code.field = supplied.field and code.others_see is null",
                "join (select field, code from code where others_see is null union "
                "select field, 'not_given' from code) as code on code.field = supplied.field",
            ),
        )
        played.store.cursor().execute("insert into code (field, code, label) select field, 'not_given', '' from field")


class Shown(Weaker):
    """Figures that the rule forbids, of one member or the group, each to the nearest five."""

    def at_the_end(self, played: Played, rng) -> None:
        for cells in self.figures(played):
            truth = sum(exact(played, cell) for cell in cells)
            played.answers.sums.append((tuple(cells), *disclosed(truth)))

    def figures(self, played: Played):
        raise NotImplementedError


class YearToDate(Shown):
    """A member's financial year is shown after each of its quarters."""

    def figures(self, played: Played):
        for member, family in counted_everywhere(played):
            for start in (0, 4):
                for quarters in (2, 3):
                    yield [Cell("quarter", QUARTERS[start + at], member, family) for at in range(quarters)]


class RollingWindows(Shown):
    """A member's last two quarters are shown, whenever one is closed."""

    def figures(self, played: Played):
        for member, family in counted_everywhere(played):
            for at in (0, 1, 2, 4, 5, 6):
                yield [Cell("quarter", QUARTERS[at + step], member, family) for step in range(2)]


class PeersFiner(Shown):
    """Members are shown by category, by month, and by two months together (windows that overlap)."""

    def figures(self, played: Played):
        for member, family in counted_everywhere(played):
            months = [Cell("month", month, member, family) for month in MONTHS]
            yield from ([each] for each in months)
            yield from ([*pair] for pair in pairwise(months))
            for category in (code for code in CATEGORIES if FAMILY_OF[code] == family):
                quarters = [Cell("quarter", quarter, member, family, category) for quarter in QUARTERS]
                yield from ([each] for each in quarters)


class BaseShown(Shown):
    """A breakdown says how many incidents the members have together that supply its column."""

    def figures(self, played: Played):
        suppliers = {
            (quarter, tuple(member for member in MEMBERS if member in of and (member, quarter) in played.counted))
            for (name, quarter), of in played.answers.suppliers.items()
            if not fields()[name].matures
        }
        for quarter, members in suppliers:
            if len(members) >= 5:
                for category, family in FAMILY_OF.items():
                    yield [Cell("quarter", quarter, member, family, category) for member in members]
                for family in FAMILIES:
                    yield [Cell("quarter", quarter, member, family) for member in members]


LAST, ITS_MONTHS = QUARTERS[7], range(21, 24)


class ShownAnew(Weaker):
    """A quarter is shown anew whenever returns come: a lead uploads its own again and again, with rows added."""

    everybody_stays = True

    def at_the_end(self, played: Played, rng) -> None:
        for without in ((other_than(played, "alder"),), ()):
            rows, supplied = played.returns[played.current_of(LAST)["alder"]]
            for _ in range(4):
                rows = with_one_more_of_each(rows, ITS_MONTHS)
                played.save("alder", ITS_MONTHS, rows, supplied)
                again(played, LAST, without)


class ErratumFromCounts(Weaker):
    """Errata show the group's figures anew from counts: all but one had returned nil by mistake."""

    everybody_stays = True

    def at_the_end(self, played: Played, rng) -> None:
        current = played.current_of(LAST)
        mistaken = {member: played.returns[return_id] for member, return_id in current.items() if member != "alder"}
        forget(played, LAST)
        for member, (rows, supplied) in mistaken.items():
            played.save(member, ITS_MONTHS, rows.of(range(0)), supplied)
        again(played, LAST)
        for member, (rows, supplied) in mistaken.items():
            played.counted[member, LAST] = played.save(member, ITS_MONTHS, rows, supplied)
            again(played, LAST)


class LateInTheGroup(Weaker):
    """A return that comes after the closing changes the group's figures."""

    everybody_stays = True

    def at_the_end(self, played: Played, rng) -> None:
        late = other_than(played, "alder")
        forget(played, LAST)
        for without in (("alder", late), (late,), ()):
            again(played, LAST, without)


def other_than(played: Played, viewer: str) -> str:
    """The smallest other member that has returned the last quarter."""
    return next(member for member in reversed(MEMBERS) if member != viewer and member in played.current_of(LAST))


def with_one_more_of_each(rows: Rows, months: range) -> Rows:
    """One incident more in each of these months and categories, with no codes."""
    month, category = (at.ravel() for at in np.meshgrid(np.array(months), np.arange(len(CATEGORIES))))
    number = rows.number.max(initial=0) + 1 + np.arange(len(month))
    none = {
        name: np.full((len(month), *values.shape[1:]), -1 if values.dtype != bool else False, values.dtype)
        for name, values in rows.codes.items()
    }
    return rows.and_also(Rows(number, month, category, none))


def forget(played: Played, quarter: date) -> None:
    """As if the quarter had not been closed yet."""
    shown = played.answers.shown
    year = QUARTERS[QUARTERS.index(quarter) // 4 * 4]
    for cell in [cell for cell in shown if cell.period >= quarter or (cell.unit == "year" and cell.period == year)]:
        del shown[cell]


def again(played: Played, quarter: date, without: Sequence[str] = ()) -> None:
    """Close a quarter once more, from what is current (without some members), and note what everybody is shown."""
    cursor = played.store.cursor()
    number = cursor.execute("select closing from closing where quarter = ?", [quarter]).fetchone()[0]
    for table in (
        "closing",
        "closing_member",
        "closing_return",
        "closing_count",
        "shown",
        "shown_homes",
        "shown_column",
    ):
        cursor.execute(f"delete from {table} where closing = ?", [number])
    cursor.execute("delete from closing_look")
    out = "update member_return set withdrawn_at = {} where list_contains(?, member) and to_month >= ?"
    cursor.execute(out.format("now()::timestamp"), [list(without), quarter])
    played.group.close(quarter)
    current = played.current_of(quarter)
    seen = read_at_once(played.store, EVERYTHING)
    seen.shown = {cell: of for cell, of in seen.shown.items() if quarter <= cell.period and cell.unit != "year"}
    played.shown_anew.append((quarter, seen, current))
    cursor.execute(out.format("null"), [list(without), quarter])


def counted_everywhere(played: Played):
    """Members that count in all eight quarters, with every family."""
    return [
        (member, family)
        for member in MEMBERS
        if all((member, quarter) in played.counted for quarter in QUARTERS)
        for family in FAMILIES
    ]


def exact(played: Played, cell: Cell) -> int:
    months = range(MONTHS.index(cell.period), MONTHS.index(cell.period) + {"month": 1, "quarter": 3}[cell.unit])
    rows = played.returns[played.counted[cell.member, QUARTERS[months.start // 3]]][0].of(months)
    wanted = [
        at for at, code in enumerate(CATEGORIES) if FAMILY_OF[code] == cell.family and cell.category in (None, code)
    ]
    return int(sum((rows.category == at).sum() for at in wanted))
