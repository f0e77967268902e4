"""A file with personal data, refused on the page: no planted value is shown, logged, stored or left in a file."""

import contextlib
import csv

import pytest
from playwright.sync_api import TimeoutError

from tests.ingest.intake.test_nothing_personal_stays import COLUMNS, PLANTED

pytestmark = pytest.mark.browser


def test_no_planted_value_is_left_after_an_upload_on_the_page(serve, group_store, page, settled, tmp_path):
    for name in ("temporary", "files"):
        (tmp_path / name).mkdir()
    temporary = {name: str(tmp_path / "temporary") for name in ("TMPDIR", "TEMP", "TMP")}
    running = serve(group_store, '[access]\nthis_machine_only = "lead@alder.example"\n', environment=temporary)
    file = tmp_path / "files" / "export.csv"
    with file.open("w", encoding="utf-8", newline="") as written:
        columns = COLUMNS | PLANTED
        csv.writer(written).writerows([columns.keys(), columns.values()])
    page.goto(f"{running.url}/upload")
    settled(page)
    give(page, file)
    settled(page)
    shown = page.locator("body").inner_text()
    assert "Delete columns D, E, F, G, H, I, J, K and L." in shown
    before = left_behind(running, tmp_path)
    page.reload()
    settled(page)
    running.stop()
    for found in (shown.encode(), before, left_behind(running, tmp_path)):
        assert [value for value in PLANTED.values() if value.lower().encode() in found.lower()] == []


def give(page, file) -> None:
    """Choose the file; once more where nothing came of it, as once on a busy machine."""
    refused = page.get_by_text("This file holds personal data")
    for patience in (30_000, 60_000):
        page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
        with contextlib.suppress(TimeoutError):
            refused.wait_for(timeout=patience)
            return
    raise AssertionError(page.get_by_test_id("stMain").inner_text())


def left_behind(running, tmp_path) -> bytes:
    """All that the server wrote: its log, its home, its temporary files, the store and what lies beside it."""
    folders = (running.log.parent, tmp_path / "temporary", running.store.parent)
    files = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and (tmp_path / "files") not in path.parents
    ]
    assert {running.log, running.store} <= set(files)
    return b"\n".join(path.read_bytes() for path in files)
