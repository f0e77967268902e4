"""The page Partnership: the steps by hand, outcomes that are not shown yet, what became of challenges."""

import pytest

from tests.views.conftest import table, texts
from tests.views.focus_group import everybody, focus_store

REFERRED = {"referred_to_la": "yes", "la_decision": "enquiry", "escalated": False}
GROUP = {"be": "coordinator", "family": "abuse_and_neglect"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two a month at each of the seven: alder refers none, birch hears nothing and challenges, others get enquiries."""
    answers = everybody(
        REFERRED,
        alder={"referred_to_la": "no", "la_decision": None},
        birch={"la_decision": "no_feedback", "escalated": True},
    )
    return focus_store(tmp_path_factory.mktemp("partnership") / "group.duckdb", "neglect", answers)


def test_the_steps_from_raised_to_what_came_back(store, opened):
    page = opened(store, "partnership", **GROUP, by="year", year="2024-04")
    steps = table(page, "Step").set_index("Step")
    # a year: 144 referred (143 to 147), 24 not (23 to 27), not needed and not known 0 to 4 each
    assert steps.loc["Raised", "Incidents"] == "166 to 182"
    assert steps.loc["Referred to the council", "Incidents"] == "143 to 147"
    # where it is known: 143/(143+27+4) = 82.2%, 147/(147+23) = 86.5%
    assert steps.loc["Referred to the council", "Share"] == "82% to 86%"
    # 24 without feedback (23 to 27), 120 enquiries (118 to 122), four answers of 0 to 4:
    # 23/(23+122+16) = 14.3%, 27/(27+118) = 18.6%
    assert steps.loc["No feedback after 28 days", "Share"] == "14% to 19%"
    assert "In 2024-25 there was no feedback after 28 days in 14% to 19%" in texts(page)


@pytest.mark.parametrize(("quarter", "words"), [("2026-04", "Apr–Jun 2026"), ("2026-01", "Jan–Mar 2026")])
def test_outcomes_of_the_two_newest_quarters_are_not_shown_yet(store, opened, quarter, words):
    page = opened(store, "partnership", **GROUP, by="quarter", quarter=quarter)
    not_yet = f"Outcomes of {words} are not shown yet, because councils answer late. These are those of Oct–Dec 2025."
    assert not_yet in texts(page)
    matured = opened(store, "partnership", **GROUP, by="quarter", quarter="2025-10")
    assert "not shown yet" not in texts(matured)
    for heading in ("Step", "Council's decision"):
        assert table(page, heading).equals(table(matured, heading))


def test_one_s_own_challenges_and_what_became_of_them(store, opened):
    page = opened(store, "partnership", be="lead_birch", of="own", by="year", year="2025-04")
    assert "Of 24 incidents that you challenged, the council’s decision now: no feedback 24." in texts(page)
    steps = table(page, "Step").set_index("Step")
    assert list(steps["Incidents"]) == ["24", "24", "0", "0", "0", "24"]
    assert steps.loc["No feedback after 28 days", "Share"] == "100%"


def test_all_families_are_shown_until_one_is_chosen(store, opened):
    own = {"be": "lead_birch", "of": "own", "by": "year", "year": "2025-04"}
    assert opened(store, "partnership", **own).selectbox(key="family").value == "all"
    assert list(table(opened(store, "partnership", **own, family="other"), "Step")["Incidents"]) == ["0"] * 6
