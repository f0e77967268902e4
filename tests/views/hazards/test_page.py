"""The page Hazards: nothing where nobody supplies them, who does where some do, and what stands out."""

from datetime import date

import pandas as pd
import pytest

from ingest.group.closing import close
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.hazard_group import hazards
from tests.queries.small_group import SEVEN
from tests.views.clicked_charts import as_buttons
from tests.views.conftest import steady, table, texts, title
from views.charts.clocks import by_quarter, kept_by_quarter
from views.wording import MORE_IS_NOT_WORSE

START = date(2025, 4, 1)


class Adding:
    """A store to which `hazards` adds, as it does to a SmallGroup."""

    def __init__(self, store):
        self.store = store


@pytest.fixture
def with_hazards(make_store):
    """April 2025 to June 2026: twelve significant hazards a month and member, all met; the quarters closed."""

    def make(members=SEVEN, late=""):
        path = make_store(steady(), closed=False)
        store = Store.open(path)
        for member in members:
            months = [[{}] * 12 for _ in range(15)]
            if member == late:  # from January 2026 on
                months[9:] = [[{"summary_sent": "missed"}] * 10 + [{}] * 2 for _ in range(6)]
            hazards(Adding(store), member, START, months)
        close(store, Viewer.coordinator(), date(2026, 4, 1))
        store.close()
        return path

    return make


@pytest.mark.parametrize("be", ["lead_alder", "coordinator"])
def test_where_nobody_supplies_hazards_the_page_says_so_and_nothing_else(make_store, opened, be):
    page = opened(make_store(steady()), "hazards", be=be)
    assert title(page) == "No hazards yet"
    assert "No member has supplied hazards" in texts(page)
    assert not page.dataframe and not page.header and MORE_IS_NOT_WORSE not in texts(page)


def test_the_group_s_clocks_of_the_newest_matured_quarter(with_hazards, opened):
    page = opened(with_hazards(), "hazards", be="coordinator")
    assert "The group's newest quarter is Apr–Jun 2026. Closed on " in texts(page)
    rows = table(page, "Not in law").set_index("Clock")
    # 7 members, 3 months, 12 hazards: 252, shown as 250
    assert rows.loc["Investigated", "Met"].startswith("250 (")
    assert rows.loc["Emergency made safe", "Not in law"] == "250"
    assert title(page) == "Hazards: no change that stands out"
    shown = texts(page)
    assert "7 of 7 members supply hazards" in shown and MORE_IS_NOT_WORSE in shown
    assert page.selectbox(key="quarter").value == "2025-10"


def test_a_member_s_late_summaries_are_found_by_it_alone(with_hazards, opened):
    store = with_hazards(late="cedar")
    own = opened(store, "hazards", be="lead_cedar", of="own")
    assert (
        title(own)
        == "Hazards at Cedar: the limit for “Written summary sent” has been kept less often since Jan–Mar 2026"
    )
    assert "In Apr–Jun 2026 17% were in time" in texts(own)  # 6 of 36
    rows = table(own, "Not in law").set_index("Clock")
    assert rows.loc["Written summary sent", "Missed"].startswith("30 (")
    assert "What falls due next at your own" in [each.value for each in own.header]
    other = opened(store, "hazards", be="lead_birch", of="own")
    assert title(other) == "Hazards at Birch: no change that stands out"


def test_where_two_of_seven_supply_them_it_says_which_and_shows_no_figure_of_the_group(with_hazards, opened):
    store = with_hazards(members=("alder", "birch"))
    page = opened(store, "hazards", be="coordinator")
    assert "2 of 7 members supply hazards (Apr–Jun 2026): Alder and Birch." in texts(page)
    assert "Fewer than five supply them, so there is no figure of the group." in texts(page)
    assert not page.dataframe
    own = opened(store, "hazards", be="lead_alder", of="own")
    assert table(own, "Not in law").set_index("Clock").loc["Investigated", "Met"].startswith("36 (")


def test_a_shared_screen_shows_nobody_s_own(with_hazards, opened):
    page = opened(with_hazards(), "hazards", be="lead_alder", present=True, of="own")
    assert title(page).startswith("Hazards:")
    assert "What falls due next at your own" not in [each.value for each in page.header]


def test_type_and_level_in_the_address_narrow_it(with_hazards, opened):
    store = with_hazards()
    page = opened(store, "hazards", be="lead_alder", of="own", hazard_type="fire")
    assert page.selectbox(key="hazard_type").value == "fire"
    rows = table(page, "Not in law").set_index("Clock")
    assert set(rows["Met"]) == {"0"}
    page = opened(store, "hazards", be="lead_alder", of="own", hazard_level="significant")
    assert table(page, "Not in law").set_index("Clock").loc["Investigated", "Met"].startswith("36 (")


def test_a_click_on_a_quarter_s_share_shows_that_quarter_and_how_long_its_clock_took(with_hazards, opened, monkeypatch):
    as_buttons(monkeypatch, {"customdata": ["2025-07", "summary_sent"]})
    page = opened(with_hazards(), "hazards")
    page.button(key="click chart_hazard_clocks_by_quarter").click().run()
    assert not page.exception
    assert (page.selectbox(key="quarter").value, page.selectbox(key="clock").value) == ("2025-07", "summary_sent")


def test_a_click_gives_the_quarter_and_the_clock_that_was_clicked():
    met = pd.DataFrame({
        "period": pd.to_datetime(["2025-07-01", "2025-10-01", "2025-10-01"]),
        "clock": ["investigated", "investigated", "summary_sent"],
        "share": [0.5, 0.6, 0.7], "share_low": [0.4, 0.5, 0.6], "share_high": [0.6, 0.7, 0.8],
    })  # fmt: skip
    panels = kept_by_quarter(met, {"investigated": "Investigated", "summary_sent": "Summary sent"}).data
    assert [[list(each) for each in panel.customdata] for panel in panels] == [
        [["2025-07", "investigated"], ["2025-10", "investigated"]],
        [["2025-10", "summary_sent"]],
    ]
    counts = pd.DataFrame({"period": pd.to_datetime(["2025-07-01"]), "low": [12], "high": [12], "shown": ["12"]})
    assert [list(bars.customdata) for bars in by_quarter(counts).data] == [["2025-07"]]
