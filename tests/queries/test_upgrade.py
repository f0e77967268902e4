"""A store of version 1 opens in this program: each quarter keeps what was first shown of it, and nothing is lost.

`stores/version_1.duckdb.gz` was made by version 1.0.0: seven members with ten of damp and mould and three of hoarding
in each quarter from April 2025 to April 2026. gorse returned the first quarter after its closing; birch corrected its
second to 40, under other references, after its closing; the second was then closed again, and the fourth. cedar has 20
in the fifth, which is open. alder has one incident under a category that has left the standard since.
"""

import gzip
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ingest.group import closing
from ingest.group.setup import open_store
from queries import schema
from queries.refusals import StoreUnusable
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

STORED = Path(__file__).parent / "stores" / "version_1.duckdb.gz"
DAMP = "damp_and_mould"
APR, JUL, OCT, JAN, NEXT = date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)
COORDINATOR, ALDER, BIRCH = Viewer.coordinator("coordinator@group.example"), Viewer.lead("alder"), Viewer.lead("birch")


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "group.duckdb"
    path.write_bytes(gzip.decompress(STORED.read_bytes()))
    opened = open_store(path)
    yield opened
    opened.close()


def shown(store, question, member=None, **asked):
    rows = store.ask(question, ALDER, family=DAMP, **asked)
    rows = rows if member is None else rows[rows["member"] == member]
    return {day.date(): text for day, text in zip(rows["period"], rows["shown"], strict=True)}


def test_each_quarter_keeps_what_was_first_shown(store):
    assert shown(store, "group_figures") == {APR: "60", JUL: "70", OCT: "70", JAN: "70"}
    assert shown(store, "member_figures", "birch") == {APR: "10", JUL: "10", OCT: "10", JAN: "10"}
    assert shown(store, "member_figures", "gorse") == {APR: "10", JUL: "10", OCT: "10", JAN: "10"}
    standing = store.ask("member_figures", ALDER, family=DAMP).set_index(["member", "period"])["standing"]
    assert (standing["gorse", "2025-04-01"], standing["gorse", "2025-07-01"]) == ("came_later", "closed")
    assert shown(store, "group_figures", by="year") == {APR: "310"}
    assert shown(store, "member_figures", "birch", by="year") == {APR: "70"}


def test_who_counted_when_it_was_first_closed(store):
    closings = store.ask("closings", ALDER)
    assert [day.date() for day in closings["quarter"]] == [APR, JUL, OCT, JAN]
    assert len(closings["counted"][0]) == 6 and list(closings["came_later"][0]) == ["gorse"]
    assert all(len(counted) == 7 for counted in closings["counted"][1:])
    assert store.ask("group_figures", ALDER, family=DAMP)["homes"].tolist() == [128_000, 130_000, 130_000, 130_000]


def test_breakdowns_are_filled_in_from_the_returns_that_counted_at_first(store):
    def adults(period, field="about", code="adult"):
        rows = store.ask("breakdown", ALDER, field=field, family=DAMP, period=period)
        return rows.set_index("code")["shown"].get(code)

    assert [adults(period) for period in (APR, JUL, OCT)] == ["60", "70", "70"]
    # of the second quarter's 70 that counted, birch's ten are gone
    assert [adults(period, "risk_outcome", "reduced") for period in (APR, JUL, OCT)] == ["60", "60", None]


def test_own_figures_are_the_current_ones(store):
    own = store.ask("own_figures", BIRCH, family=DAMP).set_index("period")["n"]
    assert own["2025-07-01"] == 40


def test_the_open_quarter_is_closed_by_the_rule_as_it_is_now(store):
    assert [each.quarter for each in closing.close(store, COORDINATOR, NEXT).quarters] == [NEXT]
    assert shown(store, "group_figures")[NEXT] == "80"
    assert shown(store, "group_figures")[JUL] == "70"


