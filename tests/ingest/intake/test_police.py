"""Real input, end to end: seven forces' street-level incidents of one quarter, as seven members' returns."""

import shutil
from datetime import date

import pytest

from queries.store import Store
from queries.viewer import Viewer
from tests.police import FORCES

pytestmark = pytest.mark.slow  # half a minute, nearly all of it to read and close a quarter of seven forces


@pytest.fixture(scope="module")
def police_store(made_police_store, tmp_path_factory):
    """A copy of the store, open."""
    store = Store.open(shutil.copy(made_police_store, tmp_path_factory.mktemp("police") / "police.duckdb"))
    yield store
    store.close()


@pytest.mark.parametrize("member", FORCES)
def test_own_figures_equal_an_independent_count(police_store, police_counted, member):
    own = police_store.ask("own_figures", Viewer.lead(member), by="quarter")
    own = own[own["n"] > 0]
    assert set(own["period"].astype(str)) == {"2021-04-01"}
    assert dict(zip(own["family"], own["n"], strict=True)) == {
        family: n for (whose, family), n in police_counted.items() if whose == member
    }


@pytest.mark.parametrize("member", FORCES)
def test_every_peers_count_lies_within_its_interval(police_store, police_counted, member):
    shown = police_store.ask("member_figures", Viewer.lead(member), by="quarter")
    peers = shown[shown["member"] != member]
    assert set(peers["member"]) == set(FORCES) - {member}
    outside = [
        (row.member, row.family)
        for row in peers.itertuples()
        if not row.low <= police_counted[row.member, row.family] <= row.high
    ]
    assert outside == []


def test_every_row_is_either_kept_or_counted_as_left_out(police_store, police_files):
    rows = police_store.cursor().execute(
        "select member, strftime(from_month, '%Y-%m'), rows + left_out from member_return order by all"
    )
    in_files = {key: file.read_text("utf-8").count("\n") - 1 for key, file in police_files.items()}
    assert {(member, month): n for member, month, n in rows.fetchall()} == in_files


def test_the_quarter_is_closed_for_all_seven(police_store):
    rows = police_store.cursor().execute(
        "select quarter, count(*) from closing_member where status = 'counted' group by 1"
    )
    assert rows.fetchall() == [(date(2021, 4, 1), 7)]
