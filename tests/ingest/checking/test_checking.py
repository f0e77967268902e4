"""Every rule of the standard, cell by cell; a column that is wrong throughout said once."""

import io
from datetime import date, datetime

import pyarrow as pa
import pytest

from ingest.checking import check, read_dates
from ingest.matching import Matched, Matching, match
from ingest.reading import read
from ingest.standard import STANDARD

PERIOD = {"from_month": date(2026, 7, 1), "to_month": date(2026, 9, 1), "today": date(2026, 10, 20)}


def checked(columns: dict[str, list[str]], **period):
    size = len(next(iter(columns.values())))
    rows = pa.table(
        {"line": pa.array(range(2, 2 + size), pa.int32())}
        | {name: pa.array(cells, pa.string()) for name, cells in columns.items()}
    )
    headings = {name: (chr(65 + at), name.title()) for at, name in enumerate(columns)}
    matched = Matched(rows, headings, {}, [])
    return check(matched, read_dates(matched), **(PERIOD | period))


def faults(columns: dict[str, list[str]]) -> list:
    return [(each.rule, each.line, each.column, each.soft) for each in checked(columns).problems]


@pytest.mark.dose(2)
@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"category": ""}, ("required", "category", False)),
        ({"category": None}, None),
        ({"incident_ref": "a" * 64}, None),
        ({"incident_ref": "a" * 65}, ("too_long", "incident_ref", False)),
        ({"reported_on": "2026-07-14", "closed_on": "2026-07-14"}, None),
        (
            {"reported_on": "2026-07-14", "closed_on": "2026-07-13"},
            ("closed_before_reported", "closed_on", False),
        ),
        ({"reported_on": "2026-07", "closed_on": "2026-07-01"}, None),
        (
            {"reported_on": "2026-07", "closed_on": "2026-06-30"},
            ("closed_before_reported", "closed_on", False),
        ),
        ({"reported_on": "2026-07-14", "closed_on": ""}, None),
        ({"referred_to_la": "yes", "la_decision": "enquiry"}, None),
        ({"referred_to_la": "no", "la_decision": ""}, None),
        ({"referred_to_la": "no", "la_decision": "enquiry"}, ("depends_on", "la_decision", False)),
        ({"referred_to_la": "", "la_decision": "enquiry"}, ("depends_on", "la_decision", False)),
        ({"referred_to_la": None, "la_decision": "enquiry"}, None),
        ({"la_decision": "enquiry"}, None),
        ({"msp_asked": "outcomes_expressed", "msp_outcome": "ongoing"}, None),
        ({"msp_asked": "not_asked", "msp_outcome": "ongoing"}, ("depends_on", "msp_outcome", False)),
        ({"category": "hoarding", "missing_risk_level": "high"}, ("not_for_category", "missing_risk_level", True)),
        ({"category": "missing_person", "missing_risk_level": "high"}, None),
        ({"category": "hoarding", "missing_risk_level": ""}, None),
        ({"category": None, "missing_risk_level": "high"}, None),
        (
            {"category": "neglect", "support_given": "referral;none"},
            ("not_for_category", "support_given", True),
        ),
        ({"category": "neglect", "plan_in_place": "no"}, ("not_for_category", "plan_in_place", True)),
        (
            {"category": "neglect", "also_involves": "hoarding;neglect"},
            ("repeats_main_category", "also_involves", True),
        ),
        ({"category": "neglect", "also_involves": "self_neglect"}, None),
        (
            {"missing_from": "2026-07-02 10:00", "found_at": "2026-07-02 09:59"},
            ("found_before_missing", "found_at", False),
        ),
        ({"missing_from": "2026-07-02 10:00", "found_at": "2026-07-02 10:00"}, None),
        ({"category": "neglect", "found_at": "2026-07-02"}, ("time_missing", "found_at", False)),
    ],
)
def test_rules(row, fault):
    found = [(each.rule, each.field, each.soft) for each in checked({k: [v] for k, v in row.items()}).problems]
    assert found == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            {"category": ""},
            "Row 2, column A (Category): the cell is empty. Every incident needs it: fill it in.",
        ),
        (
            {"incident_ref": "x" * 70},
            f"Row 2, column A (Incident reference): “{'x' * 60}…” is 70 characters long. At most 64 characters are "
            "allowed: shorten it.",
        ),
        (
            {"referred_to_la": "no", "la_decision": "enquiry"},
            "Row 2, column B (Council's decision): “Enquiry” is given where “Referred to the council” is "
            "“No”. It is only for rows where “Referred to the council” is “Yes”: correct that, or empty this "
            "cell.",
        ),
        (
            {"category": "hoarding", "missing_risk_level": "high"},
            "Row 2, column B (Missing: risk level): “High” is given for “Hoarding”. It "
            "belongs to “Missing person” only: correct it, or accept it as it is (not_for_category).",
        ),
        (
            {"reported_on": "2026-07-14", "closed_on": "2026-07-13"},
            "Row 2, column B (Closed on): “2026-07-13” is before it was reported (“2026-07-14”). Correct it, "
            "or “Reported on”.",
        ),
    ],
)
def test_says_what_was_found_what_is_allowed_and_how_to_mend_it(row, message):
    (problem,) = checked({k: [v] for k, v in row.items()}).problems
    assert problem.message == message
    assert (problem.heading, problem.field) == (list(row)[-1].title(), list(row)[-1])


