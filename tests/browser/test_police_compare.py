"""Seven forces' real quarter on the Compare page: its table against a count of the files."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.police import FORCES, HOMES, LEAD

pytestmark = pytest.mark.browser
OWN, FAMILY = "kent", "abuse_and_neglect"


@pytest.fixture(scope="module")
def dashboard(serve, made_police_store, tmp_path_factory):
    """The real store, on its lead's own machine."""
    store = Path(shutil.copy(made_police_store, tmp_path_factory.mktemp("compare") / "police.duckdb"))
    return serve(store, f'[access]\nthis_machine_only = "{LEAD}"\n')


def span(shown: str) -> tuple[int, int]:
    """What a peer's figure may be, by the group's rule: 'under 5', or to the nearest five."""
    if shown == "under 5":
        return 0, 4
    if ends := re.fullmatch(r"([\d,]+) to ([\d,]+)", shown):
        return tuple(int(end.replace(",", "")) for end in ends.groups())
    middle = int(shown.replace(",", ""))
    return max(middle - 2, 5), middle + 2


@pytest.mark.slow
def test_seven_members_stand_side_by_side_with_their_own_counts(dashboard, page, settled, police_counted):
    page.goto(f"{dashboard.url}/compare?family={FAMILY}&quarter=2021-04")
    settled(page)
    chart = page.get_by_test_id("stPlotlyChart").first
    expect(chart.locator("svg.main-svg").first).to_be_visible()
    drawn = chart.locator(".ytick text").all_text_contents()
    assert [name for name in FORCES.values() if not any(name in label for label in drawn)] == []
    expect(page.get_by_text("Rests on returns from all 7 members.").first).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download").first.click()
    rows = list(csv.DictReader(Path(taken.value.path()).read_text("utf-8-sig").splitlines()))
    assert [(row["Member"], row["Homes"]) for row in rows] == [(name, str(HOMES)) for name in FORCES.values()]
    for member, row in zip(FORCES, rows, strict=True):
        n = police_counted[member, FAMILY]
        if member == OWN:
            assert row["Incidents"] == f"{n:,}"
        else:
            low, high = span(row["Incidents"])
            assert low <= n <= high and high - low == 4 - 2 * (low == 5), (member, row["Incidents"], n)
