"""The standard as it is written, as it is loaded, and what derives from it."""

import re
import shutil
from collections import Counter

import frictionless
import pytest

from ingest import standard
from ingest.standard import STANDARD, code_rows, frictionless_schema, load, template_csv

FIELDS = [
    # name, kind, required, category, codes (in order; None where the field is no code), kept as
    ("incident_ref", "text", True, None, None, "incident_ref"),
    ("reported_on", "date", True, None, None, "month"),
    ("category", "code", True, None, "categories", "category"),
    ("also_involves", "codes", False, None, "categories", "also_involves"),
    ("about", "code", False, None, "adult child adult_and_child not_known", "about"),
    ("needs_type", "code", False, None,
     "general_needs supported older_people temporary other not_known", "needs_type"),
    ("agreement_type", "code", False, None, "tenancy licence leasehold other not_known", "agreement_type"),
    ("age_band", "code", False, None,
     "under_16 16_17 18_24 25_44 45_64 65_74 75_84 85_plus not_known", "age_band"),
    ("gender", "code", False, None, "female male another not_known", "gender"),
    ("ethnic_group", "code", False, None,
     "white mixed asian black other prefer_not_to_say not_known", "ethnic_group"),
    ("support_needs", "codes", False, None,
     "learning_disability autism mental_health dementia physical sensory drugs_or_alcohol none not_known",
     "support_needs"),
    ("raised_by", "code", False, None,
     "the_person colleague contractor other_resident family_or_friend agency other not_known", "raised_by"),
    ("source_of_risk", "code", False, None,
     "own_circumstances partner_or_family neighbour_or_other_known unknown_person service_provider "
     "our_colleague_or_contractor not_applicable not_known", "source_of_risk"),
    ("location_of_risk", "code", False, None,
     "own_home communal_area community care_home hospital online other not_known", "location_of_risk"),
    ("consent", "code", False, None,
     "agreed shared_without declined lacked_capacity not_asked not_known", "consent"),
    ("referred_to_la", "code", False, None, "yes no not_needed not_known", "referred_to_la"),
    ("la_decision", "code", False, None,
     "enquiry other_enquiry support_or_early_help no_further_action awaiting no_feedback", "la_decision"),
    ("escalated", "yes_no", False, None, "yes no", "escalated"),
    ("other_agencies", "codes", False, None,
     "police nhs mental_health fire_service domestic_abuse_service debt_advice food_bank marac marm other "
     "none",
     "other_agencies"),
    ("msp_asked", "code", False, None,
     "outcomes_expressed no_outcomes_expressed not_asked not_known", "msp_asked"),
    ("msp_outcome", "code", False, None,
     "fully_achieved partly_achieved not_achieved ongoing", "msp_outcome"),
    ("risk_outcome", "code", False, None, "removed reduced remained no_risk_found ongoing", "risk_outcome"),
    ("repeat_concern", "yes_no", False, None, "yes no", "repeat_concern"),
    ("closed_on", "day", False, None, None, "days_open"),
    ("missing_risk_level", "code", False, "missing_person", "very_low low medium high", "missing_risk_level"),
    ("missing_from", "datetime", False, "missing_person", None, "missing_duration"),
    ("found_at", "datetime", False, "missing_person", None, "missing_duration"),
    ("police_response", "code", False, "missing_person",
     "recorded_missing treated_as_welfare_check declined not_told not_known", "police_response"),
    ("plan_in_place", "yes_no", False, "missing_person", "yes no", "plan_in_place"),
    ("return_conversation", "code", False, "missing_person",
     "accepted declined not_offered not_known", "return_conversation"),
    ("hardship_reason", "code", False, "cost_of_living", "energy food rent debt benefits other",
     "hardship_reason"),
    ("support_given", "codes", False, "cost_of_living",
     "fuel_voucher food_voucher hardship_grant council_crisis_fund benefits_check debt_advice referral "
     "none", "support_given"),
    ("hazard_level", "code", False, None, "emergency significant not_a_hazard not_assessed",
     "hazard_level"),
]  # fmt: skip

FAMILIES = [
    # code, focus, seasonal, categories
    ("damp_and_mould", True, True, "damp_mould"),
    ("cost_of_living", True, True, "cost_of_living"),
    ("missing_people", True, False, "missing_person"),
    ("domestic_abuse", False, False, "domestic_abuse"),
    ("self_neglect_and_hoarding", False, False, "self_neglect hoarding"),
    ("exploitation", False, False,
     "financial_abuse modern_slavery cuckooing criminal_exploitation sexual_exploitation"),
    ("abuse_and_neglect", False, False,
     "physical_abuse sexual_abuse psychological_abuse discriminatory_abuse organisational_abuse neglect"),
    ("hate_and_anti_social", False, False, "anti_social_behaviour hate_incident"),
    ("mental_health_and_substances", False, False,
     "mental_health_crisis suicide_self_harm drug_or_alcohol_use"),
    ("other", False, False, "fire_risk prevent_concern other"),
]  # fmt: skip


