"""Nobody learns of another member more than was shown: by reading every file, and by asking two stores everything.

The two stores differ in all that is private of the other members, and agree in what was shown and in the public lists:
whoever asks, and however, gets the same answer byte for byte, in the same order, refusals included. That is the rule.
"""

import shutil
from contextlib import closing
from datetime import date
from itertools import product

import pytest

from ingest.group import events
from queries.exports import as_csv, as_json
from queries.question import questions, read_question
from queries.refusals import QueryRefused
from queries.store import Store
from queries.viewer import Viewer
from tests.queries import whole_group
from tests.queries.frames import assert_same_values
from tests.queries.reading_all import leaks
from tests.queries.scrambled import scramble
from tests.queries.small_group import SEVEN

EVERYBODY = "lead, reader, coordinator, group"
HEADER = "-- What is it?\n-- grain: one row\n-- asked by: {}\n-- reads: {}\n-- parameters:\n{}\n"


@pytest.mark.parametrize("name", questions())
def test_no_file_reads_more_than_its_header_says_or_anybody_elses_returns(name):
    assert leaks(questions()[name]) == []


OF_EACH_FAMILY = {
    "change_on_last_year": [{"of": of, "period": "2026-04"} for of in ("own", "group")],
    "compare_flags": [{"by": "quarter", "period": "2026-04"}],
    "control_chart": [{"of": "own"}, {"of": "group"}],
    "group_figures": [{"by": by} for by in ("month", "quarter", "year")],
    "member_figures": [{"by": by} for by in ("quarter", "year")],
    "own_figures": [{"by": by} for by in ("month", "quarter", "year")],
    "own_incidents": [{"from": "2025-07", "to": "2026-06"}],
}


@pytest.mark.parametrize("name", OF_EACH_FAMILY)
def test_what_is_said_of_all_families_at_once_is_what_is_said_of_each(made_sample_store, tmp_path, name):
    lead = Viewer.lead("alder", "lead@alder.example")
    with closing(Store.open(shutil.copy(made_sample_store, tmp_path / "store.duckdb"))) as store:
        events.add(store, lead, date(2025, 4, 1), "A new form", category="damp_mould", rebases=True)
        for parameters in OF_EACH_FAMILY[name]:
            everything = store.ask(name, lead, **parameters)
            assert everything["family"].nunique() == 10
            for family, rows in everything.groupby("family"):
                alone = store.ask(name, lead, family=family, **parameters)
                assert_same_values(rows, alone)


@pytest.mark.parametrize("of", ["own", "group"])
def test_what_is_said_of_all_fields_at_once_is_what_is_said_of_each(made_sample_store, tmp_path, of):
    lead = Viewer.lead("alder", "lead@alder.example")
    with closing(Store.open(shutil.copy(made_sample_store, tmp_path / "store.duckdb"))) as store:
        for asked in (
            {},
            {"family": "missing_people"},
            {"family": "self_neglect_and_hoarding", "category": "hoarding"},
        ):
            parameters = {"of": of, "period": "2025-07", **asked}
            everything = store.ask("breakdown", lead, **parameters)
            assert everything["field"].nunique() > 5
            for field, rows in everything.groupby("field"):
                assert_same_values(rows, store.ask("breakdown", lead, field=field, **parameters))


WRONG_BY_TEXT = {
    "rows of everybody": (
        (EVERYBODY, "lists", ""),
        "select member, count(*) as low from current_incident group by all",
        ["current_incident, which its header does not say", "current_incident without the viewer's member"],
    ),
    "rows of everybody, said": (
        (EVERYBODY, "own", ""),
        "select return_id, 'where member = $viewer_member' as why from incident",
        ["incident without the viewer's member"],
    ),
    "exact counts of a closing": (
        (EVERYBODY, "own, shown", ""),
        "select * from shown_now join closing_count using (unit, period)",
        ["closing_count without the viewer's member"],
    ),
    "by way of a macro": (
        (EVERYBODY, "own", ""),
        "select * from counts_at_closing(date '2026-07-01')",
        ["counts_at_closing without the viewer's member"],
    ),
    "own figures of anybody": (
        ("lead, reader", "own", "--   member: text\n"),
        "select n from own_counted($member, 'quarter', null, null)",
        ["own_counted of somebody who is not the viewer"],
    ),
    "changes of anybody": (
        (EVERYBODY, "own, shown", "--   member: text\n"),
        "select low from year_on_year('own', $member, 'quarter', null, null)",
        ["year_on_year of somebody who is not the viewer"],
    ),
    "anybody's rows": (
        ("lead, reader", "own", "--   member: text\n"),
        "select * from current_incident where member = $member",
        ["current_incident without the viewer's member"],
    ),
    "what was shown, unsaid": (
        (EVERYBODY, "lists", ""),
        "select low from shown_now",
        ["shown_now, which its header does not say"],
    ),
    "exact figures of an agreement": (
        (EVERYBODY, "shown", ""),
        "select coalesce(n, low) as low from shown_now",
        ["n of shown, which only an agreement opens"],
    ),
    "the audit trail for everybody": (
        (EVERYBODY, "administration", ""),
        "select who from audit",
        ["audit, which nobody but the coordinator may read"],
    ),
}


