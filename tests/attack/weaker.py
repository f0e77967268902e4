"""Each sentence of the rule taken out in turn: what a program would show that did not keep to it.

Each is called `before` the first return of a story and `after_closing` each quarter, and may bend its SQL; what is
added `at_the_end` is worked out from the truth, as such a program would.
"""

from datetime import date
from itertools import pairwise

from queries.schema import MACROS
from tests.attack.answers import EVERYTHING, Cell, read_at_once
from tests.attack.groups import CATEGORIES, FAMILIES, FAMILY_OF, MEMBERS, MONTHS, QUARTERS
from tests.attack.story import Played, with_rows_added


class Weaker:
    """The rule as it is: what each weaker one departs from."""

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
            "where shown.member is null and counted.member is null and shown.field is null and counted.field is null "
            "and counted.unit = shown.unit and counted.period = shown.period and counted.family = shown.family "
            "and counted.category is not distinct from shown.category"
        )


class ThreeContributors(ExactTotals):
    """A figure of the group rests on three members, exactly."""

    members = MEMBERS[:3]

    def before(self, played: Played) -> None:
        bend(played, ("least_contributors() as 5", "least_contributors() as 3"))


class NotGivenShown(Weaker):
    """A breakdown has a row "not given"."""

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


class ShownAnew(Weaker):
    """A quarter is shown anew whenever returns of it have come: late, corrected or with rows added."""

    def at_the_end(self, played: Played, rng) -> None:
        months = range(21, 24)
        for member in rng.permutation(MEMBERS)[:4]:
            newest = played.current().get((member, QUARTERS[7]))
            if newest is None:
                continue
            rows, supplied = played.returns[newest]
            played.save(member, months, with_rows_added(rng, rows, months, 0.1), supplied)
            again(played, QUARTERS[7])


class ErratumFromCounts(Weaker):
    """An erratum shows the group's figures anew from the corrected counts."""

    def at_the_end(self, played: Played, rng) -> None:
        months = range(21, 24)
        member = rng.choice([member for member, _ in counted_everywhere(played)])
        rows, supplied = played.returns[played.current_of(QUARTERS[7])[member]]
        played.save(member, months, with_rows_added(rng, rows, months, 0.5), supplied)
        again(played, QUARTERS[7])


class LateInTheGroup(Weaker):
    """A return that comes after the closing changes the group's figures."""

    def at_the_end(self, played: Played, rng) -> None:
        again(played, QUARTERS[7], without=played.walker)
        again(played, QUARTERS[7])


def again(played: Played, quarter: date, without: str | None = None) -> None:
    """Close a quarter once more, from what is current (without one member), and note what everybody is shown."""
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
    out = "update member_return set withdrawn_at = {} where member = '{}' and to_month >= '{}'"
    if without:
        cursor.execute(out.format("now()::timestamp", without, quarter))
    played.group.close(quarter)
    current = played.current_of(quarter)
    seen = read_at_once(played.store, EVERYTHING, [])
    seen.shown = {
        cell: intervals for cell, intervals in seen.shown.items() if quarter <= cell.period and cell.unit != "year"
    }
    played.shown_anew.append((quarter, seen, current))
    if without:
        cursor.execute(out.format("null", without, quarter))


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
