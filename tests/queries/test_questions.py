"""Question files: what the loader refuses, and that every question others rely on has its columns."""

from datetime import date

import pytest

from queries.question import FOLDER, BrokenQuestion, Parameter, questions, read_question
from queries.refusals import NotAllowed, WrongQuestion
from queries.viewer import ROLES, Viewer
from tests.queries.small_group import SEVEN, SmallGroup

GOOD = """-- How many are there?
-- grain: one row per thing
-- asked by: lead, public
-- reads: own, lists
-- parameters:
--   by: quarter | year = quarter
--   family: family = null
--   least: integer

select $by as by, $family as family, $least as least, $today as day
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "how_many.sql"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_header_is_read_as_it_stands(written):
    question = read_question(written(GOOD))
    assert (question.name, question.purpose, question.grain) == (
        "how_many",
        "How many are there?",
        "one row per thing",
    )
    assert question.asked_by == ("lead", "public")
    assert question.reads == {"own", "lists"}
    assert question.parameters == (
        Parameter("by", "choice", ("quarter", "year"), "quarter", required=False),
        Parameter("family", "family", (), None, required=False),
        Parameter("least", "integer", (), None, required=True),
    )


def test_a_name_in_a_comment_is_no_use_of_it(written):
    assert read_question(written(GOOD + "-- $elsewhere is not asked for\n")).uses == {
        "by",
        "family",
        "least",
        "today",
    }


BROKEN = {
    "declared, not used": (
        ("$least as least, ", ""),
        "the header declares ['by', 'family', 'least'], the SQL uses ['by', 'family']",
    ),
    "used, not declared": (
        ("--   least: integer\n", ""),
        "the header declares ['by', 'family'], the SQL uses ['by', 'family', 'least']",
    ),
    "used in a comment only": (
        ("$least as least,", "-- $least\n"),
        "the header declares ['by', 'family', 'least'], the SQL uses ['by', 'family']",
    ),
    "no grain": (("-- grain: one row per thing\n", ""), "its header has no line 'grain:'"),
    "nobody may ask": (("-- asked by: lead, public\n", ""), "its header has no line 'asked by:'"),
    "no sources": (("-- reads: own, lists\n", ""), "its header has no line 'reads:'"),
    "unknown source": (("own, lists", "own, everything"), "reads from unknown sources ['everything']"),
    "no parameters line": (("-- parameters:\n", ""), "its header has no line 'parameters:'"),
    "unknown type": (("least: integer", "least: whole"), "parameter least has the unknown type 'whole'"),
    "unknown role": (("lead, public", "lead, anybody"), "asked by unknown roles ['anybody']"),
    "not a question": (("are there?", "there are."), "its first line is not a question"),
    "nothing said": ((GOOD, "select 1\n"), "its header has no line 'grain:'"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_file_that_must_not_be_served_is_named_with_its_reason(written, broken):
    (right, wrong), reason = BROKEN[broken]
    assert right in GOOD
    with pytest.raises(BrokenQuestion) as refusal:
        read_question(written(GOOD.replace(right, wrong)))
    assert str(refusal.value) == f"how_many.sql: {reason}"


def test_every_question_shipped_is_served():
    files = {path.stem for path in FOLDER.glob("*.sql")}
    assert set(questions()) == files
    assert all(set(question.asked_by) <= set(ROLES) for question in questions().values())


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"least": 1, "most": 2}, "how_many does not take most. It takes: by, family, least."),
        ({}, "how_many needs least."),
        ({"least": None}, "how_many needs least."),
        ({"least": "many"}, "least is a whole number of at most 15 digits, not 'many'."),
        ({"least": 1, "by": "month"}, "by is one of quarter, year, not 'month'."),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused_in_words(written, given, says):
    with pytest.raises(WrongQuestion) as refusal:
        read_question(written(GOOD)).values(given)
    assert str(refusal.value) == says


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        ("integer", "12", 12),
        ("integer", 10**15 - 1, 999_999_999_999_999),
        ("integers", 12, [12]),
        ("integers", "12,-3, 0", [12, -3, 0]),
        ("integers", [12, 3], [12, 3]),
        ("number", "0.5", 0.5),
        ("month", "2026-07", date(2026, 7, 1)),
        ("month", "2026-07-19", date(2026, 7, 1)),
        ("month", date(2026, 7, 19), date(2026, 7, 1)),
        ("text", 5, "5"),
        ("text", None, None),
    ],
)
def test_values_are_read_as_their_kind(kind, given, read):
    assert Parameter("x", kind, (), None, required=False).read(given) == read


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("integer", "1e400"),
        ("integer", 10**15),
        ("integer", -(10**30)),
        ("integers", "1,two"),
        ("integers", "1,,2"),
        ("integers", ""),
        ("integers", [1.5e300]),
        ("month", "2026-13"),
        ("month", "July"),
        ("number", ""),
    ],
)
def test_values_of_another_kind_are_refused(kind, given):
    with pytest.raises(WrongQuestion, match=r"^x is "):
        Parameter("x", kind, (), None, required=False).read(given)


# DESIGN.md, "Questions others rely on": at least these, with at least these columns
RELIED_ON = [
    ("returns_status", {}, "member quarter status"),
    ("own_figures", {"by": "quarter"}, "family category period n homes rate rate_low rate_high"),
    (
        "group_figures",
        {"by": "quarter"},
        "family category period low high shown contributors homes rate_low rate_high",
    ),
    ("member_figures", {"by": "year"}, "member family period low high shown homes rate_low rate_high"),
    (
        "breakdown",
        {"of": "group", "field": "about", "period": "2025-07", "family": "damp_and_mould"},
        "code label low high shown",
    ),
    (
        "breakdown",
        {"of": "own", "field": "about", "period": "2025-07", "category": "damp_mould"},
        "code label low high shown",
    ),
    (
        "control_chart",
        {"of": "own"},
        "month unit value mean lower upper near_lower near_upper signal provisional",
    ),
    (
        "control_chart",
        {"of": "group"},
        "month unit low high shown mean lower upper near_lower near_upper signal provisional",
    ),
    (
        "own_incidents",
        {"family": "damp_and_mould", "from": "2025-07", "to": "2025-09"},
        "incident_ref month category also_involves about days_open missing_duration",
    ),
    ("rate", {"x": 12, "homes": 5000}, "value lower95 upper95 lower998 upper998"),
    ("share", {"x": 12, "n": 50}, "value lower95 upper95 lower998 upper998"),
]


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A whole year of everybody, closed."""
    made = SmallGroup(tmp_path_factory.mktemp("year") / "store.duckdb")
    for member in SEVEN:
        made.returns(
            member,
            date(2025, 4, 1),
            {"damp_mould": [2] * 12},
            fields=("incident_ref", "reported_on", "category", "about"),
            more={"about": "adult"},
        )
    made.close(date(2026, 1, 1))
    yield made
    made.store.close()


