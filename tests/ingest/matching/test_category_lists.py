"""Several categories in a cell, words answered once for two fields, and ages in years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.matching import Matching, match
from ingest.matching.ages import band_of
from tests.ingest.matching.text_tables import table_of, text_table

COLUMNS = {"Ref": "incident_ref", "Date": "reported_on", "Type": "category"}
WORDS = {"Physical": "physical_abuse", "Fin": "financial_abuse", "Parking": None}


def matched(*cells: str, words: dict | None = None, also: list[str] | None = None, **more):
    names = ["Ref", "Date", "Type", *(["Also"] if also else [])]
    rows = [[str(at), "2026-07", cell, *([also[at]] if also else [])] for at, cell in enumerate(cells)]
    columns = COLUMNS | ({"Also": "also_involves"} if also else {})
    return match(table_of(names, rows), Matching(columns, values={"category": words or WORDS}, **more))


@pytest.mark.parametrize(
    ("cell", "category", "further"),
    [
        ("Neglect;#Hoarding", "neglect", "hoarding"),
        ("Neglect; Hoarding; neglect", "neglect", "hoarding"),
        ("Neglect\nHoarding", "neglect", "hoarding"),
        ('["Neglect","Hoarding"]', "neglect", "hoarding"),
        ("Neglect, Hoarding", "neglect", "hoarding"),
        ("4;#Physical;#7;#Fin", "physical_abuse", "financial_abuse"),
        ("Parking; Neglect", "neglect", ""),
        ("Neglect", "neglect", ""),
    ],
)
def test_the_first_is_the_category_the_others_are_also_involved(cell, category, further):
    result = matched(cell, "Neglect; Hoarding")
    assert result.problems == []
    first = result.rows.to_pylist()[0]
    assert (first["category"], first["also_involves"]) == (category, further)
    assert list(result.rows.column_names) == ["line", "incident_ref", "reported_on", "category", "also_involves"]


def test_rows_with_several_are_counted_and_a_file_without_gets_no_column():
    assert matched("Neglect; Hoarding", "Neglect", "Neglect;").lists == 1
    assert "also_involves" not in matched("Neglect").rows.column_names


def test_a_column_of_also_involves_keeps_its_own():
    result = matched("Neglect;Hoarding", "Neglect", also=["Fin", "Fire risk"])
    assert result.rows["also_involves"].to_pylist() == ["financial_abuse;hoarding", "fire_risk"]


@pytest.mark.parametrize("cell", ["Neglect, by carer", "Zzz; Qqq", "Neglect / Hoarding", "Neglect and hoarding"])
def test_what_may_be_one_word_is_asked_as_one(cell):
    assert matched(cell).new_words == {"category": {cell: 1}}


def test_a_word_that_is_matched_whole_is_not_parted():
    result = matched("Neglect; Hoarding", words={"Neglect; Hoarding": "hoarding"})
    assert result.rows["category"].to_pylist() == ["hoarding"]


def test_an_unknown_word_of_a_list_is_asked_and_a_row_all_out_of_scope_is_left_out():
    assert matched("Neglect;#Zzz").new_words == {"category": {"Zzz": 1}}
    assert matched("Qqq;#Zzz").new_words == {"category": {"Qqq": 1, "Zzz": 1}}
    assert matched("Parking", "Parking;Parking", "Neglect").left_out == {"category: Parking": 2}


class TestAlsoInvolves:
    def test_a_word_matched_for_the_category_means_the_same(self):
        result = matched("Neglect", "Neglect", also=["fin", "Parking; Physical"])
        assert result.rows["also_involves"].to_pylist() == ["financial_abuse", "physical_abuse"]
        assert result.problems == [] and result.left_out == {}

    def test_its_own_matching_goes_first(self):
        how = Matching(
            COLUMNS | {"Also": "also_involves"},
            values={"category": {"Fin": "financial_abuse"}, "also_involves": {"FIN": "cost_of_living"}},
        )
        result = match(text_table("Ref|Date|Type|Also", "1|2026-07|Neglect|Fin"), how)
        assert result.rows["also_involves"].to_pylist() == ["cost_of_living"]

    def test_a_new_word_of_both_is_asked_for_the_category_only(self):
        result = matched("Zzz", "Neglect", also=["zzz; Qqq", ""])
        assert result.new_words == {"category": {"Zzz": 1}, "also_involves": {"Qqq": 1}}
        assert [problem.field for problem in result.problems] == ["category", "also_involves"]


class TestAges:
    @pytest.mark.parametrize(
        ("text", "band"),
        [
            ("0", "under_16"), ("15", "under_16"), ("16", "16_17"), ("18", "18_24"), ("24.0", "18_24"),
            ("34 years", "25_44"), ("aged 64", "45_64"), ("65yrs", "65_74"), ("84 y/o", "75_84"), ("85", "85_plus"),
            ("120", "85_plus"), ("121", None), ("60-64", "45_64"), ("85 – 94", "85_plus"), ("90+", "85_plus"),
            ("95 and over", "85_plus"), ("18-64", None), ("65+", None), ("64-60", None), ("34.5", None), ("-3", None),
            ("", None), ("12/07/2026", None), ("old", None),
        ],
    )  # fmt: skip
    def test_an_age_or_a_range_within_one_band(self, text, band):
        assert band_of(text) == band

    @given(st.integers(0, 120))
    def test_every_age_has_a_band(self, age):
        band = band_of(str(age))
        assert band_of(f"{age}-{age}") == band is not None

    def test_ages_are_read_without_a_question_and_a_matched_word_goes_first(self):
        table = text_table("Ref|Date|Type|Age", "1|2026-07|Neglect|34", "2|2026-07|Neglect|99", "3|2026-07|Neglect|old")
        how = Matching(COLUMNS | {"Age": "age_band"}, values={"age_band": {"99": "not_known"}})
        result = match(table, how)
        assert result.rows["age_band"].to_pylist() == ["25_44", "not_known", None]
        assert result.new_words == {"age_band": {"old": 1}}
