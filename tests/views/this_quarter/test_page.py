from datetime import date

from tests.queries.small_group import SEVEN, SmallGroup
from tests.views.conftest import MONTHS, steady, table, tables, texts, title


def test_it_says_so_when_nothing_stands_out(make_store, opened):
    page = opened(make_store(steady()), "this_quarter")
    assert title(page) == "No change that stands out in Apr–Jun 2026"
    assert "families were compared with Apr–Jun 2025; no change is larger than chance may make it" in texts(page)


def test_a_clear_change_is_the_title_and_a_sentence(make_store, opened):
    counts = steady()
    for member in ("alder", "birch", "cedar", "damson"):
        counts[member]["missing_person"] = [2] * (MONTHS - 3) + [12] * 3
    page = opened(make_store(counts), "this_quarter", be="coordinator")
    assert title(page).startswith("Missing people incidents are up on Apr–Jun 2025, in four of seven members")
    headline = page.get("page_link")[0].proto
    assert headline.label.replace("\\", "") == (
        "Missing people incidents are about six times the figure of Apr–Jun 2025: 1.1 per 1,000 homes, was 0.19. "
        "A clear change. All 7 returned."
    )
    assert headline.page == "drill_down"
    assert "family=missing_people&of=group&by=quarter&quarter=2026-04&be=coordinator" in headline.query_string


def test_a_small_members_list_says_under_five_and_not_that_it_was_compared(make_store, opened):
    counts = steady()
    counts["gorse"] = {"neglect": [1] * MONTHS}
    page = opened(make_store(counts), "this_quarter", be="lead_gorse")
    assert texts(page).count("Too few to compare: ") == 1  # in the group's list some families
    assert texts(page).count("Under 5 each: ") == 1  # in its own all ten: exact counts, which are compared
    assert texts(page).count("were compared with") == 1  # the group's alone


def test_each_family_has_its_figure_rate_and_change(make_store, opened):
    page = opened(make_store(steady()), "this_quarter", be="coordinator")
    rows = table(page, "Family").set_index("Family")
    assert rows.loc["Abuse and neglect", "Incidents"] == "85"  # (8+4+3+2+2+1+1 + 7) a month, three months
    assert rows.loc["Abuse and neglect", "Apr–Jun 2025"] == "85"
    assert rows.loc["Abuse and neglect", "In words"] == "no clear change on Apr–Jun 2025"


def test_families_of_under_five_share_one_line(make_store, opened):
    page = opened(make_store(steady()), "this_quarter", be="coordinator")
    folded = next(part.value for part in page.markdown if part.value.startswith("Too few to compare"))
    assert "Domestic abuse" in folded and "Abuse and neglect" not in folded


def test_who_has_returned_and_who_not_since_when(make_store, opened):
    counts = steady()
    counts["fir"] = {"neglect": [1] * (MONTHS - 3)}  # to March 2026
    page = opened(make_store(counts), "this_quarter", be="coordinator")
    assert "Apr–Jun 2026: 6 of 7 members have returned. Not yet: Fir." in texts(page)
    assert "Fir (since Apr–Jun 2026)" in texts(page)  # of the quarter after, which nobody has returned


def test_a_member_has_a_list_of_its_own_exact_figures(make_store, opened):
    page = opened(make_store(steady()), "this_quarter", be="lead_cedar")
    assert "At Cedar" in texts(page)
    own = [each for each in tables(page) if "Family" in each.columns][1].set_index("Family")
    assert own.loc["Missing people", "Incidents"] == "6"
    assert own.loc["Abuse and neglect", "Incidents"] == "12"


def test_nobody_has_an_own_list_on_a_shared_screen(make_store, opened):
    store = make_store(steady())
    assert "At Cedar" not in texts(opened(store, "this_quarter", be="lead_cedar", present=True))
    assert "At " not in texts(opened(store, "this_quarter", be="coordinator"))


def test_a_member_that_has_not_returned_gets_a_message(make_store, opened):
    counts = steady()
    counts["fir"] = {"neglect": [1] * (MONTHS - 3)}
    page = opened(make_store(counts), "this_quarter", be="lead_fir")
    assert "Fir has not returned Apr–Jun 2026." in texts(page)


def test_fewer_than_five_contributors_make_no_group_figure(make_store, opened):
    counts = {member: steady()[member] for member in SEVEN[:4]}
    page = opened(make_store(counts), "this_quarter", be="coordinator")
    assert "No group figure: fewer than five members have returned this quarter." in texts(page)
    assert table(page, "Family")["In words"].unique().tolist() == ["fewer than five returned"]


def test_without_homes_there_are_counts_and_the_reason(make_store, opened):
    page = opened(make_store(steady(), homes=False), "this_quarter", be="coordinator")
    rows = table(page, "Family").set_index("Family")
    assert rows.loc["Abuse and neglect", "Rate per 1,000 homes (95%)"] == "no homes figure, so no rate"
    assert rows.loc["Abuse and neglect", "In words"].endswith("Apr–Jun 2025; no homes figure, so no rate")


def test_before_the_first_closing_it_says_how_to_get_there(make_store, opened):
    page = opened(make_store(steady(), closed=False), "this_quarter", be="lead_alder")
    assert title(page) == "No quarter is closed yet"
    assert "the coordinator has closed the quarter" in texts(page)


def test_an_earlier_quarter_is_shown_as_it_was_closed(tmp_path, opened):
    group = SmallGroup(tmp_path / "group.duckdb")
    with group.store.write() as cursor:
        group.store.set(cursor, "sample", "yes", "test")
    start = date(2024, 4, 1)
    group.everybody_returns(start, {member: {"neglect": [2] * MONTHS} for member in SEVEN})
    group.close(date(2026, 1, 1))
    group.returns("alder", date(2026, 1, 1), {"neglect": [30, 30, 30]})  # corrected afterwards
    group.close(date(2026, 4, 1))
    group.store.close()
    page = opened(tmp_path / "group.duckdb", "this_quarter", be="coordinator", quarter="2026-01")
    rows = table(page, "Family").set_index("Family")
    assert rows.loc["Abuse and neglect", "Incidents"] == "40"  # 7 × 2 × 3 = 42


def test_without_a_year_before_there_is_nothing_to_compare_yet(make_store, opened):
    counts = {member: {"neglect": [3] * 3} for member in SEVEN}
    page = opened(make_store(counts), "this_quarter", be="coordinator", quarter="2024-04")
    assert title(page) == "Nothing to compare yet in Apr–Jun 2024"