def test_rows_have_types_and_null_for_what_cannot_be_read():
    found = checked(
        {
            "incident_ref": ["a", "b"],
            "reported_on": ["2026-07-14", "2026-07"],
            "category": ["neglect", ""],
            "also_involves": ["hoarding;other", ""],
            "escalated": ["yes", "no"],
            "closed_on": ["2026-07-32", ""],
            "missing_from": ["2026-07-14 10:30", ""],
        }
    )
    assert found.rows.to_pylist() == [
        {
            "line": 2,
            "incident_ref": "a",
            "reported_on": date(2026, 7, 14),
            "month_only": False,
            "category": "neglect",
            "also_involves": ["hoarding", "other"],
            "escalated": True,
            "closed_on": None,
            "missing_from": datetime(2026, 7, 14, 10, 30),
        },
        {
            "line": 3,
            "incident_ref": "b",
            "reported_on": date(2026, 7, 1),
            "month_only": True,
            "category": None,
            "also_involves": None,
            "escalated": False,
            "closed_on": None,
            "missing_from": None,
        },
    ]


def test_no_rows_no_problems():
    found = checked({"reported_on": [], "category": [], "closed_on": []})
    assert (found.rows.num_rows, found.problems) == (0, [])


def test_problems_come_line_by_line_and_from_left_to_right():
    columns = {
        "reported_on": ["2026-07-14", "2026-07-33", "2026-07-15", "2026-10-01"],
        "category": ["", "neglect", "neglect", ""],
        "closed_on": ["2026-07-01", "", "2026-07-16", ""],
    }
    assert faults(columns) == [
        ("required", 2, "B", False),
        ("closed_before_reported", 2, "C", False),
        ("date_impossible", 3, "A", False),
        ("date_outside_months", 5, "A", False),
        ("required", 5, "B", False),
    ]


def test_a_date_that_is_faulted_faults_no_other_cell():
    assert faults({"reported_on": ["2026-12-24", "2026-07-01"], "closed_on": ["2026-07-20", ""]}) == [
        ("date_in_future", 2, "A", False)
    ]


def test_a_column_wrong_in_most_rows_is_said_once():
    (problem,) = checked({"reported_on": ["2025-07-01"] * 11 + ["2026-07-01"] * 10}).problems
    assert (problem.rule, problem.line, problem.column) == ("date_outside_months", 2, "A")
    assert problem.message == (
        "Column A (Reported on): 11 of 21 cells are outside the return's months (row 2: “2025-07-01” is read "
        "as 1 Jul 2025; row 3: “2025-07-01” is read as 1 Jul 2025; row 4: “2025-07-01” is read as 1 Jul "
        "2025). The return covers Jul 2026 to Sep 2026: correct the date, take the row out, or cover its "
        "month too. So many suggest that the column or its matching is wrong."
    )


@pytest.mark.parametrize(("wrong", "right", "said"), [(9, 0, 9), (10, 0, 1), (10, 10, 10), (11, 10, 1)])
def test_most_rows_are_more_than_half_and_ten(wrong, right, said):
    cells = ["2025-07-01"] * wrong + ["2026-07-01"] * right
    assert len(checked({"reported_on": cells}).problems) == said


def test_filled_cells_are_what_most_is_most_of():
    """Ten closings out of order are every closing there is, in a column that is mostly empty."""
    columns = {"reported_on": ["2026-07-02"] * 100, "closed_on": ["2026-07-01"] * 10 + [""] * 90}
    assert len(checked(columns).problems) == 1


def test_a_thousand_problems_are_listed_and_the_rest_counted():
    columns = {"category": ["", "neglect"] * 1500 + ["neglect"]}
    problems = checked(columns).problems
    assert len(problems) == 1001
    assert [each.line for each in problems[:3]] == [2, 4, 6]
    assert (problems[-1].rule, problems[-1].soft) == ("more_problems", False)
    assert problems[-1].message == "And 500 more problems, not listed. Correct these first, then check again."


