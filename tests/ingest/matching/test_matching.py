"""A member's headings and words: matched, left out and counted, or refused with reasons."""

import csv
import gzip
import io
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.matching import Matched, Matching, known_headings, match, number_references
from ingest.matching.matching import LONGEST
from ingest.problems import Refused
from ingest.reading import TextTable, read
from tests.ingest.matching.text_tables import text_table

POLICE = {
    "columns": {"Crime ID": "incident_ref", "Month": "reported_on", "Crime type": "category"},
    "values": {
        "category": {
            "Anti-social behaviour": "anti_social_behaviour",
            "Drugs": "drug_or_alcohol_use",
            "Violence and sexual offences": "physical_abuse",
            "Burglary": None,
        }
    },
    "missing_reference": "number",
    "repeated_reference": "keep_first",
}


def matching(**changes) -> Matching:
    columns = {"Ref": "incident_ref", "Date": "reported_on", "Type": "category"}
    return Matching(**({"columns": columns} | changes))


def matched(table: TextTable, how: Matching, label: str = "202604-202606") -> Matched:
    return number_references(match(table, how), how, label)


def rules(problems) -> list[str]:
    return [problem.rule for problem in problems]


def refusals(text: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        Matching.from_json(text)
    return [problem.message for problem in refused.value.problems]


def test_street_level_police_data_by_one_matching():
    table = text_table(
        "Crime ID|Month|Reported by|Crime type",
        "|2021-04|Kent Police|Anti-social behaviour",
        "a1|2021-04|Kent Police|Drugs",
        "a1|2021-04|Kent Police|Drugs",
        "b2|2021-04|Kent Police|Violence and sexual offences",
        "|2021-04|Kent Police|Burglary",
        "c3|2021-04|Kent Police|Burglary",
    )
    result = matched(table, Matching.from_json(json.dumps(POLICE)), "202104-202104")
    assert result.rows.to_pylist() == [
        {"line": 2, "incident_ref": "202104-202104-2", "reported_on": "2021-04",
         "category": "anti_social_behaviour"},
        {"line": 3, "incident_ref": "a1", "reported_on": "2021-04", "category": "drug_or_alcohol_use"},
        {"line": 5, "incident_ref": "b2", "reported_on": "2021-04", "category": "physical_abuse"},
    ]  # fmt: skip
    assert result.left_out == {"category: Burglary": 2, "repeated_reference": 1}
    assert (result.numbered, result.problems) == (1, [])
    assert result.columns == {
        "incident_ref": ("A", "Crime ID"),
        "reported_on": ("B", "Month"),
        "category": ("D", "Crime type"),
    }
    assert result.not_kept == (("C", "Reported by"),)
    assert len(result.rows) + sum(result.left_out.values()) == 6


def test_a_real_month_agrees_with_an_independent_count(shared):
    (path,) = (shared / "data/police_uk_street").rglob("2021-05-city-of-london-street.csv.gz")
    content = gzip.decompress(path.read_bytes())
    expected, seen, lines = Counter(), set(), list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    codes = {word: code for word, code in POLICE["values"]["category"].items() if code}
    for line in lines:
        if line["Crime type"] in codes and line["Crime ID"] not in seen:
            seen |= {line["Crime ID"]} - {""}
            expected[codes[line["Crime type"]]] += 1
    words = dict.fromkeys(line["Crime type"] for line in lines) | codes
    how = Matching(**(POLICE | {"values": {"category": words}}))
    result = matched(read(content, path.name, expected=known_headings(how)), how, "202105-202105")
    assert Counter(result.rows["category"].to_pylist()) == expected
    assert len(result.rows) + sum(result.left_out.values()) == len(lines) == 428
    assert result.problems == []


@pytest.mark.parametrize("cell", ["damp_mould", "Damp and mould", " DAMP  and\u00a0mould ", "\ufeffdamp_mould"])
def test_codes_and_labels_match_themselves(cell):
    table = text_table("incident_ref|reported_on|category", f"1|2026-04|{cell}")
    result = matched(table, Matching.of_standard())
    assert (result.rows["category"].to_pylist(), result.problems) == (["damp_mould"], [])


def test_headings_may_be_titles_and_differ_in_case_and_spaces():
    table = text_table("\ufeffIncident  Reference|REPORTED ON|category ", "1|2026-04|hoarding")
    result = matched(table, Matching.of_standard())
    assert result.rows.column_names == ["line", "incident_ref", "reported_on", "category"]
    assert result.problems == []


@pytest.mark.parametrize("word", ["phys abuse", "DV", "Suicidal ideation", "Damp"])
def test_what_only_looks_like_a_code_is_never_applied(word):
    table = text_table("Ref|Date|Type", f"1|2026-04|{word}")
    result = matched(table, matching())
    assert result.rows["category"].to_pylist() == [None]
    assert rules(result.problems) == ["unmatched_word"]


def test_a_new_word_is_said_once_with_its_place_and_what_it_looks_like():
    table = text_table(
        "Ref|Date|Type",
        "1|2026-04|Hoarding",
        "2|2026-04|fin abuse",
        "3|2026-04|Fin  Abuse ",
        header_row=3,
    )
    (problem,) = matched(table, matching()).problems
    assert problem.as_dict() == {
        "rule": "unmatched_word",
        "message": "“fin abuse” in Category (category) (2 rows, first in line 5) has no code yet. "
        "It looks like “Financial abuse”. Match it on the upload page or in the matching file, or mark it "
        "out of scope there.",
        "line": 5,
        "column": "C",
        "heading": "Type",
        "field": "category",
        "soft": False,
    }
    assert match(table, matching()).new_words == {"category": {"fin abuse": 2}}


def test_a_word_that_may_be_personal_is_masked_in_the_message():
    table = text_table("Ref|Date|Type", "1|2026-04|jo@example.org", "2|2026-04|SW1A 1AA", "3|2026-04|07700 900123")
    messages = [problem.message for problem in matched(table, matching()).problems]
    assert len(messages) == 3
    assert not any(part in message for part in ("example", "1AA", "900123") for message in messages)


def test_a_column_full_of_new_words_is_cut_short():
    table = text_table("Ref|Date|Type", *[f"{n}|2026-04|Nature {n}" for n in range(80)])
    problems = matched(table, matching()).problems
    assert len(problems) == 51
    assert problems[-1].message == (
        "30 more words in Category (category) have no code yet. So many suggest that column C is not the right one."
    )
    assert len(match(table, matching()).new_words["category"]) == 80


def test_words_of_rows_left_out_need_no_code():
    table = text_table("Ref|Date|Type|Who", "1|2026-04|Pets|Martian", "2|2026-04|Hoarding|Adult", "|2026-04|Pets|")
    how = matching(
        columns={"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Who": "about"},
        values={"category": {"pets": None}},
    )
    result = matched(table, how)
    assert (result.problems, result.left_out) == ([], {"category: pets": 2})
    assert match(table, how).new_words == {}


def test_a_row_with_two_words_out_of_scope_is_counted_once():
    table = text_table("Ref|Date|Type|Who", "1|2026-04|Pets|Dog", "2|2026-04|Hoarding|Dog")
    how = matching(
        columns={"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Who": "about"},
        values={"category": {"Pets": None}, "about": {"Dog": None}},
    )
    assert matched(table, how).left_out == {"category: Pets": 1, "about: Dog": 1}


def test_an_empty_cell_stays_empty_unless_it_is_matched():
    columns = {"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Who": "about"}
    table = text_table("Ref|Date|Type|Who", "1|2026-04|Hoarding| ")
    assert matched(table, matching(columns=columns)).rows["about"].to_pylist() == [""]
    how = matching(columns=columns, values={"about": {"": "not_known"}})
    assert matched(table, how).rows["about"].to_pylist() == ["not_known"]


@pytest.mark.parametrize(
    ("separator", "cell", "codes"),
    [
        (";", "Police; NHS", "police;nhs"),
        (",", "Police , Social worker,,", "police;other"),
        ("/", "Fire/ambulance", "fire_service"),
        (";", "police;Police", "police"),
        (";", " ; ", ""),
        (",", "Police;NHS", None),
    ],
)
def test_lists_are_parted_translated_and_joined(separator, cell, codes):
    how = matching(
        columns={"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Who": "other_agencies"},
        values={"other_agencies": {"Social worker": "other", "fire/ambulance": "fire_service"}},
        list_separator=separator,
    )
    result = matched(text_table("Ref|Date|Type|Who", f"1|2026-04|Hoarding|{cell}"), how)
    assert result.rows["other_agencies"].to_pylist() == [codes]
    assert rules(result.problems) == ([] if codes is not None else ["unmatched_word"])


def test_every_new_word_of_a_list_is_said():
    how = matching(columns={"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Who": "other_agencies"})
    table = text_table("Ref|Date|Type|Who", "1|2026-04|Hoarding|Vet;police;Vicar", "2|2026-04|Hoarding|vicar")
    assert match(table, how).new_words == {"other_agencies": {"Vicar": 2, "Vet": 1}}


@pytest.mark.parametrize(
    ("cell", "code"),
    [("Yes", "yes"), ("Y", "yes"), ("TRUE", "yes"), ("1", "yes"), ("no", "no"), ("n", "no"), ("False", "no"),
     ("0", "no"), ("", ""), ("perhaps", None)],
)  # fmt: skip
def test_yes_and_no_are_known_in_short(cell, code):
    table = text_table("incident_ref|reported_on|category|escalated", f"1|2026-04|hoarding|{cell}")
    assert matched(table, Matching.of_standard()).rows["escalated"].to_pylist() == [code]


def test_a_word_that_the_member_matched_goes_before_the_standards_own():
    table = text_table("Ref|Date|Type", "1|2026-04|Neglect")
    how = matching(values={"category": {"Neglect": "self_neglect"}})
    assert matched(table, how).rows["category"].to_pylist() == ["self_neglect"]


def test_cells_lose_their_outer_spaces_and_references_doubled_ones():
    table = text_table("Ref|Date|Type", " A  1\u00a0| 01/04/2026 |Hoarding")
    assert matched(table, matching()).rows.to_pylist() == [
        {"line": 2, "incident_ref": "A 1", "reported_on": "01/04/2026", "category": "hoarding"}
    ]


def test_a_heading_that_is_not_there_is_named_with_the_nearest():
    table = text_table("Ref|Dates|Type", "1|2026-04|Hoarding", header_row=4)
    (problem,) = matched(table, matching()).problems
    assert (problem.rule, problem.line, problem.heading, problem.field) == (
        "missing_heading",
        4,
        "Date",
        "reported_on",
    )
    assert problem.message.startswith(
        "No column is headed “Date” (row 4), where the matching looks for Reported on (reported_on). "
        "The nearest is “Dates” in column B."
    )


def test_required_fields_without_a_column():
    table = text_table("Name|Colour", "x|y")
    assert [(p.rule, p.field) for p in matched(table, Matching.of_standard()).problems] == [
        ("field_not_matched", "incident_ref"),
        ("field_not_matched", "reported_on"),
        ("field_not_matched", "category"),
    ]
    (problem,) = matched(
        text_table("Ref|Date", "1|2026-04"), Matching(columns={"Ref": "incident_ref", "Date": "reported_on"})
    ).problems
    assert (problem.rule, problem.field) == ("field_not_matched", "category")


def test_a_heading_over_two_columns():
    table = text_table("Ref|Type|Date|type ", "1|Hoarding|2026-04|Neglect")
    (problem,) = matched(table, matching()).problems
    assert (problem.rule, problem.column) == ("repeated_heading", "B")
    assert "Columns B and D" in problem.message


def test_headings_repeated_where_nothing_is_taken_from_them_are_no_matter():
    table = text_table("Ref|Date|Type|Notes|Notes", "1|2026-04|Hoarding|x|y")
    result = matched(table, matching())
    assert (result.problems, result.not_kept) == ([], (("D", "Notes"), ("E", "Notes")))


def test_name_and_title_of_one_field_in_the_same_file():
    table = text_table("incident_ref|reported_on|Reported on|category", "1|2026-04|2026-05|hoarding")
    (problem,) = matched(table, Matching.of_standard()).problems
    assert (problem.rule, problem.field) == ("field_twice", "reported_on")


def test_missing_references_are_refused_once_unless_numbered():
    table = text_table("Ref|Date|Type", "|2026-04|Hoarding", "1|2026-04|Hoarding", " |2026-04|Hoarding")
    (problem,) = matched(table, matching()).problems
    assert (problem.rule, problem.line, problem.column) == ("missing_reference", 2, "A")
    assert problem.message.startswith("2 rows have no reference (the first is line 2).")
    assert problem.message.endswith("Fill them in, or have each numbered by the return and the line.")
    result = matched(table, matching(missing_reference="number"))
    assert result.rows["incident_ref"].to_pylist() == ["202604-202606-2", "1", "202604-202606-4"]
    assert (result.numbered, result.problems) == (2, [])


def test_a_reference_that_is_made_may_not_repeat_one_of_the_file():
    table = text_table("Ref|Date|Type", "202604-202606-3|2026-04|Hoarding", "|2026-04|Hoarding")
    (problem,) = matched(table, matching(missing_reference="number")).problems
    assert (problem.rule, problem.line) == ("repeated_reference", 3)
    result = matched(table, matching(missing_reference="number", repeated_reference="keep_first"))
    assert (result.rows["line"].to_pylist(), result.left_out) == ([2], {"repeated_reference": 1})


def test_a_file_without_references_can_be_numbered_whole():
    how = Matching(columns={"Date": "reported_on", "Type": "category"}, missing_reference="number")
    result = matched(text_table("Date|Type", "2026-04|Hoarding", "2026-05|Neglect"), how)
    assert result.rows["incident_ref"].to_pylist() == ["202604-202606-2", "202604-202606-3"]
    assert result.problems == []


def test_repeated_references_are_refused_once_unless_the_first_is_kept():
    table = text_table(
        "Ref|Date|Type", "a|2026-04|Hoarding", "b|2026-04|Hoarding", "a |2026-05|Neglect",
        "A|2026-04|Hoarding", "a|2026-04|Hoarding", "b|2026-06|Hoarding",
    )  # fmt: skip
    problem, alike = matched(table, matching()).problems
    assert (alike.rule, alike.line, alike.soft) == ("references_alike", 5, True)  # "A" beside "a"
    assert (problem.rule, problem.line, problem.column) == ("repeated_reference", 4, "A")
    assert problem.message.startswith(
        "3 rows have a reference that is already used above: line 4 repeats line 2; line 6 "
        "repeats line 2; line 7 repeats line 3."
    )
    assert "Correct them, or keep the first of each: the later rows are then left out, and counted." in problem.message
    result = matched(table, matching(repeated_reference="keep_first"))
    assert result.rows["line"].to_pylist() == [2, 3, 5]
    assert result.left_out == {"repeated_reference": 3}


def test_several_rows_without_a_reference_do_not_repeat_each_other():
    table = text_table("Ref|Date|Type", "|2026-04|Hoarding", "|2026-04|Hoarding")
    assert rules(matched(table, matching(repeated_reference="keep_first")).problems) == ["missing_reference"]


def test_a_table_without_rows():
    result = matched(text_table("Ref|Date|Type"), matching())
    assert (len(result.rows), result.problems, result.left_out) == (0, [], {})


def test_all_problems_come_at_once():
    table = text_table("Ref|Type|Type2", "|Whatever|x", "a|Hoarding|y", "a|Hoarding|z")
    assert sorted(rules(matched(table, matching()).problems)) == [
        "missing_heading", "missing_reference", "repeated_reference", "unmatched_word",
    ]  # fmt: skip


def test_a_matching_goes_out_and_comes_back_the_same():
    whole = POLICE | {
        "header_row": 4, "encoding": "cp1252", "delimiter": ";", "sheet": "Log £", "date_format": "%d/%m/%Y",
        "list_separator": ", ",
    }  # fmt: skip
    first = Matching.from_json(json.dumps(whole))
    again = Matching.from_json(first.to_json())
    assert again == first
    assert again.to_json() == first.to_json()
    assert json.loads(first.to_json()) == whole


def test_the_order_of_a_matching_does_not_depend_on_the_order_it_was_made_in():
    backwards = {
        "columns": dict(reversed(POLICE["columns"].items())),
        "values": {"category": dict(reversed(POLICE["values"]["category"].items()))},
        "missing_reference": "number",
        "repeated_reference": "keep_first",
    }
    assert Matching.from_json(json.dumps(backwards)).to_json() == Matching.from_json(json.dumps(POLICE)).to_json()


def test_keys_may_be_missing_or_null():
    text = '{"columns": {"Ref": "incident_ref"}, "header_row": null, "list_separator": null, "values": null}'
    assert Matching.from_json(text) == Matching(columns={"Ref": "incident_ref"})
    assert Matching.from_json(Matching.of_standard().to_json()) == Matching.of_standard()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ('{"columns": {}', "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"header_row": ' + "9" * 5000 + "}", "is not JSON"),
        ('{"columns": {"\\ud800": "category"}}', "is not JSON"),
        (" " * (LONGEST + 1), "longer than a million"),
        ("[]", "must be one object"),
        ("{}", 'has no "columns"'),
        ('{"columns": {}, "columns": {}}', "is twice"),
        ('{"columns": []}', '"columns" in the matching must be an object'),
        ('{"columns": {}, "values": "x"}', '"values" in the matching must be an object'),
        ('{"columns": {}, "colour": 1}', "has a key “colour” that is not known"),
        ('{"columns": {"Ref": "incident"}}', "which is no field"),
        ('{"columns": {"Ref": 3}}', "which is no field"),
        ('{"columns": {"Ref": ["incident_ref"]}}', "which is no field"),
        ('{"columns": {" ": "category"}}', "is empty"),
        (
            '{"columns": {"A": "reported_on", "B": "reported_on"}}',
            "Two headings are matched to reported_on: “A” and “B”",
        ),
        ('{"columns": {"A": "category", "a ": "about"}}', "is in the matching twice"),
        ('{"columns": {}, "values": {"colour": {}}}', "which is no field with codes"),
        ('{"columns": {}, "values": {"reported_on": {"x": "y"}}}', "which is no field with codes"),
        ('{"columns": {}, "values": {"category": []}}', "must be an object"),
        ('{"columns": {}, "values": {"category": {"x": "drugs"}}}', "no code of category"),
        ('{"columns": {}, "values": {"category": {"x": true}}}', "no code of category"),
        ('{"columns": {}, "values": {"category": {"x": {"a": 1}}}}', "no code of category"),
        (
            '{"columns": {}, "values": {"category": {"x": "\'; drop table incident; --"}}}',
            "no code of category",
        ),
        ('{"columns": {}, "values": {"category": {"X": "other", "x": "hoarding"}}}', "matched twice"),
        ('{"columns": {}, "header_row": 0}', '"header_row"'),
        ('{"columns": {}, "header_row": true}', '"header_row"'),
        ('{"columns": {}, "header_row": 1e999}', '"header_row"'),
        ('{"columns": {}, "header_row": "1"}', '"header_row"'),
        ('{"columns": {}, "encoding": "klingon"}', '"encoding"'),
        ('{"columns": {}, "encoding": "base64"}', '"encoding"'),
        ('{"columns": {}, "encoding": "unicode_escape"}', '"encoding"'),
        ('{"columns": {}, "encoding": 8}', '"encoding"'),
        ('{"columns": {}, "delimiter": "\\""}', '"delimiter"'),
        ('{"columns": {}, "delimiter": ";;"}', '"delimiter"'),
        ('{"columns": {}, "list_separator": "a"}', '"list_separator"'),
        ('{"columns": {}, "sheet": 1}', '"sheet"'),
        ('{"columns": {}, "date_format": "%d/%q"}', '"date_format"'),
        ('{"columns": {}, "date_format": 1}', '"date_format"'),
        ('{"columns": {}, "missing_reference": "guess"}', '"missing_reference"'),
        ('{"columns": {}, "missing_reference": []}', '"missing_reference"'),
        ('{"columns": {}, "repeated_reference": "keep_last"}', '"repeated_reference"'),
    ],
)
def test_a_broken_or_crafted_matching_is_refused_with_its_reason(text, message):
    (said,) = refusals(text)
    assert message in said
    assert len(said) < 400


