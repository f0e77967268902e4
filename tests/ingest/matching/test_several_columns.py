"""Several columns for one field, ticked columns, and several rows for one incident."""

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.matching import Matching, known_headings, match, number_references, suggest_ticked, suggest_words
from ingest.problems import Refused
from ingest.standard import STANDARD
from tests.ingest.matching.text_tables import table_of, text_table

COLUMNS = {"Ref": "incident_ref", "Date": "reported_on", "Type": "category"}
TYPE_AND_SUB = COLUMNS | {"Sub-type": "category"}
PAIRS = {"category": {"Abuse › Physical": "physical_abuse", "Abuse › Neglect": "neglect", "Property": "damp_mould"}}


def rules(result) -> list[tuple]:
    return [(problem.rule, problem.line, problem.column) for problem in result.problems]


class TestJoinedColumns:
    def test_type_and_sub_type_are_matched_as_pairs(self):
        table = text_table(
            "Ref|Date|Type|Sub-type",
            "1|2026-07|Abuse|Physical", "2|2026-07| abuse |NEGLECT", "3|2026-07|Property|", "4|2026-07|Hoarding| ",
        )  # fmt: skip
        result = match(table, Matching(columns=TYPE_AND_SUB, values=PAIRS))
        assert result.rows["category"].to_pylist() == ["physical_abuse", "neglect", "damp_mould", "hoarding"]
        assert (result.problems, result.not_kept) == ([], ())
        assert result.columns["category"] == ("C", "Type › Sub-type")

    def test_the_files_order_counts_not_the_matchings(self):
        table = text_table("Sub-type|Ref|Type|Date", "Physical|1|Abuse|2026-07")
        assert match(table, Matching(columns=TYPE_AND_SUB)).new_words == {"category": {"Physical › Abuse": 1}}

    def test_a_pair_without_a_code_is_asked_about_as_a_pair(self):
        table = text_table("Ref|Date|Type|Sub-type", "1|2026-07|Abuse|Online", "2|2026-07|Abuse|Online")
        result = match(table, Matching(columns=TYPE_AND_SUB, values=PAIRS))
        assert result.new_words == {"category": {"Abuse › Online": 2}}
        assert rules(result) == [("unmatched_word", 2, "C")]

    def test_a_pair_may_be_out_of_scope(self):
        table = text_table("Ref|Date|Type|Sub-type", "1|2026-07|Property|Keys", "2|2026-07|Property|")
        result = match(
            table, Matching(columns=TYPE_AND_SUB, values={"category": PAIRS["category"] | {"Property › Keys": None}})
        )
        assert (result.rows["incident_ref"].to_pylist(), result.left_out) == (["2"], {"category: Property › Keys": 1})

    def test_three_levels(self):
        table = text_table("Ref|Date|Type|Sub-type|Detail", "1|2026-07|Abuse|Adult|Physical")
        how = Matching(columns=TYPE_AND_SUB | {"Detail": "category"})
        assert match(table, how).new_words == {"category": {"Abuse › Adult › Physical": 1}}

    def test_a_field_of_one_answer_that_is_not_the_category(self):
        table = text_table("Ref|Date|Type|Who|Whose", "1|2026-07|Neglect|Family|Sister")
        how = Matching(
            columns=COLUMNS | {"Who": "raised_by", "Whose": "raised_by"},
            values={"raised_by": {"family › sister": "family_or_friend"}},
        )
        assert match(table, how).rows["raised_by"].to_pylist() == ["family_or_friend"]

    @pytest.mark.parametrize(
        ("pair", "code", "reason"),
        [
            ("Safeguarding › Neglect", "neglect", "synonym"),
            ("Neglect › Neglect", "neglect", "synonym"),
            ("Self-neglect › Hoarding", "hoarding", "fuzzy"),  # two categories: the narrower is only offered
            ("Hoarding › Garden", "hoarding", "fuzzy"),
            ("Zzz › Qqq", None, "none"),
        ],
    )
    def test_a_pair_is_suggested_by_its_narrower_word(self, pair, code, reason):
        (found,) = suggest_words(STANDARD.field("category"), [pair])
        assert (found.code, found.reason) == (code, reason)

    @given(
        st.lists(
            st.tuples(*[st.sampled_from(["Abuse", "Property", ""]), st.sampled_from(["Physical", "", "Neglect"])]),
            max_size=12,
        )
    )
    @settings(deadline=None, max_examples=50)
    def test_every_row_gets_the_code_of_its_pair(self, pairs):
        words = [" › ".join(word for word in pair if word) for pair in pairs]
        possible = {
            " › ".join(filter(None, each))
            for each in itertools.product(["Abuse", "Property", ""], ["Physical", "Neglect", ""])
        }
        codes = dict(zip(sorted(possible - {""}), itertools.cycle(STANDARD.codes("category")), strict=False))
        table = table_of(
            ["Ref", "Date", "Type", "Sub-type"], [[str(n), "2026-07", *pair] for n, pair in enumerate(pairs)]
        )
        result = match(table, Matching(columns=TYPE_AND_SUB, values={"category": codes}))
        assert result.rows["category"].to_pylist() == [codes.get(word, "") for word in words]