def said_as(text: str) -> str:
    return " ".join(text.split()).casefold()


@pytest.mark.parametrize("expected", FIELDS, ids=[row[0] for row in FIELDS])
def test_each_field_is_as_the_group_agreed(expected):
    name, kind, required, category, codes, kept_as = expected
    if codes == "categories":
        codes = " ".join(row[3] for row in FAMILIES)
    each = STANDARD.field(name)
    assert (each.kind, each.required, each.category, each.kept_as) == (kind, required, category, kept_as)
    assert STANDARD.codes(name) == tuple((codes or "").split())


def test_the_fields_stand_in_the_agreed_order_and_are_no_more():
    assert STANDARD.field_names == tuple(row[0] for row in FIELDS)
    assert STANDARD.required == ("incident_ref", "reported_on", "category")


def test_families_are_as_agreed_and_part_the_categories():
    assert [(f.code, f.focus, f.seasonal, " ".join(f.categories)) for f in STANDARD.families] == FAMILIES
    placed = Counter(code for family in STANDARD.families for code in family.categories)
    assert placed == Counter(category.code for category in STANDARD.categories)
    assert set(placed.values()) == {1}


def test_the_eleven_types_of_the_national_collection():
    assert {c.sac_type for c in STANDARD.categories if c.sac_type} == {
        "physical_abuse", "domestic_abuse", "sexual_abuse", "psychological_abuse", "financial_abuse",
        "modern_slavery", "discriminatory_abuse", "organisational_abuse", "neglect", "self_neglect",
        "sexual_exploitation",
    }  # fmt: skip
    assert all(c.sac_type in (None, c.code) for c in STANDARD.categories)


def test_only_these_fields_wait_for_another():
    assert {f.name: f.depends_on for f in STANDARD.fields if f.depends_on} == {
        "la_decision": ("referred_to_la", ("yes",)),
        "msp_outcome": ("msp_asked", ("outcomes_expressed",)),
    }


def test_only_an_allegation_against_colleagues_is_hidden_from_others():
    hidden = {(f.name, c.code): c.others_see for f in STANDARD.fields for c in f.codes if c.others_see is not None}
    assert hidden == {("source_of_risk", "our_colleague_or_contractor"): "not_known"}


def test_everything_is_explained_in_sentences():
    for each in STANDARD.fields:
        assert each.title and each.description.endswith(".")
        assert each.synonyms
        assert all(code.synonyms for code in each.codes), each.name
    for column in STANDARD.columns:
        assert column.title
        for code in column.codes:
            assert code.label and code.definition.endswith("."), (column.name, code.code)
            assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", code.code)
    for category in STANDARD.categories:
        assert category.count_when.endswith(".") and category.do_not_count.endswith(".")


def test_no_word_stands_for_two_codes_of_a_field():
    for each in STANDARD.fields:
        words = Counter(word for c in each.codes for word in {said_as(w) for w in (c.code, c.label, *c.synonyms)})
        assert [word for word, times in words.items() if times > 1] == [], each.name


def test_only_headings_of_fields_with_codes_stand_for_two_fields():
    """The column's words then say which field it is: “Tenure” is an agreement or a kind of home."""
    headings = {}
    for f in STANDARD.fields:
        for heading in {said_as(h) for h in (f.name, f.title, *f.synonyms)}:
            headings.setdefault(heading, []).append(f)
    several = {heading: fields for heading, fields in headings.items() if len(fields) > 1}
    assert "tenure" in several
    for heading, fields in several.items():
        assert all(each.codes and each.kind != "yes_no" for each in fields), heading
        assert not any(heading in (said_as(each.name), said_as(each.title)) for each in fields), heading


def test_the_code_table_holds_every_column_of_codes_bands_and_families():
    rows = code_rows()
    columns = Counter(row["field"] for row in rows)
    assert columns["category"] == columns["also_involves"] == 25
    assert [row["code"] for row in rows if row["field"] == "missing_duration"] == [
        "under_24h", "24_48h", "2_7_days", "over_7_days", "not_found",
    ]  # fmt: skip
    assert [(row["code"], row["focus"], row["seasonal"]) for row in rows if row["field"] == "family"] == [
        family[:3] for family in FAMILIES
    ]
    assert next(row for row in rows if row["code"] == "hoarding" and row["field"] == "category") == {
        "field": "category",
        "code": "hoarding",
        "label": "Hoarding",
        "definition": "Collecting and keeping possessions to the point where rooms cannot be used "
        "as intended or people are put at risk.",
        "position": 6,
        "family": "self_neglect_and_hoarding",
        "seasonal": False,
        "focus": None,
        "others_see": None,
    }
    assert len({(row["field"], row["code"]) for row in rows}) == len(rows)


def test_the_template_is_one_line_of_headings():
    assert template_csv() == ",".join(row[0] for row in FIELDS) + "\n"


