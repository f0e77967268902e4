from ingest.standard import HAZARDS, STANDARD
from tests.views.conftest import steady, table, texts, title
from tests.views.html_tables import html_tables


def test_every_category_is_explained(make_store, opened):
    page = opened(make_store(steady()), "data_dictionary", be="reader_alder")
    assert title(page) == "What counts, and how it is written"
    shown = texts(page)
    for category in STANDARD.categories:
        assert f"**{category.label}** (`{category.code}`) – {category.definition}" in shown
        assert f"- Count when: {category.count_when}" in shown


def test_every_column_and_the_codes_of_one(make_store, opened):
    page = opened(make_store(steady()), "data_dictionary", column="consent")
    fields, codes, hazards = (each for each in html_tables(page) if each.index.name)
    assert list(hazards.index) == [field.name for field in HAZARDS.fields]
    assert list(fields.index) == [field.name for field in STANDARD.fields]
    assert fields.loc["incident_ref", ["Needed", "Applies to"]].tolist() == ["yes", "all"]
    assert fields.loc["plan_in_place", ["Needed", "Applies to"]].tolist() == ["no", "Missing person"]
    assert list(codes.index) == [
        "agreed",
        "shared_without",
        "declined",
        "lacked_capacity",
        "not_asked",
        "not_known",
    ]


def test_what_each_version_changed_is_noted(make_store, opened):
    shown = texts(opened(make_store(steady()), "data_dictionary"))
    for each in STANDARD.changes:
        assert each.change in shown


def test_who_supplies_which_column(make_store, opened):
    fields = {"birch": ("incident_ref", "reported_on", "category")}
    page = opened(make_store(steady(), fields=fields), "data_dictionary", be="coordinator")
    rows = table(page, "Column").set_index("Column")
    assert (rows.loc["Age band", "Alder"], rows.loc["Age band", "Birch"]) == ("yes", "–")
    assert "Gender" not in rows.index
