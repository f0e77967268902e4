"""What became of each upload: one row a try, whatever it came to, kept with no value of the file and no name of it."""

from datetime import date

import pytest

from ingest import returns, uploads
from ingest.__main__ import main
from ingest.group import retention
from ingest.intake import preview_file, preview_nil
from ingest.problems import Problem
from ingest.uploads import BEGUN, REFUSED, UNCHANGED, Became, Upload
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer

ALDER, BIRCH = Viewer.lead("alder", "lead@alder.example"), Viewer.lead("birch", "lead@birch.example")
COORDINATOR = Viewer.coordinator("coordinator@group.example")
JULY, SEPTEMBER = date(2026, 7, 1), date(2026, 9, 1)
PERIOD = (JULY, SEPTEMBER)
GOOD = "incident_ref,reported_on,category\nA1,2026-07-03,damp_mould\nA2,2026-08-21,hoarding\nA3,2026-09-01,neglect\n"
WRONG = GOOD.replace("2026-08-21", "2026-13-45").replace("damp_mould", "Jo Bloggs flat")


def preview(store, text=GOOD, viewer=ALDER):
    return preview_file(store, viewer, *PERIOD, text.encode(), "export.csv")


def listed(store, viewer=ALDER) -> list[tuple]:
    rows = store.ask("own_uploads", viewer)
    return [(row.outcome, list(row.rules), list(row.found), row.return_id) for row in rows.itertuples()]


def test_an_upload_is_one_row_from_the_first_look_to_the_return(store):
    upload = Upload("incidents")
    for became in (Became(BEGUN), Became.refused([Problem("required", "…")]), Became(BEGUN, PERIOD)):
        uploads.note(store, ALDER, upload, became)
        assert [row[0] for row in listed(store)] == [became.outcome]
    receipt = returns.save(store, ALDER, preview(store), upload_id=upload.upload_id)
    assert listed(store) == [("saved", [], [], receipt.return_id)]
    uploads.note(store, ALDER, upload, Became(UNCHANGED, PERIOD))
    assert listed(store) == [("saved", [], [], receipt.return_id)], "one that was saved stays so"


def test_problems_are_counted_by_rule_and_questions_together(store):
    problems = [
        *(Problem("date_impossible", "…"),) * 3,
        Problem("required", "…"),
        *(Problem("far_fewer", "…", soft=True), Problem("twice_last_quarter", "…", soft=True)),
    ]
    uploads.note(store, ALDER, Upload("hazards"), Became.refused(problems))
    assert listed(store) == [(REFUSED, ["date_impossible", "question", "required"], [3, 2, 1], None)]


def test_the_newest_is_first_and_counts_and_nil_returns_are_listed(store):
    uploads.note(store, ALDER, Upload("incidents"), Became(BEGUN))
    returns.save_counts(store, ALDER, *PERIOD, {(JULY, "damp_mould"): 3})
    returns.save(store, ALDER, preview_nil(store, ALDER, *PERIOD))
    rows = store.ask("own_uploads", ALDER)
    assert rows[["kind", "outcome"]].values.tolist() == [["nil", "saved"], ["counts", "saved"], ["file", BEGUN]]


def test_a_members_own_and_for_its_leads_only(store):
    upload = Upload("incidents")
    uploads.note(store, ALDER, upload, Became(BEGUN))
    uploads.note(store, BIRCH, upload, Became(UNCHANGED))
    assert [row[0] for row in listed(store)] == [BEGUN]
    assert listed(store, BIRCH) == []
    for viewer in (Viewer.reader("alder", "reader@alder.example"), COORDINATOR, Viewer.public()):
        with pytest.raises(NotAllowed):
            listed(store, viewer)


def test_a_note_is_seen_at_once_and_leaves_what_the_page_keeps_of_a_file(store):
    before, version = store.rests_on("own_uploads", ALDER.member), store.version
    uploads.note(store, ALDER, Upload("incidents"), Became(BEGUN))
    assert store.rests_on("own_uploads", ALDER.member) != before
    assert store.version == version


def test_the_clear_out_leaves_it_as_the_audit_trail(store):
    old = returns.save(store, ALDER, preview(store)).return_id
    returns.save_counts(store, ALDER, *PERIOD, {(JULY, "damp_mould"): 3})
    uploads.note(store, ALDER, Upload("incidents"), Became(BEGUN))
    with store.write() as cursor:
        cursor.execute("update member_return set saved_at = saved_at - interval 3 year")
        cursor.execute("update upload set tried_at = tried_at - interval 9 year")
    before, trail = listed(store), len(store.ask("audit_trail", COORDINATOR))
    retention.clear_out(store, COORDINATOR, retention.preview(store, COORDINATOR))
    assert store.cursor().execute("select count(*) from incident where return_id = ?", [old]).fetchone() == (0,)
    assert listed(store) == before and len(store.ask("audit_trail", COORDINATOR)) == trail + 1


COMMANDS = (  # file, more arguments, exit code, what is noted
    (WRONG, (), 1, (REFUSED, {"date_impossible", "unmatched_word"})),
    (GOOD, ("--from", "2026-01"), 1, (REFUSED, {"question"})),
    (GOOD, (), 0, ("saved", set())),
    (GOOD, (), 0, (UNCHANGED, set())),
    (b"\x00\x01".decode("latin-1"), (), 1, (REFUSED, {"nul_bytes"})),
)


def test_every_load_is_noted(store_path, tmp_path, capsys):
    for text, more, code, _ in COMMANDS:
        file = tmp_path / "Jo Bloggs.csv"
        file.write_text(text, "utf-8")
        given = ["--member", "alder", "--from", "2026-07", "--to", "2026-09", *more, "--store", str(store_path)]
        assert main(["load", str(file), *given]) == code, capsys.readouterr()
    store = Store.open(store_path)
    assert [(row[0], set(row[1])) for row in reversed(listed(store))] == [noted for *_, noted in COMMANDS]
    kept = str(store.cursor().execute("select * from upload").fetchall())
    store.close()
    assert "Bloggs" not in kept and ".csv" not in kept and "damp" not in kept


def test_no_member_no_row(store, store_path, tmp_path, capsys):
    store.close()
    file = tmp_path / "a.csv"
    file.write_text(GOOD, "utf-8")
    given = ("--member", "nobody", "--from", "2026-07", "--to", "2026-09", "--store", str(store_path))
    assert main(["load", str(file), *given]) == 1
    opened = Store.open(store_path)
    assert opened.cursor().execute("select count(*) from upload").fetchone() == (0,)
    opened.close()
