"""No question tells more of a peer than its intervals: by reading every file, and by asking everything twice.

Asked twice: two groups that differ only inside the intervals shown. One row more here and there, one row less
here and one more there: whatever the parameters, the viewer gets the same answer in the same order, refusals
included. Whether a chart or a headline signals is decided on exact counts, and a chart's lines are rounded
from them (METHODS.md): no difference here decides one or moves a line to the next whole number.
"""

from datetime import date, datetime
from itertools import product

import pandas as pd
import pytest

from queries.question import questions, read_question
from queries.refusals import QueryRefused
from queries.viewer import Viewer
from tests.queries.reading_all import leaks
from tests.queries.small_group import SEVEN, SmallGroup, month

START = date(2024, 4, 1)
FIELDS = ("incident_ref", "reported_on", "category", "about", "gender")


@pytest.mark.parametrize("name", questions())
def test_no_file_reads_counts_past_the_macros(name):
    assert leaks(questions()[name]) == []


HEADER = "-- What is it?\n-- grain: one row\n-- asked by: {}\n-- parameters:\n{}\n"
EVERYBODY = "lead, reader, coordinator, group"

WRONG_BY_TEXT = {
    "rows counted": (
        EVERYBODY,
        "--   edition: integer = newest\n",
        "select member, count(*) as low from edition_incident($edition) group by all",
        "edition_incident without the disclosure macros",
    ),
    "rows of the table": (
        EVERYBODY,
        "",
        "select return_id, 'Only group_interval( knows' as why from incident",
        "incident without the disclosure macros",
    ),
    "by way of a macro": (
        EVERYBODY,
        "--   edition: integer = newest\n",
        "select * from edition_counted($edition, 'quarter', null, null) -- disclosed_low(n)",
        "edition_counted without the disclosure macros",
    ),
    "own figures of anybody": (
        "lead, reader",
        "--   member: text\n",
        "select n from own_counted($member, 'quarter', null, null)",
        "own_counted of somebody who is not the viewer",
    ),
    "changes of anybody": (
        EVERYBODY,
        "--   member: text\n--   edition: integer = newest\n",
        "select low from year_on_year('own', $member, $edition, 'quarter', null, null)",
        "year_on_year of somebody who is not the viewer",
    ),
    "anybody's figures beside the others'": (
        EVERYBODY,
        "--   member: text\n--   edition: integer = newest\n",
        "select low from members_beside($member, $edition, 'quarter', null)",
        "members_beside of somebody who is not the viewer",
    ),
    "anybody's rows": (
        "lead, reader",
        "--   member: text\n",
        "select * from current_incident where member = $member",
        "current_incident without the viewer's member",
    ),
    "the exact total beside the interval": (
        EVERYBODY,
        "--   edition: integer = newest\n",
        "with final as (select total from group_disclosed($edition, 'year', null, null, false))\nfrom final",
        "total is shown",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_BY_TEXT)
def test_a_file_that_reads_past_the_macros_is_found(tmp_path, wrong):
    asked_by, parameters, sql, reason = WRONG_BY_TEXT[wrong]
    path = tmp_path / "leak.sql"
    path.write_text(HEADER.format(asked_by, parameters) + sql, encoding="utf-8")
    assert leaks(read_question(path)) == [reason]


# Counts by month, all multiples of five, so that every quarter and year of a peer and of the group stands in
# the middle of its interval, and one more or less stays inside.
BASE = {
    "damp_mould": dict(zip(SEVEN, (20, 15, 10, 10, 5, 5, 5), strict=True)),
    "self_neglect": dict(zip(SEVEN, (5, 10, 5, 5, 5, 5, 5), strict=True)),
    "hoarding": dict(zip(SEVEN, (5, 5, 5, 5, 5, 5, 5), strict=True)),
    "missing_person": dict(zip(SEVEN, (20, 15, 10, 10, 5, 5, 5), strict=True)),
}
UP_AND_DOWN = (0, 5, 0, 10, 5, 0, 5, 5, 0, 10, 0, 5)

# what the second group has otherwise: place of the month, member, category, by how many
INSIDE = [
    (4, "birch", "damp_mould", 1),
    (19, "cedar", "missing_person", 1),
    (4, "damson", "hoarding", 1),
    (7, "elder", "self_neglect", -1),
    (7, "fir", "self_neglect", 1),
    (16, "gorse", "hoarding", -1),
]


def made(path, differences):
    """Two years of seven members; elder corrects the last quarter of 2025, which is closed again."""
    group = SmallGroup(path)
    for member in SEVEN:
        counts = {
            category: [by_member[member] + UP_AND_DOWN[place % 12] for place in range(24)]
            for category, by_member in BASE.items()
        }
        for place, whose, category, more in differences:
            if whose == member:
                counts[category][place] += more
        about = {"about": "adult" if member in ("alder", "birch", "fir") else "child", "gender": "female"}
        group.returns(member, START, counts, fields=FIELDS, more=about)
    group.close(month(START, 21))
    corrected = {category: [by_member["elder"]] * 3 for category, by_member in BASE.items()}
    group.returns("elder", month(START, 18), corrected, fields=FIELDS, more={"about": "child"})
    group.close(month(START, 18))
    return group


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for clock in ("queries.store.now", "ingest.group.editions.now"):
            patch.setattr(clock, lambda: datetime(2026, 10, 20, 12))
        folder = tmp_path_factory.mktemp("twins")
        pair = made(folder / "one.duckdb", []), made(folder / "other.duckdb", INSIDE)
        yield pair
    for group in pair:
        group.store.close()


VALUES = {
    "family": [None, "self_neglect_and_hoarding"],
    "category": [None, "*", "hoarding"],
    "field": ["about", "source_of_risk"],
    "period": ["2024-07", "2025-10"],
    "from": [None, "2025-01"],
    "to": [None, "2025-06"],
    "edition": [None, 1],
    "x": [12],
    "n": [40],
    "homes": [5000],
    "counts": ["0,3,12"],
}


def choices(parameter):
    values = list(parameter.choices) or VALUES[parameter.name]
    return values if parameter.required or None in values or parameter.choices else [None, *values]


def every_way(question):
    names = [p.name for p in question.parameters]
    return [dict(zip(names, values, strict=True)) for values in product(*map(choices, question.parameters))]


def one_at_a_time(question):
    """Each parameter's every value, with the first of the others."""
    first = {p.name: choices(p)[0] for p in question.parameters}
    return [first] + [first | {p.name: v} for p in question.parameters for v in choices(p)[1:]]


def answered(group, question, viewer, asked):
    try:
        return group.ask(question, viewer, **asked)
    except QueryRefused as refusal:
        return str(refusal)


def told_apart(twins, question, viewer, ways):
    """The ways of asking by which this viewer would notice which group it is in."""
    noticed = []
    for asked in ways:
        one, other = (answered(group, question, viewer, asked) for group in twins)
        same = one.equals(other) if isinstance(one, pd.DataFrame) else one == other
        if not same:
            noticed.append(asked)
    return noticed


def test_the_groups_do_differ(twins):
    for member in ("birch", "cedar", "damson", "elder", "fir", "gorse"):
        one, other = (group.ask("own_figures", member, by="month") for group in twins)
        assert not one.equals(other), member
    one, other = twins
    assert one.ask("group_figures", "alder").equals(other.ask("group_figures", "alder"))
    exact = [group.store.cursor().execute("select count(*) from incident").fetchone()[0] for group in twins]
    assert exact[1] - exact[0] == 2


@pytest.mark.parametrize("question", questions())
def test_what_differs_inside_the_intervals_cannot_be_told(twins, question):
    ways = one_at_a_time(questions()[question])
    assert told_apart(twins, question, Viewer.lead("alder"), ways) == []


VIEWERS = {
    "lead": Viewer.lead("alder"),
    "coordinator": Viewer.coordinator(),
    "presenting": Viewer.lead("alder").presenting(),
    "public": Viewer.public(),
}


@pytest.mark.slow
@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("question", questions())
def test_by_no_way_of_asking_and_by_nobody(twins, question, viewer):
    assert told_apart(twins, question, VIEWERS[viewer], every_way(questions()[question])) == []


WRONG_BY_ANSWER = {
    "the total under another name": "select period, total as low from disclosed",
    "sorted by the total": "select family, low, high from disclosed order by period, total desc, family",
    "flagged by the total": "select family, period, total % 5 > 0 as is_up from disclosed",
    "a peer's rate": "select n / homes as rate from member_interval($edition, 'quarter', null, false)",
    "rows of a return": "select member, rows, $edition as edition from member_return",
}


@pytest.mark.parametrize("wrong", WRONG_BY_ANSWER)
def test_a_question_that_tells_more_is_noticed(twins, tmp_path, monkeypatch, wrong):
    path = tmp_path / "leak.sql"
    with_disclosed = "with disclosed as (from group_disclosed($edition, 'quarter', null, null, false))\n"
    sql = WRONG_BY_ANSWER[wrong]
    path.write_text(
        HEADER.format(EVERYBODY, "--   edition: integer = newest\n")
        + (with_disclosed if "disclosed" in sql else "")
        + sql,
        encoding="utf-8",
    )
    leak = read_question(path)
    monkeypatch.setattr("queries.store.questions", lambda: {"leak": leak})
    noticed = told_apart(twins, "leak", Viewer.lead("alder"), one_at_a_time(leak))
    assert noticed == [{"edition": None}, {"edition": 1}]
