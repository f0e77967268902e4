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
        ("Concern types", "category", "fuzzy"),
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


def test_an_abbreviation_is_a_guess_and_says_so():
    (suggestion,) = suggest_words(STANDARD.field("category"), ["phys abuse"])
    assert suggestion.reason == "fuzzy"
    assert suggestion.score < 100