class TestUnitedColumns:
    def test_three_columns_of_a_list_are_united(self):
        table = text_table(
            "Ref|Date|Type|Agency 1|Agency 2|Agency 3",
            "1|2026-07|Neglect|Police||NHS", "2|2026-07|Neglect|||", "3|2026-07|Neglect|NHS; MARAC|nhs|Police, MARAC",
        )  # fmt: skip
        how = Matching(columns=COLUMNS | {f"Agency {n}": "other_agencies" for n in (1, 2, 3)})
        result = match(table, how)
        assert result.rows["other_agencies"].to_pylist() == ["police;nhs", "", "nhs;marac;police"]
        assert result.problems == []

    def test_a_word_without_a_code_is_named_with_its_own_column(self):
        table = text_table(
            "Ref|Date|Type|Agency 1|Agency 2", "1|2026-07|Neglect|Police|Vicar", "2|2026-07|Neglect|Vicar|"
        )
        result = match(table, Matching(columns=COLUMNS | {"Agency 1": "other_agencies", "Agency 2": "other_agencies"}))
        assert rules(result) == [("unmatched_word", 3, "D"), ("unmatched_word", 2, "E")]
        assert result.new_words == {"other_agencies": {"Vicar": 2}}

    def test_an_empty_cell_that_is_matched_counts_only_where_all_are_empty(self):
        table = text_table("Ref|Date|Type|Agency 1|Agency 2", "1|2026-07|Neglect|Police|", "2|2026-07|Neglect||")
        how = Matching(
            columns=COLUMNS | {"Agency 1": "other_agencies", "Agency 2": "other_agencies"},
            values={"other_agencies": {"": "none"}},
        )
        assert match(table, how).rows["other_agencies"].to_pylist() == ["police", "none"]

    def test_a_heading_that_is_gone_is_named(self):
        table = text_table("Ref|Date|Type|Agency 1", "1|2026-07|Neglect|Police")
        result = match(table, Matching(columns=COLUMNS | {"Agency 1": "other_agencies", "Agency 2": "other_agencies"}))
        assert [(p.rule, p.heading) for p in result.problems] == [("missing_heading", "Agency 2")]


TICKED = {
    "Physical": {"field": "also_involves", "code": "physical_abuse"},
    "Neglect?": {"field": "also_involves", "code": "neglect"},
}