@pytest.mark.parametrize(
    ("line", "faulted"),
    [
        ("A-1,2026-07,damp_mould,hoarding;neglect,yes", []),
        ("A-1,2026-07-31,damp_mould,,", []),
        ("A-1,07/2026,damp_mould,,", ["reported_on"]),
        ("A-1,2026-07,damp,,", ["category"]),
        ("A-1,2026-07,damp_mould,hoarding;clutter,", ["also_involves"]),
        ("A-1,2026-07,damp_mould,,maybe", ["escalated"]),
        (",2026-07,damp_mould,,", ["incident_ref"]),
    ],
)
def test_frictionless_reads_the_schema_and_faults_the_same_cells(line, faulted):
    names = ["incident_ref", "reported_on", "category", "also_involves", "escalated"]
    whole = frictionless_schema()
    some = whole | {"fields": [f for f in whole["fields"] if f["name"] in names], "primaryKey": []}
    resource = frictionless.Resource(
        data=f"{','.join(names)}\n{line}\n".encode(),
        format="csv",
        schema=frictionless.Schema.from_descriptor(some),
    )
    report = frictionless.validate(resource)
    assert [names[number - 1] for (number,) in report.flatten(["fieldNumber"])] == faulted


def test_frictionless_accepts_the_file_as_it_is_written_and_as_it_is_offered():
    for descriptor in (STANDARD.schema, frictionless_schema()):
        assert len(frictionless.Schema.from_descriptor(descriptor).fields) == len(FIELDS)


def test_adding_a_code_to_its_list_is_enough(tmp_path):
    folder = tmp_path / "standard"
    shutil.copytree(standard.FOLDER, folder)
    with (folder / "codes.csv").open("a", encoding="utf-8") as file:
        file.write("raised_by,interpreter,Interpreter,An interpreter raised it.,translator,\n")
    with (folder / "categories.csv").open("a", encoding="utf-8") as file:
        file.write("abandonment,Abandonment,other,Left behind.,Always.,Never.,no,,left behind\n")
    grown = load(folder)
    offered = {f["name"]: f for f in frictionless_schema(grown)["fields"]}
    assert grown.code_labels("raised_by")["interpreter"] == "Interpreter"
    assert "interpreter" in offered["raised_by"]["constraints"]["enum"]
    assert "abandonment" in offered["category"]["constraints"]["enum"]
    assert "|abandonment)" in offered["also_involves"]["constraints"]["pattern"]
    assert grown.family("other").categories[-1] == "abandonment"
    added = [row for row in code_rows(grown) if row not in code_rows()]
    assert sorted((row["field"], row["code"]) for row in added if row["field"] != "family") == [
        ("also_involves", "abandonment"),
        ("category", "abandonment"),
        ("raised_by", "interpreter"),
    ]


def test_a_column_added_to_the_schema_is_in_the_template(tmp_path):
    folder = tmp_path / "standard"
    shutil.copytree(standard.FOLDER, folder)
    path = folder / "incident.schema.json"
    path.write_text(path.read_text("utf-8").replace('"name": "consent"', '"name": "agreement"'), "utf-8")
    assert ",agreement," in template_csv(load(folder))


def test_a_derived_column_says_what_it_is_made_from():
    assert {column.name: column.made_from for column in STANDARD.columns if column.is_derived} == {
        "month": ("reported_on",),
        "days_open": ("closed_on",),
        "missing_duration": ("missing_from", "found_at"),
    }


def test_a_derived_column_that_no_field_is_kept_as_is_refused(tmp_path):
    folder = tmp_path / "standard"
    shutil.copytree(standard.FOLDER, folder)
    path = folder / "incident.schema.json"
    path.write_text(path.read_text("utf-8").replace('"kept_as": "days_open"', '"kept_as": "closed_on"'), "utf-8")
    with pytest.raises(ValueError, match="days_open"):
        load(folder)


def test_the_reference_and_the_date_that_decides_the_month_are_known_by_the_schema():
    assert (STANDARD.reference, STANDARD.reported) == ("incident_ref", "reported_on")


def test_the_version_has_a_change_note_on_top():
    assert STANDARD.version == STANDARD.changes[0].version


def test_version_1_1_takes_no_word_of_the_rating_system_for_a_level():
    assert "1.1" in {change.version for change in STANDARD.changes}
    words = {word for code in STANDARD.field("hazard_level").codes for word in code.synonyms}
    assert not [word for word in words if re.search(r"cat(egory)? ?[12]", word)]
    by_code = {code.code: code for code in STANDARD.field("support_given").codes}
    assert {"crf", "crisis payment", "household support fund", "hsf"} <= set(by_code["council_crisis_fund"].synonyms)
    for code in ("cuckooing", "criminal_exploitation"):
        assert "Crime and Policing Act 2026 (Royal Assent 29 April 2026)" in STANDARD.category(code).definition