def test_a_code_that_left_the_standard_goes_on_counting(store):
    own = store.ask("own_figures", ALDER, family="other").set_index("period")["n"]
    assert own["2026-04-01"] == 1
    codes = store.ask("codes", ALDER).set_index("code")
    assert codes.loc["flood", "label"] == "Flood"
    retired = store.cursor().execute("select code from code where retired is not null")
    assert retired.fetchall() == [("flood",)]


def test_settings_the_audit_trail_and_events_are_kept_in_their_order(store):
    assert store.setting("idle_minutes") == "60"
    trail = store.ask("audit_trail", COORDINATOR)
    assert trail["action"].tolist() == ["event added"] + ["closing"] * 4
    events = store.ask("events", ALDER)
    assert events.loc[events["kind"] == "own", "label"].tolist() == ["New triage team"]


def test_returns_that_were_saved_before_are_in_the_list_of_uploads(store):
    uploads, saved = store.ask("own_uploads", BIRCH), store.ask("own_returns", BIRCH)
    listed = ["return_id", "kind", "from_month", "to_month"]
    assert len(uploads) == 6 and uploads[listed].equals(saved[listed])
    assert set(uploads["outcome"]) == {"saved"} and set(uploads["rows_of"]) == {"incidents"}


def test_nothing_of_the_old_tables_and_macros_is_left(store):
    names = (
        "select table_name from duckdb_tables() union select function_name from duckdb_functions() where not internal"
    )
    assert not [name for (name,) in store.cursor().execute(names).fetchall() if "edition" in name or "narrows" in name]


def test_it_is_upgraded_once(store, monkeypatch):
    path = store.path
    before = store.cursor().execute("select count(*), sum(high) from shown").fetchone()
    store.close()
    monkeypatch.setattr(schema, "_run", lambda cursor, file: pytest.fail(f"{file.name} was run again"))
    again = open_store(path)
    assert again.setting("schema_version") == str(schema.VERSION)
    assert again.cursor().execute("select count(*), sum(high) from shown").fetchone() == before
    again.close()


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "group.duckdb"
    path.write_bytes(gzip.decompress(STORED.read_bytes()))
    broken = tmp_path / "0002_broken.sql"
    broken.write_text(schema.UPGRADES[2].read_text("utf-8") + "select * from not_there;", "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "UPGRADES", schema.UPGRADES | {2: broken})
        with pytest.raises(StoreUnusable, match="is damaged"):
            open_store(path)
    store = open_store(path)
    assert shown(store, "group_figures")[APR] == "60"
    store.close()


@pytest.fixture(scope="module")
def newest(tmp_path_factory) -> bytes:
    """A store of this version with one return in it."""
    group = SmallGroup(tmp_path_factory.mktemp("newest") / "group.duckdb")
    group.returns("birch", APR, {"damp_mould": [1, 2, 3]})
    group.store.close()
    return group.store.path.read_bytes()


@pytest.mark.parametrize("version", range(2, schema.VERSION))
def test_a_store_of_every_version_between_opens_and_answers(newest, tmp_path, version):
    path = tmp_path / "group.duckdb"
    path.write_bytes(newest)
    with duckdb.connect(str(path)) as beside:
        for table in set(schema.tables()) - set(schema.tables(version)):
            beside.execute(f"drop table {table}")
        if version < 8:
            beside.execute("alter table member drop column short_name")
        beside.execute("update setting set value = ? where name = 'schema_version'", [str(version)])
    store = open_store(path)
    try:
        assert store.setting("schema_version") == str(schema.VERSION)
        assert set(store.ask("members", BIRCH)["short_name"]) == {""}
        assert store.ask("own_uploads", BIRCH)["return_id"].tolist() == ([] if version > 5 else ["r1"])
        assert store.ask("own_hardship_totals", BIRCH).empty and store.ask("lessons", BIRCH).empty
        assert store.ask("own_figures", BIRCH, family="damp_and_mould")["n"].tolist() == [6]
    finally:
        store.close()