class TestTickedColumns:
    @pytest.mark.parametrize(
        "tick", ["yes", "Y", "x", "X", "✓", "✔", "✔️", "☑", "☒", "1", "TRUE", " True ", "Physical", "1.0"]
    )
    def test_what_is_a_tick(self, tick):
        table = text_table(
            "Ref|Date|Type|Physical|Neglect?", f"1|2026-07|Hoarding|{tick}|", f"2|2026-07|Hoarding|{tick}|Yes"
        )
        result = match(table, Matching(columns=COLUMNS, ticked=TICKED))
        assert result.rows["also_involves"].to_pylist() == ["physical_abuse", "physical_abuse;neglect"]
        assert (result.problems, result.not_kept) == ([], ())

    @pytest.mark.parametrize("no", ["", " ", "No", "n", "0", "FALSE", "☐"])
    def test_what_is_no_tick(self, no):
        table = text_table("Ref|Date|Type|Physical|Neglect?", f"1|2026-07|Hoarding|{no}|{no}")
        result = match(table, Matching(columns=COLUMNS, ticked=TICKED))
        assert (result.rows["also_involves"].to_pylist(), result.problems) == ([""], [])

    def test_another_word_is_asked_about_and_can_mean_nothing_or_the_code(self):
        table = text_table("Ref|Date|Type|Physical|Neglect?", "1|2026-07|Hoarding|suspected|-")
        result = match(table, Matching(columns=COLUMNS, ticked=TICKED))
        assert rules(result) == [("unmatched_word", 2, "D"), ("unmatched_word", 2, "E")]
        said = {"also_involves": {"Suspected": "physical_abuse", "-": ""}}
        result = match(table, Matching(columns=COLUMNS, ticked=TICKED, values=said))
        assert (result.rows["also_involves"].to_pylist(), result.problems) == (["physical_abuse"], [])

    def test_ticks_and_a_column_of_the_same_list_are_united(self):
        table = text_table("Ref|Date|Type|Others|Physical", "1|2026-07|Hoarding|Fire risk|x", "2|2026-07|Hoarding||")
        how = Matching(columns=COLUMNS | {"Others": "also_involves"}, ticked={"Physical": TICKED["Physical"]})
        assert match(table, how).rows["also_involves"].to_pylist() == ["fire_risk;physical_abuse", ""]

    def test_a_field_with_one_answer_ticked_once_and_twice(self):
        ticked = {"Adult": {"field": "about", "code": "adult"}, "Child": {"field": "about", "code": "child"}}
        table = text_table(
            "Ref|Date|Type|Adult|Child", "1|2026-07|Hoarding|x|", "2|2026-07|Hoarding|x|x", "3|2026-07|Hoarding||"
        )
        result = match(table, Matching(columns=COLUMNS, ticked=ticked))
        assert result.rows["about"].to_pylist() == ["adult", None, ""]
        assert rules(result) == [("several_answers", 3, "D")]
        assert "“Adult”, “Child” are all ticked" in result.problems[0].message

    def test_the_category_may_be_ticked(self):
        ticked = {
            "Damp": {"field": "category", "code": "damp_mould"},
            "ASB": {"field": "category", "code": "anti_social_behaviour"},
        }
        table = text_table("Ref|Date|Damp|ASB", "1|2026-07|x|", "2|2026-07||x")
        result = match(table, Matching(columns={"Ref": "incident_ref", "Date": "reported_on"}, ticked=ticked))
        assert (result.rows["category"].to_pylist(), result.problems) == (["damp_mould", "anti_social_behaviour"], [])

    @given(st.lists(st.tuples(*[st.sampled_from(["", "x", "No", "✓", "0", "1"])] * 3), max_size=12))
    @settings(deadline=None, max_examples=50)
    def test_a_row_has_the_codes_of_the_columns_that_it_ticks(self, rows):
        codes = ("police", "nhs", "marac")
        names = ["Ref", "Date", "Type", *(f"Told {code}" for code in codes)]
        ticked = {f"Told {code}": {"field": "other_agencies", "code": code} for code in codes}
        table = table_of(names, [[str(n), "2026-07", "Hoarding", *row] for n, row in enumerate(rows)])
        wanted = [";".join(c for c, cell in zip(codes, row, strict=True) if cell in ("x", "✓", "1")) for row in rows]
        assert match(table, Matching(columns=COLUMNS, ticked=ticked)).rows["other_agencies"].to_pylist() == wanted

    @pytest.mark.parametrize(
        ("ticked", "says"),
        [
            ([], '"ticked" in the matching must be an object'),
            ({"A": "physical_abuse"}, "must name a field and a code"),
            ({"A": {"field": "also_involves"}}, "must name a field and a code"),
            ({"A": {"field": "also_involves", "code": "police"}}, "no code of “also_involves”"),
            ({"A": {"field": "closed_on", "code": "x"}}, "no code of “closed_on”"),
            ({"A": {"field": ["x"], "code": []}}, "no code of"),
            ({"Type ": {"field": "also_involves", "code": "neglect"}}, "is in the matching twice"),
            ({"A": {"field": "category", "code": "neglect"}}, "which has a column already"),
            ({" ": {"field": "also_involves", "code": "neglect"}}, "is empty"),
        ],
    )
    def test_what_cannot_be_is_refused(self, ticked, says):
        with pytest.raises(Refused) as refused:
            Matching.from_json(json.dumps({"columns": COLUMNS, "ticked": ticked}))
        (problem,) = refused.value.problems
        assert says in problem.message

    def test_it_goes_out_and_comes_back_the_same_and_its_headings_are_known(self):
        first = Matching(columns=TYPE_AND_SUB, ticked=TICKED, repeated_reference="fold", list_separator=[",", "\n"])
        assert Matching.from_json(first.to_json()) == first
        assert {"Physical", "Sub-type"} <= known_headings(first)


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Physical abuse", ("also_involves", "physical_abuse")),
        ("Police", ("other_agencies", "police")),
        ("Agencies: MARAC", ("other_agencies", "marac")),
        ("Which agencies? [Police]", ("other_agencies", "police")),
        ("Concern - Hoarding", ("also_involves", "hoarding")),
        ("Signed", None),
        ("[]", None),
    ],
)
def test_what_a_ticked_heading_might_mean(heading, meant):
    assert suggest_ticked([heading]).get(heading) == meant