@pytest.mark.parametrize("wrong", WRONG_BY_TEXT)
def test_a_file_that_reads_too_much_is_found(tmp_path, wrong):
    (asked_by, reads, parameters), sql, reasons = WRONG_BY_TEXT[wrong]
    path = tmp_path / "leak.sql"
    path.write_text(HEADER.format(asked_by, reads, parameters) + sql, encoding="utf-8")
    assert leaks(read_question(path)) == reasons


@pytest.fixture(scope="module")
def store_file(tmp_path_factory):
    return whole_group.make(tmp_path_factory.mktemp("rule") / "store.duckdb")


@pytest.fixture(scope="module", params=[0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 4))])
def twins(store_file, tmp_path_factory, request):
    """The store and another that differs in all that is private of everybody but alder."""
    folder = tmp_path_factory.mktemp("twins")
    pair = Store.open(store_file), Store.open(scramble(store_file, folder / "other.duckdb", request.param, "alder"))
    yield pair
    for store in pair:
        store.close()


VALUES = {
    "family": [None, "self_neglect_and_hoarding"],
    "category": [None, "*", "hoarding"],
    "field": ["about", "risk_outcome", "source_of_risk"],
    "across": ["gender"],
    "code": ["adult", "reduced"],
    "answers": [None, "gender.female", "about.child,about.adult,risk_outcome.not_given"],
    "quarter": [None, "2024-10"],
    "period": ["2024-07", "2025-10", "2026-01"],
    "from": [None, "2025-01"],
    "to": [None, "2025-06"],
    "x": [12],
    "n": [40],
    "homes": [5000],
    "counts": ["0,3,12"],
    "type": [None, "damp_mould"],
    "newest": [None, "3"],
    "low": [3],
    "high": [7],
    "others_low": [8],
    "others_high": [12],
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


def answered(store, question, viewer, asked):
    try:
        return store.ask(question, viewer, **asked)
    except QueryRefused as refusal:
        return str(refusal)


def same(one, other):
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and one == other
    return one.equals(other) and as_csv(one) == as_csv(other) and as_json(one) == as_json(other)


def told_apart(twins, question, viewer, ways):
    """The ways of asking by which this viewer would notice which store it is in."""
    return [asked for asked in ways if not same(*(answered(store, question, viewer, asked) for store in twins))]


def test_the_stores_do_differ(twins):
    for member in set(SEVEN) - {"alder"}:
        one, other = (store.ask("own_figures", Viewer.lead(member), by="month") for store in twins)
        assert not one.equals(other), member
    exact = [store.cursor().execute("select sum(n) from closing_count").fetchone()[0] for store in twins]
    assert exact[0] != exact[1]
    clocks = [
        store.cursor().execute("select count(*) from current_hazard where investigated = 'missed'").fetchone()
        for store in twins
    ]
    assert clocks[0] != clocks[1]
    hardship = [store.ask("own_hardship_totals", Viewer.lead("birch")) for store in twins]
    assert not hardship[0].equals(hardship[1]) and len(twins[0].ask("hardship_totals", Viewer.coordinator())) > 0
    uploads = [store.ask("own_uploads", Viewer.lead("birch")) for store in twins]
    assert not uploads[0].equals(uploads[1])
    shown = [store.cursor().execute("select * from shown order by all").df() for store in twins]
    assert shown[0].equals(shown[1]) and set(shown[0]["standing"]) == {
        "closed", "came_later", "corrected", "superseded", "withdrawn",
    }  # fmt: skip


VIEWERS = {
    "lead": Viewer.lead("alder"),
    "coordinator": Viewer.coordinator(),
    "presenting": Viewer.lead("alder").presenting(),
    "public": Viewer.public(),
}


@pytest.mark.dose(3)
@pytest.mark.parametrize("question", questions())
def test_what_is_private_of_others_cannot_be_told(twins, question):
    for viewer in ("lead", "coordinator"):
        assert told_apart(twins, question, VIEWERS[viewer], one_at_a_time(questions()[question])) == [], viewer


@pytest.mark.slow
@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("question", questions())
def test_by_no_way_of_asking_and_by_nobody(twins, question, viewer):
    assert told_apart(twins, question, VIEWERS[viewer], every_way(questions()[question])) == []


WRONG_BY_ANSWER = {
    "the total": "select sum(n) as low from closing_count",
    "sorted by the total": "select family, low, high from shown_now join closing_count using (unit, period, family) "
    "where unit = 'quarter' and family = 'damp_and_mould' order by closing_count.n",
    "flagged by the total": "select family, period, n % 5 > 0 as is_up from closing_count order by all",
    "rows of a return": "select member, rows from member_return order by all",
    "whether it was nil": "select count(*) from member_return where kind = 'nil'",
}


@pytest.mark.parametrize("wrong", WRONG_BY_ANSWER)
def test_a_question_that_tells_more_is_noticed(twins, tmp_path, monkeypatch, wrong):
    path = tmp_path / "leak.sql"
    path.write_text(HEADER.format(EVERYBODY, "lists", "") + WRONG_BY_ANSWER[wrong], encoding="utf-8")
    leak = read_question(path)
    monkeypatch.setattr("queries.answering.questions", lambda: {"leak": leak})
    assert told_apart(twins, "leak", Viewer.lead("alder"), [{}]) == [{}]
