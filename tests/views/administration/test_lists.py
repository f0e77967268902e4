"""The group's lists on their pages: for the coordinator to change, for others to look at or not at all."""

from datetime import date, datetime

import pandas as pd
import pytest

from queries.store import Store
from tests.views.conftest import steady, table, texts, title
from views.administration import members_and_homes, people


def test_everybody_sees_the_homes_and_only_the_coordinator_can_change_them(make_store, opened):
    store = make_store(steady())
    page = opened(store, "members_and_homes", be="lead_alder")
    assert title(page) == "Seven members, all with homes for 2026-27"
    rows = table(page, "Homes")
    assert rows[rows["Member"] == "Gorse"][["Year", "Homes"]].values.tolist()[0] == ["2022-23", 2000]
    assert not page.button
    page = opened(store, "members_and_homes", be="coordinator")
    assert {"Save the members", "Save the homes", "Save these months"} <= {each.label for each in page.button}


def test_who_has_no_homes_is_the_title(make_store, opened):
    page = opened(make_store(steady(), homes=False), "members_and_homes", be="coordinator")
    assert title(page).startswith("Seven members; no homes yet for 2026-27 from Alder, Birch")


def test_joining_and_leaving_months(make_store, opened):
    """Months are chosen as they are shown; a member's own stand in its fields, and nobody else's."""
    page = opened(make_store(steady()), "members_and_homes", be="coordinator")
    _box(page, "Member").set_value("gorse").run()
    left = _box(page, "Last month expected")
    assert left.value is None and left.placeholder == "It has not left" and "Apr 2026" in left.options
    left.set_value(date(2026, 6, 1))
    next(each for each in page.button if each.label == "Save these months").click().run()
    assert page.success[0].value == "Saved for Gorse\\."
    assert table(page, "From").values.tolist() == [["Gorse", "", "Jun 2026"]]
    assert _box(page, "Last month expected").value == date(2026, 6, 1)
    _box(page, "First month expected").set_value(date(2026, 7, 1))
    next(each for each in page.button if each.label == "Save these months").click().run()
    assert "cannot leave before it joins" in page.error[0].value
    _box(page, "Member").set_value("alder").run()
    assert (_box(page, "First month expected").value, _box(page, "Last month expected").value) == (None, None)


def _box(page, label):
    return next(box for box in page.selectbox if box.label == label)


def test_saving_unchanged_lists_changes_nothing_but_the_audit_trail(make_store, opened):
    store = make_store(steady())
    page = opened(store, "members_and_homes", be="coordinator")
    next(each for each in page.button if each.label == "Save the homes").click().run()
    assert page.success[0].value == "The homes are saved\\. Rates use them from now on\\."
    assert title(page) == "Seven members, all with homes for 2026-27"
    trail = table(opened(store, "audit_trail", be="coordinator"), "About")
    assert trail["About"].tolist()[0] == "homes"


def test_a_list_without_a_coordinator_is_refused(make_store, opened):
    page = opened(make_store(steady()), "people", be="coordinator")
    assert (
        title(page) == "No people may sign in; nobody can upload for Alder, Birch, Cedar, Damson, Elder, Fir and Gorse"
    )
    next(each for each in page.button if each.label == "Save the people").click().run()
    assert "There must be a coordinator" in page.error[0].value


@pytest.mark.dose(5)
@pytest.mark.parametrize("page", ["people", "settings", "audit_trail", "backup", "close_quarter"])
def test_a_page_of_the_coordinators_is_no_page_for_others(make_store, opened, page):
    store = make_store(steady())
    for be, present in (("lead_alder", False), ("reader_alder", False), ("coordinator", True)):
        found = opened(store, page, be=be, present=present)
        assert "April" not in title(found) and "sign in" not in title(found) and "Audit" not in texts(found)
        assert title(found) == title(opened(store, "this_quarter", be=be, present=present))