def test_all_faults_of_a_matching_are_named():
    said = refusals('{"colour": 1, "header_row": 0, "columns": {"A": "nothing"}, "values": {"about": {"x": "y"}}}')
    assert len(said) == 4


def test_a_matching_with_many_faults_is_cut_short():
    said = refusals(json.dumps({"columns": {f"Heading {n}": "nothing" for n in range(500)}}))
    assert len(said) == 51
    assert said[-1] == "And 450 more in the matching."


def test_code_in_a_matching_is_text_like_any_other():
    hostile = "'; drop table incident; --<script>alert(1)</script>{0}%s"
    table = text_table(f"{hostile}|Date|Type", f"1|2026-04|{hostile}")
    how = Matching(
        columns={hostile: "incident_ref", "Date": "reported_on", "Type": "category"},
        values={"category": {hostile: "hoarding"}},
    )
    assert matched(table, how).rows["category"].to_pylist() == ["hoarding"]


def test_known_headings_hold_names_titles_synonyms_and_the_matching():
    assert {"incident_ref", "Incident reference", "Case ID"} <= known_headings(Matching.of_standard())
    assert "Our own heading" in known_headings(Matching(columns={"Our own heading": "about"}))
    assert "Our own heading" not in known_headings(Matching.of_standard())


ROW = st.tuples(
    st.sampled_from(["", "a", "b", " a", "A", "c"]),
    st.sampled_from(["Hoarding", "hoarding ", "Pets", "Drugs", "Neglect", "Unheard of", ""]),
    st.sampled_from(["", "police", "Police;NHS", "NHS; Vet", "None", "Vicar;police"]),
)


