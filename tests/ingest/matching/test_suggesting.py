"""Suggestions carry their reason; only what is written the same is called exact."""

import pytest

from ingest.matching import suggest_columns, suggest_words
from ingest.standard import STANDARD


@pytest.mark.parametrize(
    ("heading", "field", "reason"),
    [
        ("incident_ref", "incident_ref", "exact"),
        ("INCIDENT  Reference", "incident_ref", "exact"),
        ("Case ID", "incident_ref", "synonym"),
        ("Crime ID", "incident_ref", "synonym"),
        ("Concern types", "category", "synonym"),
        ("Typ of concern", "category", "fuzzy"),
        ("Latitude", None, "none"),
        ("", None, "none"),
    ],
)
def test_headings(heading, field, reason):
    (suggestion,) = suggest_columns([heading])
    assert (suggestion.heading, suggestion.field, suggestion.reason) == (heading, field, reason)


def test_a_field_is_suggested_for_its_best_heading_only():
    suggested = suggest_columns(["Date", "Date reported", "Type", "Date closed"])
    assert [(s.heading, s.field) for s in suggested] == [
        ("Date", None),
        ("Date reported", "reported_on"),
        ("Type", "category"),
        ("Date closed", "closed_on"),
    ]


@pytest.mark.parametrize(
    ("field", "word", "code", "reason"),
    [
        ("category", "damp_mould", "damp_mould", "exact"),
        ("category", "Damp and Mould", "damp_mould", "exact"),
        ("category", "DV", "domestic_abuse", "synonym"),
        ("category", "Financial or material abuse", "financial_abuse", "synonym"),
        ("category", "Domestc abuse", "domestic_abuse", "fuzzy"),
        ("category", "qqqq", None, "none"),
        ("age_band", "85+", "85_plus", "synonym"),
        ("age_band", "18-24", "18_24", "synonym"),
        ("missing_risk_level", "No apparent risk", "very_low", "synonym"),
        ("referred_to_la", "Y", "yes", "synonym"),
    ],
)
def test_words(field, word, code, reason):
    (suggestion,) = suggest_words(STANDARD.field(field), [word])
    assert (suggestion.word, suggestion.code, suggestion.reason) == (word, code, reason)


@pytest.mark.parametrize(
    "word, code",
    [
        ("DOM01 DOMESTIC ABUSE", "domestic_abuse"),
        ("NEG01 SELF NEGLECT", "self_neglect"),
        ("3. Hoarding", "hoarding"),
        ("DMC2a - Damp and mould", "damp_mould"),
        ("TEN01 TENANCY CHECK", None),
    ],
)
def test_the_system_s_own_number_in_front_of_a_word_says_nothing(word, code):
    assert [each.code for each in suggest_words(STANDARD.field("category"), [word])] == [code]


@pytest.mark.parametrize("word", ["Cat 1 hazard", "Cat1 hazard", "Level2 hazard"])
def test_a_rating_is_no_number_in_front(word):
    assert [each.code for each in suggest_words(STANDARD.field("hazard_level"), [word])] == [None]


def test_an_abbreviation_is_a_guess_and_says_so():
    (suggestion,) = suggest_words(STANDARD.field("category"), ["phys abuse"])
    assert suggestion.reason == "fuzzy"
    assert suggestion.score < 100