def test_two_members_become_one(make_store, opened):
    store = make_store(steady())
    page = opened(store, "members_and_homes", be="coordinator")
    next(each for each in page.text_input if each.label.startswith("Code")).set_value("holly")
    next(each for each in page.text_input if each.label.startswith("Name")).set_value("Holly Homes")
    press = next(each for each in page.button if each.label == "Make them one member")
    press.click().run()
    assert "tick that both have agreed" in page.error[0].value
    next(each for each in page.checkbox if each.key == "merge_sure").set_value(True)
    next(each for each in page.button if each.label == "Make them one member").click().run()
    assert "Alder and Birch become Holly Homes from Jul–Sep 2026" in page.success[0].value.replace("\\", "")
    left = table(page, "From").set_index("Member")
    assert left.loc["Alder", "To"] == left.loc["Birch", "To"] == "Jun 2026"
    assert left.loc["Holly Homes", "From"] == "Jul 2026"
    assert title(page) == "Eight members, all with homes for 2026-27"


SEEN = pd.DataFrame(
    {
        "email": ["a@x.example", "b@x.example", "c@x.example", "c@x.example", "d@x.example"],
        "last_seen": pd.to_datetime(["2026-04-20 08:00", "2026-04-19 08:00", None, None, "2026-10-01 08:00"]),
    }
)


def test_addresses_not_seen_for_six_months():
    """Six months before 20 October are 20 April, at the same time of day."""
    found = people.long_unseen(SEEN, datetime(2026, 10, 20, 8, 0))
    assert found.values.tolist() == [["b@x.example", "19 Apr 2026"], ["c@x.example", "never"]]


def test_aprils_homes_start_from_last_years():
    """Alder has this year's already; Birch has last year's only; Cedar's are older."""
    homes = pd.DataFrame(
        [
            ["alder", "2026-04-01", "general_needs", 10],
            ["alder", "2025-04-01", "general_needs", 9],
            ["birch", "2025-04-01", "supported", 8],
            ["cedar", "2024-04-01", "supported", 7],
        ],
        columns=["member", "year_start", "needs_type", "homes"],
    ).assign(year_start=lambda rows: pd.to_datetime(rows["year_start"]))
    rows = members_and_homes.from_last_year(homes, date(2026, 4, 1))
    assert [each.cells for each in rows] == [
        {"member": "birch", "year_start": "2026-04-01", "needs_type": "supported", "homes": "8"}
    ]


def test_aprils_button_fills_in_who_has_none_yet(make_store, opened):
    """Alder's number of this year stays; Gorse has last year's only, until the button is pressed."""
    path = make_store(steady())
    store = Store.open(path)
    with store.write() as cursor:
        cursor.execute("update homes set homes = 9 where member = 'alder' and year_start = '2026-04-01'")
        cursor.execute("delete from homes where member = 'gorse' and year_start = '2026-04-01'")
    store.close()
    page = opened(path, "members_and_homes", be="coordinator")
    assert title(page) == "Seven members; no homes yet for 2026-27 from Gorse"
    assert "Without homes for 2026-27, but with homes for 2025-26: Gorse." in texts(page)
    next(each for each in page.button if each.label == "Start 2026-27 from the numbers of 2025-26").click().run()
    assert "start from those of 2025-26" in page.success[0].value.replace("\\", "")
    assert title(page) == "Seven members, all with homes for 2026-27"
    assert not [each.label for each in page.button if each.label.startswith("Start 2026-27")]
    homes = table(opened(path, "members_and_homes", be="lead_gorse"), "Needs type")
    of_year = homes[homes["Year"] == "2026-27"].set_index("Member")["Homes"]
    assert (of_year["Gorse"], of_year["Alder"]) == (2000, 9)


def test_a_member_is_removed_by_a_button_with_its_name(make_store, opened):
    counts = steady()
    del counts["gorse"]
    page = opened(make_store(counts, closed=False), "members_and_homes", be="coordinator")
    box = next(each for each in page.selectbox if each.label == "Remove a member")
    box.select(6).run()
    next(each for each in page.button if each.label == "Remove Gorse").click().run()
    assert page.success[0].value == "Removed, with its homes and its people\\."
    assert title(page) == "Six members, all with homes for 2026-27"