@pytest.mark.parametrize(("question", "asked", "columns"), RELIED_ON)
def test_what_others_rely_on_has_its_columns(year, question, asked, columns):
    answer = year.ask(question, "alder", **asked)
    assert len(answer) > 0
    assert set(columns.split()) <= set(answer.columns)


def test_what_others_rely_on_takes_its_parameters():
    takes = {name: {p.name for p in questions()[name].parameters} for name, _, _ in RELIED_ON}
    assert takes["own_figures"] >= {"by", "family", "category"}
    assert takes["group_figures"] >= {"by", "family", "category"}
    assert takes["member_figures"] >= {"by", "family"}
    assert takes["breakdown"] >= {"of", "field", "family", "category", "by", "period"}
    assert takes["control_chart"] >= {"of", "family", "category"}
    assert takes["own_incidents"] == {"family", "category", "from", "to", "answers", "newest"}
    assert (takes["rate"], takes["share"]) == ({"x", "homes"}, {"x", "n"})


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"family": "damp"}, "There is no family 'damp'. Known: abuse_and_neglect, cost_of_living,"),
        ({"category": "Damp and mould"}, "There is no category 'Damp and mould'. Known:"),
        ({"member": "birch"}, "group_figures does not take member."),
    ],
)
def test_a_wrong_parameter_is_answered_with_what_there_is(year, asked, says):
    with pytest.raises(WrongQuestion) as refusal:
        year.ask("group_figures", "alder", **asked)
    assert str(refusal.value).startswith(says)


def test_a_question_nobody_wrote(year):
    with pytest.raises(WrongQuestion, match="There is no question 'sum_of_everything'"):
        year.ask("sum_of_everything", "alder")


@pytest.mark.parametrize(
    ("viewer", "question"),
    [
        (Viewer.public(), "member_figures"),
        (Viewer.public(), "breakdown"),
        (Viewer.coordinator(), "own_figures"),
        (Viewer.lead("alder").presenting(), "own_incidents"),
        (Viewer.lead("alder"), "people"),
        (Viewer.reader("alder"), "audit_trail"),
    ],
)
def test_a_question_refused_says_to_whom_it_is_answered(year, viewer, question):
    asked = {"field": "about", "period": "2025-07"} if question == "breakdown" else {}
    with pytest.raises(NotAllowed, match=f"^{question} is answered to: "):
        year.ask(question, viewer, **asked)
