"""The page Cost of living: reasons, help, together with what, and the months with the country's payments."""

import pytest

from tests.views.conftest import table, texts
from tests.views.focus_group import everybody, focus_store

ENERGY = {"hardship_reason": "energy", "support_given": ["fuel_voucher", "benefits_check"]}
YEAR = {"by": "year", "year": "2025-04"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two a month at each of the seven: at alder food is the reason, elsewhere energy."""
    answers = everybody(ENERGY | {"also_involves": ["damp_mould"]}, alder={"hardship_reason": "food"})
    return focus_store(tmp_path_factory.mktemp("cost") / "group.duckdb", "cost_of_living", answers)


def test_reasons_help_and_what_it_comes_together_with(store, opened):
    page = opened(store, "cost_of_living", be="coordinator", **YEAR)
    reasons = table(page, "Hardship: reason").set_index("Hardship: reason")["Incidents"]
    assert (reasons["Energy"], reasons["Food"], reasons["Rent"]) == ("145", "25", "under 5")  # 144 and 24
    help_given = table(page, "Hardship: support given").set_index("Hardship: support given")["Incidents"]
    assert (help_given["Fuel voucher"], help_given["Benefits check"]) == ("170", "170")  # 168 have both
    together = table(page, "Also involves").set_index("Also involves")["Incidents"]
    assert together["Damp and mould"] == "170"
    # four other reasons of 0 to 4: 143/(143+27+16) = 76.9%, 147/(147+23) = 86.5%
    assert "energy was the reason in 77% to 86% of the incidents of which it is known" in texts(page)


def test_the_months_have_the_country_s_payments_beside_them(store, opened):
    page = opened(store, "cost_of_living", be="coordinator", **YEAR)
    months = table(page, "What happened").set_index("Month")
    assert months.loc["Apr 2026", "What happened"] == "Crisis and Resilience Fund"
    assert months.loc["May 2026", "What happened"] == ""
    assert set(months["Incidents"]) == {"15"}  # 14 a month
    assert "£301 cost of living payment (Apr 2023)" in texts(page)


def test_each_year_is_beside_the_others(store, opened):
    seasons = table(opened(store, "cost_of_living", be="lead_alder", of="own", **YEAR), "2024-25")
    assert seasons["Month"].iloc[0] == "Apr" and set(seasons["2025-26"]) == {"2"}
    assert list(seasons["2026-27"]) == ["2"] * 3 + [""] * 9