def row_by_row(rows):
    """What the matching in the test below means, said row by row: rows kept, left out, new words."""
    known = {"hoarding": "hoarding", "neglect": "neglect", "drugs": "drug_or_alcohol_use", "": ""}
    agencies = {"police": "police", "nhs": "nhs", "none": "none"}
    kept, left_out, new, seen = [], {}, {}, set()
    for line, (ref, word, others) in enumerate(rows, 2):
        said, parts = word.strip().lower(), [part.strip().lower() for part in others.split(";") if part]
        out = "category: Pets" if said == "pets" else "other_agencies: Vet" if "vet" in parts else None
        if out:
            left_out[out] = left_out.get(out, 0) + 1
            continue
        strange = set(parts) - set(agencies)
        for new_word in strange | ({said} - set(known)):
            new[new_word] = new.get(new_word, 0) + 1
        ref = ref.strip() or f"label-{line}"
        if ref in seen:
            left_out["repeated_reference"] = left_out.get("repeated_reference", 0) + 1
            continue
        seen.add(ref)
        together = None if strange else ";".join(agencies[part] for part in parts)
        kept.append((line, ref, known.get(said), together))
    return kept, left_out, new


@settings(max_examples=30, deadline=None)
@given(st.lists(ROW, max_size=30))
def test_whole_columns_give_what_single_rows_give(rows):
    how = Matching(
        columns={"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Who": "other_agencies"},
        values={"category": {"Pets": None, "Drugs": "drug_or_alcohol_use"}, "other_agencies": {"Vet": None}},
        missing_reference="number",
        repeated_reference="keep_first",
    )
    table = text_table("Ref|Date|Type|Who", *[f"{ref}|2026-04|{word}|{others}" for ref, word, others in rows])
    result = matched(table, how, "label")
    kept, left_out, new = row_by_row(rows)
    columns = ["line", "incident_ref", "category", "other_agencies"]
    assert [tuple(row[name] for name in columns) for row in result.rows.to_pylist()] == kept
    assert result.left_out == left_out
    found = match(table, how).new_words
    assert {word.lower(): times for words in found.values() for word, times in words.items()} == new
    alike = {"a", "A"} <= {ref for _, ref, *_ in kept}
    assert sorted(each.rule for each in result.problems) == ["references_alike"] * alike + ["unmatched_word"] * len(new)
