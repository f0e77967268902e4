import contextlib

import pytest

from queries.store import Store
from tests.queries.small_group import SEVEN
from tests.views.clicked_charts import as_buttons
from tests.views.conftest import MONTHS, steady, table, tables, texts, title


def test_it_opens_on_the_last_complete_year(make_store, opened):
    page = opened(make_store(steady()), "compare", family="abuse_and_neglect")
    assert page.selectbox(key="year").value == "2025-04"
    assert title(page).startswith("Abuse and neglect, 2025-26: ")
    assert "The last quarter in it is Jan–Mar 2026. Closed on " in texts(page)


def test_who_differs_from_the_group_is_the_title(make_store, opened):
    counts = steady()
    counts["gorse"]["neglect"] = [6] * MONTHS  # 2,000 homes
    page = opened(make_store(counts), "compare", be="coordinator", family="abuse_and_neglect")
    assert "Gorse" in title(page) and "above" in title(page)
    rows = table(page, "Against the group").set_index("Member")
    assert rows.loc["Gorse", "Against the group"] == "above the group"


def test_peers_are_to_the_nearest_five_and_own_figures_exact(make_store, opened):
    store = make_store(steady())
    page = opened(store, "compare", be="lead_gorse", family="abuse_and_neglect")
    rows = table(page, "Against the group").set_index("Member")
    assert rows.loc["Gorse", "Incidents"] == "24"
    assert rows.loc["Fir", "Incidents"] == "25"
    shared = opened(store, "compare", be="lead_gorse", present=True, family="abuse_and_neglect")
    assert table(shared, "Against the group").set_index("Member").loc["Gorse", "Incidents"] == "25"


@pytest.mark.parametrize("name", ["compare", "trends"])
def test_charts_say_a_members_short_name_and_tables_its_name(make_store, opened, name):
    store = make_store(steady())
    long = "Gorse and Heather Housing Association"
    with contextlib.closing(Store.open(store)) as opened_store, opened_store.write() as cursor:
        cursor.execute("update member set name = ?, short_name = 'Gorse & H' where member = 'gorse'", [long])
    page = opened(store, name, be="lead_gorse", family="abuse_and_neglect")
    drawn = [each.proto.spec for each in page.get("plotly_chart")]
    assert drawn and not any(long in each for each in drawn)
    assert "Gorse &amp; H" in "".join(drawn)
    assert any(long in each.to_csv() for each in tables(page))


def test_fewer_than_five_members_have_no_group_rate(make_store, opened):
    counts = {member: steady()[member] for member in SEVEN[:4]}
    page = opened(make_store(counts), "compare", be="coordinator", family="abuse_and_neglect")
    assert "No group rate: fewer than five members have returned all of it. Not whole: Elder, Fir and Gorse." in texts(
        page
    )
    assert table(page, "Against the group")["Incidents"].tolist()[-3:] == ["not returned"] * 3
    assert "No limits can be drawn" in texts(page)


def test_without_homes_there_are_counts_and_no_limits(make_store, opened):
    page = opened(make_store(steady(), homes=False), "compare", be="coordinator", family="abuse_and_neglect")
    rows = table(page, "Against the group")
    assert set(rows["Rate per 1,000 homes (95%)"]) == {"no homes figure, so no rate"}
    assert "No limits can be drawn" in texts(page)


def test_against_the_same_time_last_year(make_store, opened):
    page = opened(
        make_store(steady()),
        "compare",
        be="coordinator",
        family="abuse_and_neglect",
        by="quarter",
        quarter="2026-04",
    )
    assert "\nClosed on " in texts(page) and "with all 7 members. Nothing of it has changed since." in texts(page)
    rows = table(page, "Rate now to then, from").set_index("Member")
    assert rows.loc["Alder", ["Incidents", "Apr–Jun 2025"]].tolist() == ["25", "25"]
    assert float(rows.loc["Alder", "Rate now to then, from"]) < 1 < float(rows.loc["Alder", "to"])


def test_every_family_and_member_is_in_one_table(make_store, opened):
    page = opened(make_store(steady()), "compare", be="coordinator")
    rows = table(page, "Family").set_index("Family")
    assert rows.columns.tolist() == [member.title() for member in SEVEN]
    assert rows.loc["Missing people", "Cedar"] == "25"
    assert rows.loc["Missing people", "Alder"] == "under 5"


def test_how_members_record_is_shown_beside_the_figures(make_store, opened):
    page = opened(make_store(steady()), "compare", be="coordinator")
    labels = [each.label for each in page.expander]
    assert "How we record · No member has said yet how it records." in labels
    assert table(page, "Children too?")["Children too?"].tolist() == ["not said"] * 7


def test_before_the_first_closing_it_says_what_will_be_here(make_store, opened):
    page = opened(make_store(steady(), closed=False), "compare", be="lead_alder")
    assert title(page) == "Nothing to compare yet"


@pytest.mark.parametrize(
    ("member", "behind"),
    [
        ("gorse", "buse and neglect incidents at Gorse in 2025-26"),
        ("fir", "buse and neglect incidents in 2025-26"),
    ],
)
def test_a_click_on_a_bar_leads_to_the_own_figures_or_the_groups_behind_it(
    make_store, opened, monkeypatch, member, behind
):
    as_buttons(monkeypatch, {"customdata": member})
    page = opened(make_store(steady()), "compare", be="lead_gorse", family="abuse_and_neglect")
    page.button(key="click chart_compare").click().run()
    assert not page.exception
    assert behind in title(page)
