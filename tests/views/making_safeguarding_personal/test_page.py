"""The page Making Safeguarding Personal: adults' closed incidents of one's own, and the six principles in order."""

import pytest

from tests.views.conftest import table, texts
from tests.views.focus_group import everybody, focus_store

SAID = {
    "about": "adult",
    "days_open": 20,
    "msp_asked": "outcomes_expressed",
    "msp_outcome": "fully_achieved",
    "risk_outcome": "remained",
}
NAME, YEAR = "making_safeguarding_personal", {"by": "year", "year": "2025-04"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two a month: at alder about children, at birch open, at cedar nobody is asked, else adults say what they want."""
    answers = everybody(
        SAID,
        alder={"about": "child"},
        birch={"days_open": None, "msp_outcome": "ongoing"},
        cedar={"msp_asked": "not_asked", "msp_outcome": None},
    )
    return focus_store(tmp_path_factory.mktemp("msp") / "group.duckdb", "neglect", answers)


def steps(page) -> list[str]:
    return list(table(page, "Step")["Incidents"])


def test_its_order_is_that_of_the_six_principles(store, opened):
    page = opened(store, NAME, be="coordinator")
    assert [each.value.split(":")[0] for each in page.header] == [
        *("Empowerment", "Prevention", "Proportionality", "Protection", "Partnership", "Accountability"),
        "Questions for discussion",
    ]
    shown = texts(page)
    assert "The group cannot measure this: only one field at a time is shown of it." in shown
    assert "Days open are not counted for the group" in shown
    assert "incidents about children, and open ones, cannot be left out" in shown


def test_one_s_own_leaves_out_children(store, opened):
    adults = opened(store, NAME, be="lead_damson", of="own", **YEAR)
    assert steps(adults) == ["24", "24", "24", "24", "0", "0"]
    children = opened(store, NAME, be="lead_alder", of="own", **YEAR)
    assert steps(children) == ["0"] * 6
    assert set(table(children, "Risk outcome")["Incidents"]) == {"0"}


def test_what_was_asked_is_counted_of_closed_incidents(store, opened):
    """Birch gives no day of closing at all, and the page says that open ones are counted too."""
    page = opened(store, NAME, be="lead_birch", of="own", **YEAR)
    assert steps(page) == ["24", "24", "24", "0", "0", "0"]
    assert "Open ones too: your returns give no day of closing." in texts(page)


def test_who_is_not_asked_has_no_share_that_said_what_they_wanted(store, opened):
    rows = table(opened(store, NAME, be="lead_cedar", of="own", **YEAR), "Step").set_index("Step")
    assert rows.loc["Asked what they wanted", "Share"] == "0%"
    assert rows.loc["Said what they wanted", "Share"] == "fewer than 10"


def test_the_risk_beside_what_was_wanted_is_one_s_own_alone(store, opened):
    heading = "Risk, by what the person wanted"
    crossed = table(opened(store, NAME, be="lead_damson", of="own", **YEAR), heading).set_index(heading)
    assert crossed.loc["Risk remained", "Fully achieved"] == "24"
    assert crossed.astype(int).to_numpy().sum() == 24


def test_the_group_s_steps_are_of_everybody(store, opened):
    page = opened(store, NAME, be="coordinator", by="year", year="2024-04", family="abuse_and_neglect")
    rows = table(page, "Step").set_index("Step")
    # 6 x 24 = 144 said (143 to 147), asked without outcomes 0 to 4
    assert rows.loc["Said what they wanted", "Incidents"] == "143 to 147"
    assert rows.loc["Asked what they wanted", "Incidents"] == "143 to 151"
