import pandas as pd

from tests.queries.small_group import SEVEN
from tests.views.conftest import COLUMNS, steady, table, tables, texts, title


def test_it_opens_on_all_families_of_the_last_complete_year(make_store, opened):
    page = opened(make_store(steady()), "drill_down", be="coordinator")
    assert title(page) == "Most incidents in 2025-26 were about abuse and neglect"
    rows = table(page, "Incidents").set_index("Family")
    assert rows.loc["Missing people", "Incidents"] == "25"


def test_down_by_keyboard_from_family_to_answer(make_store, opened):
    page = opened(make_store(steady()), "drill_down", be="lead_cedar")
    page.selectbox(key="family").select("abuse_and_neglect").run()
    assert title(page) == "Most abuse and neglect incidents in 2025-26 were about physical abuse"
    page.selectbox(key="category").select("neglect").run()
    page.selectbox(key="field").select("age_band").run()
    assert title(page) == "Most neglect incidents in 2025-26 were about people aged 25 to 44"
    page.selectbox(key="code").select("25_44").run()
    assert title(page) == "About 85 neglect incidents in 2025-26 were about people aged 25 to 44"
    assert page.header[0].value == "25 to 44"
    assert "About 85 incidents in 2025-26, was 85 the year before." in texts(page)
    assert steps(page) == ["All families", "Abuse and neglect", "Neglect", "Age band"]


def steps(page) -> list[str]:
    return [button.label.replace("\\", "") for button in page.button if button.key.startswith("step_")]


def test_a_step_of_the_trail_leads_back(make_store, opened):
    address = {"family": "abuse_and_neglect", "category": "neglect", "field": "age_band", "code": "25_44"}
    page = opened(make_store(steady()), "drill_down", be="lead_cedar", **address)
    page.button(key="step_1").click().run()
    assert title(page) == "Most abuse and neglect incidents in 2025-26 were about physical abuse"
    assert page.query_params["category"] == "all"
    page.button(key="step_0").click().run()
    assert title(page) == "Most incidents in 2025-26 were about abuse and neglect"


def test_a_family_of_one_category_leads_straight_to_its_fields(make_store, opened):
    page = opened(make_store(steady()), "drill_down", be="lead_cedar", family="missing_people")
    assert [each.key for each in page.selectbox if each.key == "category"] == []
    assert page.selectbox(key="field").value == "missing_risk_level"


def test_own_figures_are_exact_with_their_rows(make_store, opened):
    page = opened(make_store(steady()), "drill_down", be="lead_cedar", family="abuse_and_neglect", of="own")
    rows = table(page, "Incidents").set_index("Category")
    assert rows.loc["Physical abuse", "Incidents"] == "36"
    assert len(table(page, "Incident reference")) == 48
    assert "Own figures are as they are on " in texts(page)
    assert "The group's newest quarter is Apr–Jun 2026. Closed on " in texts(page)
    assert "48 of your own incidents. Nobody else sees these rows." in texts(page)


def test_rows_are_those_of_the_answer_in_words(make_store, opened):
    address = {"family": "missing_people", "field": "age_band", "code": "25_44", "by": "quarter"}
    page = opened(make_store(steady()), "drill_down", be="lead_cedar", quarter="2026-04", **address)
    rows = table(page, "Incident reference")
    assert rows["Month"].tolist() == ["Apr 2026"] * 2 + ["May 2026"] * 2 + ["Jun 2026"] * 2
    assert set(rows["Age band"]) == {"25 to 44"}
    assert set(rows["Category"]) == {"Missing person"}
    none = opened_elsewhere(page, code="65_74")
    assert "None in your current returns." in texts(none)


def opened_elsewhere(page, **choices):
    for key, code in choices.items():
        page.selectbox(key=key).select(code)
    return page.run()


def test_nobody_sees_rows_without_a_member_or_on_a_shared_screen(make_store, opened):
    store = make_store(steady())
    for page in (
        opened(store, "drill_down", be="coordinator", of="own"),
        opened(store, "drill_down", be="lead_cedar", present=True, of="own"),
    ):
        assert not [each for each in tables(page) if "Incident reference" in each.columns]
        assert "Our own rows" not in texts(page)
        assert not page.segmented_control or "of" not in [each.key for each in page.segmented_control]


def test_a_column_that_fewer_than_five_supplied_has_no_group_figure(make_store, opened):
    fields = {member: COLUMNS[:3] for member in SEVEN[:3]}
    page = opened(make_store(steady(), fields=fields), "drill_down", be="coordinator", field="age_band")
    assert "fewer than five members returned all of it, or supplied this column" in texts(page)


def test_the_line_beneath_says_how_many_supplied_a_column(make_store, opened):
    fields = {"gorse": COLUMNS[:3]}
    page = opened(make_store(steady(), fields=fields), "drill_down", be="coordinator", field="age_band")
    assert "Rests on returns from all 7 members; 6 of them supplied this column." in texts(page)


def test_an_unknown_place_in_the_address_is_all_of_it(make_store, opened):
    page = opened(make_store(steady()), "drill_down", be="coordinator", family="<b>x</b>", field="'; drop", code="1")
    assert title(page) == "Most incidents in 2025-26 were about abuse and neglect"


def test_before_the_first_closing(make_store, opened):
    store = make_store(steady(), closed=False)
    assert title(opened(store, "drill_down", be="coordinator")) == "Nothing to look into yet"
    own = opened(store, "drill_down", be="lead_cedar", of="own", family="abuse_and_neglect")
    assert isinstance(table(own, "Incident reference"), pd.DataFrame)


def test_own_incidents_by_two_fields_and_with_chosen_answers(make_store, opened):
    address = {"of": "own", "family": "abuse_and_neglect", "field": "age_band", "cross": "gender", "by": "quarter"}
    page = opened(make_store(steady()), "drill_down", be="lead_cedar", quarter="2026-04", **address)
    crossed = table(page, "Not given")
    assert crossed.to_dict("records") == [{"Age band": "25 to 44", "Not given": "12"}]  # 3 and 1 a month
    page.selectbox(key="code").select("25_44").run()
    page.selectbox(key="cross_code").select("not_given").run()
    assert title(page).startswith("12 abuse and neglect incidents at Cedar in Apr–Jun 2026 were about people aged")
    assert steps(page) == ["All families", "Abuse and neglect", "Age band", "by gender", "25 to 44"]
    page.multiselect(key="answers").select("age_band.65_74").run()
    assert "None in your current returns." in texts(page)
    assert page.query_params["answers"] == "age_band.65_74"


def test_of_the_group_one_field_at_a_time_is_offered_and_the_page_says_why(make_store, opened):
    address = {"family": "abuse_and_neglect", "field": "age_band", "cross": "gender", "answers": "gender.female"}
    page = opened(make_store(steady()), "drill_down", be="lead_cedar", **address)
    assert "Of the group one field at a time is shown" in texts(page)
    assert not page.multiselect and "cross" not in [each.key for each in page.selectbox]
    assert title(page) == "Most abuse and neglect incidents in 2025-26 were about people aged 25 to 44"