def fold(*rows: str, headings: str = "Ref|Date|Type|Who|Age", **more):
    columns = COLUMNS | {"Who": "other_agencies", "Age": "age_band", "Closed": "closed_on", "Also": "also_involves"}
    named = {heading: columns[heading] for heading in headings.split("|")}
    return match(text_table(headings, *rows), Matching(columns=named, repeated_reference="fold", **more))


class TestFoldedRows:
    def test_further_categories_and_lists_go_to_the_first_row(self):
        result = fold(
            "a|2026-07|Neglect|Police|18 to 24", "b|2026-07|Hoarding||", "a|2026-07|Hoarding|NHS, Police|18 to 24",
            "a||Fire risk||", "a|2026-07|Neglect|none|",
        )  # fmt: skip
        assert result.problems == []
        assert result.rows.to_pylist() == [
            {"line": 2, "incident_ref": "a", "reported_on": "2026-07", "category": "neglect",
             "also_involves": "hoarding;fire_risk", "other_agencies": "police;nhs", "age_band": "18_24"},
            {"line": 3, "incident_ref": "b", "reported_on": "2026-07", "category": "hoarding", "also_involves": "",
             "other_agencies": "", "age_band": ""},
        ]  # fmt: skip
        assert result.left_out == {"folded": 3}
        assert result.columns["also_involves"] == ("C", "Type")

    def test_an_empty_cell_of_the_first_row_is_filled_from_a_later_one(self):
        result = fold("a|2026-07|Neglect||", "a|2026-07|Neglect||25 to 44")
        assert (result.rows["age_band"].to_pylist(), result.problems) == (["25_44"], [])

    def test_answers_that_differ_are_refused_by_line(self):
        result = fold(
            "a|2026-07|Neglect||18 to 24",
            "b|2026-07|Neglect||",
            "a|2026-08|Neglect||25 to 44",
            "a|2026-07|Fire risk||18 to 24",
        )
        assert rules(result) == [("rows_differ", 4, "B"), ("rows_differ", 4, "E")]
        assert (
            "Row 4, column E (Age band): “25 to 44”, but row 2 of the same incident says “18 to 24”"
            in result.problems[1].message
        )

    @pytest.mark.parametrize(
        ("name", "cells"), [("Closed", ("2026-08-01", "2026-08-02")), ("Age", ("Not known", "18 to 24"))]
    )
    def test_any_field_of_one_answer_may_differ(self, name, cells):
        result = fold(*(f"a|2026-07|Neglect|{cell}" for cell in cells), headings=f"Ref|Date|Type|{name}")
        assert rules(result) == [("rows_differ", 3, "D")]

    def test_what_the_rows_say_under_also_involves_is_united_too(self):
        result = fold("a|2026-07|Neglect|Fire risk", "a|2026-07|Hoarding|Neglect", headings="Ref|Date|Type|Also")
        assert result.rows["also_involves"].to_pylist() == ["fire_risk;hoarding"]

    def test_rows_without_a_reference_and_rows_out_of_scope_are_not_folded(self):
        rows = ("|2026-07|Neglect||", "|2026-07|Hoarding||", "a|2026-07|Keys||", "a|2026-07|Fire risk||")
        how = {"values": {"category": {"Keys": None}}, "missing_reference": "number"}
        result = fold(*rows, **how)
        assert result.rows["category"].to_pylist() == ["neglect", "hoarding", "fire_risk"]
        assert result.left_out == {"category: Keys": 1}

    def test_a_reference_that_is_made_is_never_folded_into_one_of_the_file(self):
        columns = {"columns": COLUMNS, "missing_reference": "number", "repeated_reference": "fold"}
        how = Matching(**columns)
        table = text_table("Ref|Date|Type", "label-3|2026-07|Neglect", "|2026-07|Hoarding")
        result = number_references(match(table, how), how, "label")
        assert [p.rule for p in result.problems] == ["repeated_reference"]

    def test_a_file_without_repeats_stays_as_it_is(self):
        result = fold("a|2026-07|Neglect||", "b|2026-07|Hoarding||")
        assert "also_involves" not in result.rows.column_names
        assert result.left_out == {}

    def test_fifty_differences_are_listed_and_the_rest_is_a_number(self):
        rows = [f"r{n}|2026-0{month}|Neglect||" for n in range(60) for month in (7, 8)]
        problems = fold(*rows).problems
        assert (len(problems), problems[-1].message[:11]) == (51, "And 10 more")

    @given(
        st.lists(
            st.tuples(
                st.sampled_from("abc"),
                st.sampled_from(["neglect", "hoarding", "fire_risk"]),
                st.sets(st.sampled_from(["police", "nhs", "marac"])),
            ),
            max_size=15,
        )
    )
    @settings(deadline=None, max_examples=60)
    def test_nothing_is_lost_and_nothing_twice(self, rows):
        result = fold(*(f"{ref}|2026-07|{category}|{';'.join(sorted(who))}|" for ref, category, who in rows))
        assert result.problems == []
        assert len(result.rows) + result.left_out.get("folded", 0) == len(rows)
        for row in result.rows.to_pylist():
            own = [each for each in rows if each[0] == row["incident_ref"]]
            assert row["category"] == own[0][1]
            further = set(row.get("also_involves", "").split(";")) - {""}
            assert further == {category for _, category, _ in own} - {row["category"]}
            assert set(row["other_agencies"].split(";")) - {""} == set().union(*(who for _, _, who in own))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_many_rows_of_an_incident_say_together_what_each_says(data):
    """Beside a plain reading, row by row: the first answer that is given, and every code once."""
    row = st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["neglect", "hoarding", "damp_mould"]),
        st.sampled_from(["", "police", "nhs", "none", "nhs;police", "not_known"][:4]),
        st.sampled_from(["", "2026-07-20"]),
    )
    rows = data.draw(st.lists(row, min_size=2, max_size=12))
    incidents: dict[str, dict] = {}
    for reference, category, agencies, closed in rows:
        known = incidents.setdefault(reference, {"category": category, "further": [], "agencies": [], "closed": ""})
        known["further"] += [each for each in [category] if each not in (known["category"], *known["further"])]
        known["agencies"] += [each for each in agencies.split(";") if each and each not in known["agencies"]]
        known["closed"] = known["closed"] or closed
    table = text_table(
        "Ref|Date|Type|Agencies|Closed", *(f"{ref}|2026-07-01|{cat}|{ag}|{cl}" for ref, cat, ag, cl in rows)
    )
    columns = {"Ref": "incident_ref", "Date": "reported_on", "Type": "category"}
    columns |= {"Agencies": "other_agencies", "Closed": "closed_on"}
    result = match(table, Matching(columns=columns, repeated_reference="fold"))
    if len(incidents) == len(rows):
        return
    for found in result.rows.to_pylist():
        known = incidents[found["incident_ref"]]
        agencies = [each for each in known["agencies"] if each != "none"] or known["agencies"]
        assert found["category"] == known["category"]
        assert found["also_involves"] == ";".join(known["further"])
        assert found["other_agencies"] == ";".join(agencies)
        assert found["closed_on"] == known["closed"]
