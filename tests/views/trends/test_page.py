from tests.queries.small_group import SEVEN
from tests.views.conftest import MONTHS, steady, table, texts, title


def test_the_title_compares_the_newest_month_with_its_range(make_store, opened):
    counts = steady()
    for member in SEVEN[:5]:
        counts[member]["missing_person"] = [2, 3] * (MONTHS // 2 - 1) + [2] + [12] * 2
    page = opened(make_store(counts), "trends", family="missing_people")
    assert title(page) == "Missing people: above its usual range, since May 2026"


def test_the_title_says_when_the_month_is_within_its_range(make_store, opened):
    counts = steady()
    for member in SEVEN:
        counts[member]["neglect"] = [1, 2, 3] * (MONTHS // 3)
    page = opened(make_store(counts), "trends", family="abuse_and_neglect", category="neglect")
    assert title(page) == "Neglect: within its usual range in Jun 2026"


def test_the_table_has_the_months_of_the_group_and_the_own_member(make_store, opened):
    page = opened(make_store(steady()), "trends", be="lead_cedar", family="missing_people")
    months = table(page, "Signal")
    assert months.columns[:3].tolist() == ["Month", "Group", "Cedar"]
    assert months.iloc[0, :3].tolist() == ["Apr 2024", "under 5", "2"]
    assert len(months) == MONTHS


def test_the_own_range_replaces_the_groups(make_store, opened):
    counts = steady()
    counts["alder"]["neglect"] = [2, 4, 3] * (MONTHS // 3)
    page = opened(make_store(counts), "trends", family="abuse_and_neglect", category="neglect", of="own")
    assert title(page) == "Neglect at Alder: within its usual range in Jun 2026"
    months = table(page, "Signal")
    assert months.columns[:2].tolist() == ["Month", "Alder"]
    assert set(months["Average"]) == {"3.0"}


def test_a_shared_screen_shows_nobodys_own(make_store, opened):
    store = make_store(steady())
    page = opened(store, "trends", be="lead_cedar", present=True, family="missing_people", of="own")
    assert "Cedar" not in table(page, "Signal").columns
    assert [each.key for each in page.selectbox if each.key == "of"] == []
    assert "at Cedar" not in title(page)
    assert "Nothing of it has changed since" not in texts(page)  # room for the months


def test_too_few_incidents_for_a_range_says_why_and_gives_the_year(make_store, opened):
    counts = {member: {"neglect": [1] + [0] * (MONTHS - 1)} for member in SEVEN}
    page = opened(make_store(counts), "trends", be="coordinator", family="abuse_and_neglect")
    assert "No usual range is drawn: more than a quarter of the months are shown as under 5" in texts(page)
    assert "In 2025-26: under 5 incidents." in texts(page)


def test_each_season_has_a_column(make_store, opened):
    page = opened(make_store(steady()), "trends", be="coordinator", family="abuse_and_neglect")
    seasons = table(page, "Group 2024-25")
    assert seasons["Month"].tolist()[0] == "Apr" and seasons["Month"].tolist()[-1] == "Mar"
    assert (seasons["Group 2026-27"] == "").sum() == 9


def test_every_member_by_closed_quarter(make_store, opened):
    page = opened(make_store(steady()), "trends", be="lead_gorse", family="abuse_and_neglect")
    quarters = table(page, "Quarter")
    assert quarters.columns.tolist() == ["Quarter", *map(str.title, SEVEN)]
    assert quarters.iloc[-1].tolist() == ["Apr–Jun 2026", "25", "15", "10", "10", "10", "5", "6"]


def test_before_the_first_closing_own_figures_are_shown(make_store, opened):
    store = make_store(steady(), closed=False)
    page = opened(store, "trends", be="lead_alder", family="abuse_and_neglect")
    assert "No quarter is closed yet" in texts(page)
    assert table(page, "Signal")["Alder"].tolist() == ["9"] * MONTHS
    nobody = opened(store, "trends", be="coordinator", family="abuse_and_neglect")
    assert "The group's line begins when five members have returned a quarter" in texts(nobody)