@pytest.mark.parametrize(
    ("field", "word", "code"),
    [
        ("category", "DA - Physical", "domestic_abuse"),
        ("category", "DA - Zzzz", "domestic_abuse"),
        ("category", "Not DA - neighbours", None),
        ("category", "Physical abuse (by son)", "domestic_abuse"),
        ("category", "Neglect / Hoarding", None),
        ("category", "Physical and sexual abuse", None),
        ("category", "DA", "domestic_abuse"),
        ("category", "SN", "self_neglect"),
        ("category", "Neg", "neglect"),
        ("category", "Phys", "physical_abuse"),
        ("category", "Fin", "financial_abuse"),
        ("category", "MS", "modern_slavery"),
        ("category", "MH", "mental_health_crisis"),
        ("category", "ASB", "anti_social_behaviour"),
        ("category", "Honour-based abuse", "domestic_abuse"),
        ("category", "Damp & Mould - Health", "damp_mould"),
        ("category", "Missing / Absconded", "missing_person"),
        ("la_decision", "Other Action", None),
        ("risk_outcome", "Other Action", None),
        ("source_of_risk", "None known", None),
        ("consent", "None known", None),
        ("support_needs", "None known", "none"),
        ("msp_asked", "Yes", None),
        ("age_band", "34 years", "25_44"),
        ("age_band", "18-64", None),
        ("age_band", "200", None),
    ],
)
def test_words_that_would_mislead_and_abbreviations_in_use(field, word, code):
    (suggestion,) = suggest_words(STANDARD.field(field), [word])
    assert suggestion.code == code


def fields(**cells: list[str]) -> dict[str, str | None]:
    named = {heading.replace("_", " "): words for heading, words in cells.items()}
    return {each.heading: each.field for each in suggest_columns(named, named)}


class TestCellsDecide:
    def test_the_narrower_of_type_and_sub_type_is_the_category(self):
        assert fields(
            Case_Type=["Safeguarding", "ASB", "Safeguarding", "Tenancy"],
            Case_Sub_Type=["DA - Physical", "Noise", "Self Neglect", "Hoarding"],
        ) == {"Case Type": None, "Case Sub Type": "category"}

    def test_a_patch_is_an_area_unless_it_holds_who_caused_harm(self):
        assert fields(Patch=["North", "P12"]) == {"Patch": None}
        assert fields(PATCH=["Family member", "Neighbour", "Stranger"]) == {"PATCH": "source_of_risk"}

    def test_tenure_is_an_agreement_or_a_kind_of_home(self):
        assert fields(Tenure=["Assured", "Secure", "Shared ownership"]) == {"Tenure": "agreement_type"}
        assert fields(Tenure_type=["Assured tenancy", "Licence"]) == {"Tenure type": "agreement_type"}
        assert fields(Tenure=["General needs", "Sheltered"]) == {"Tenure": "needs_type"}
        assert fields(Tenure=["Zzz", "Qqq"]) == {"Tenure": None}

    @pytest.mark.parametrize("ticks", [["Yes", "No"], ["☒", "☐"], ["x", ""], ["TRUE", "FALSE"]])
    def test_a_tick_is_no_police_response(self, ticks):
        assert fields(Police=ticks) == {"Police": None}
        assert fields(Police=["Welfare check", "Recorded", "Not told"]) == {"Police": "police_response"}

    def test_the_same_cells_under_an_unknown_heading_are_nothing(self):
        assert fields(Zzz=["Physical", "Neglect"]) == {"Zzz": None}

    def test_an_empty_column_is_nothing(self):
        assert fields(Gender=["", " "]) == {"Gender": None}

    @pytest.mark.parametrize("cells", [["Yes", "No"], ["Closed", "Open"], ["A12", "A13"]])
    def test_a_column_without_dates_is_no_date(self, cells):
        assert fields(Closed=cells) == {"Closed": None}

    @pytest.mark.parametrize(
        "date", ["2026-07-01", "01/07/2026 09:12", "1 Jul 2026", "Jul-26", "20260701", "July 2026"]
    )
    def test_a_column_of_dates_is_one_with_words_for_none_in_it(self, date):
        assert fields(Date_closed=[date, "", "Ongoing", "n/a"]) == {"Date closed": "closed_on"}

    def test_a_reference_is_not_the_same_in_every_row(self):
        assert fields(ID=["A-1", "A-2", "A-3"]) == {"ID": "incident_ref"}
        assert fields(ID=["Yes"] * 10) == {"ID": None}

    def test_a_list_is_looked_at_word_by_word(self):
        assert fields(Agencies=["Police;#Health", "CMHT\nMARAC"]) == {"Agencies": "other_agencies"}