def test_what_refuses_is_listed_before_what_asks():
    """Questions by the thousand do not crowd out what must be mended; accepting their rule takes them all."""
    columns = {
        "category": ["neglect"] * 1500 + ["missing_person"] * 1501 + [""],
        "missing_risk_level": ["high"] * 3002,
    }
    problems = checked(columns).problems
    assert len(problems) == 1001
    assert [each.line for each in problems if not each.soft] == [3003]
    assert (problems[-1].rule, problems[-1].soft) == ("not_for_category", True)
    assert "501 more" in problems[-1].message


def test_four_ages_in_five_not_known_is_asked_about():
    ages = ["not_known"] * 7 + [""] + ["25_44"] * 2
    (problem,) = checked({"age_band": ages}).problems
    assert (problem.rule, problem.column, problem.soft) == ("ages_not_known", "A", True)
    assert "8 of 10 ages are not known" in problem.message
    assert checked({"age_band": [*ages[1:], "25_44"]}).problems == []
    assert checked({"age_band": ["not_known"] * 9}).problems == []


def test_a_hostile_cell_stays_text():
    nasty = ["'; drop table checked; --", "=HYPERLINK(1)", "<b>x</b>", "{0}", "\u202e2026-07-01", "%d"]
    found = checked({"incident_ref": nasty, "reported_on": nasty})
    assert found.rows["incident_ref"].to_pylist() == nasty
    assert [each.rule for each in found.problems] == ["date_unreadable"] * 6


SOUND = {
    "incident_ref": [f"r{at}" for at in range(12)],
    "reported_on": [f"{1 + 2 * at:02d}/{7 + at % 3:02d}/2026" for at in range(12)],
    "category": ["missing_person", "damp_mould", "neglect", "cost_of_living"] * 3,
    "age_band": ["25_44", "85_plus", "not_known"] * 4,
    "referred_to_la": ["yes", "no"] * 6,
    "la_decision": ["enquiry", ""] * 6,
    "closed_on": [f"{14 + at % 4}.10.26" for at in range(12)],
    "missing_from": ["2026-07-01 10:00", "", "", ""] * 3,
    "found_at": ["2026-07-02 10:00", "", "", ""] * 3,
}

WRONG = {
    "incident_ref": ["", "r" * 65],
    "reported_on": ["", "yesterday", "31/09/2026", "01/06/2026", "2026-07-14", "14/07/26", "14/07/2098"],
    "category": ["", "no such category"],
    "age_band": ["old", "25-44;85_plus"],
    "referred_to_la": ["perhaps"],
    "la_decision": ["guilty"],
    "closed_on": ["soon", "30.2.26", "14.6.26", "14.10.98", "14.10.2026", "Oct-26"],
    "missing_from": ["2026-07-01", "2026-07-01 25:00", "2026-07-03 10:00x"],
    "found_at": ["2026-07-02", "2026-06-30 10:00", "2098-01-01 10:00"],
}


def as_csv(columns: dict[str, list[str]]) -> bytes:
    out = io.StringIO()
    for row in [tuple(columns), *zip(*columns.values(), strict=True)]:
        out.write(",".join(row) + "\n")
    return out.getvalue().encode()


def problems_of(columns: dict[str, list[str]]) -> list:
    matched = match(read(as_csv(columns), "x.csv"), Matching.of_standard())
    return [*matched.problems, *check(matched, read_dates(matched), **PERIOD).problems]


def test_the_sound_file_is_sound():
    assert problems_of(SOUND) == []


@pytest.mark.parametrize(("field", "wrong"), [(field, wrong) for field, values in WRONG.items() for wrong in values])
def test_corrupt_one_cell_and_exactly_that_cell_is_faulted(field, wrong):
    filled = [at for at, cell in enumerate(SOUND[field]) if cell]
    row = filled[len(wrong) % len(filled)]  # not the same for all
    cells = [wrong if at == row else cell for at, cell in enumerate(SOUND[field])]
    problems = problems_of(SOUND | {field: cells})
    assert [(each.line, each.field) for each in problems] == [(row + 2, field)]
    letter = chr(65 + list(SOUND).index(field))
    assert problems[0].column == letter


def test_every_field_that_belongs_to_a_category_has_its_rule():
    belonging = [field for field in STANDARD.fields if field.category]
    assert len(belonging) >= 8
    for field in belonging:
        cell = "2026-07-01 10:00" if field.kind == "datetime" else field.codes[0].code
        assert faults({"category": ["fire_risk"], field.name: [cell]}) == [("not_for_category", 2, "B", True)]
