"""Text from people and files, as bad as it comes: nothing runs, nothing is fetched, nothing breaks."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from ingest.standard import STANDARD
from queries.store import Store

pytestmark = pytest.mark.browser

NAMES = {
    "alder": '<img src=x onerror="window.ran=1"><script>window.ran=1</script>',
    "birch": "[click](javascript:window.ran=1) ![x](https://elsewhere.example/x.png)",
    "cedar": "**bold** _it_ `code` ~~x~~ # h | a | b | $$\\\\frac12$$ :red[x] :material/bomb: :smile:",
    "damson": '=HYPERLINK("https://elsewhere.example","x")',
    "elder": "</div></script><svg onload=window.ran=1> {{7*7}} ${7*7} %s %n",
    "fir": "'; drop table incident; -- \u202egnp.exe\u200b",
    "gorse": "<a href='javascript:window.ran=1'>x</a> https://elsewhere.example/auto www.elsewhere.example",
}
MADE_OF_TEXT = (
    "a[href^='javascript'], a[href*='elsewhere.example'], img[src*='elsewhere'], img[src='x'], [onerror], [onload]"
)


@pytest.fixture(scope="module")
def naughty(serve, made_sample_store, tmp_path_factory):
    """The sample group with names that try to be markup, an event and an audit trail likewise."""
    path = shutil.copy(made_sample_store, tmp_path_factory.mktemp("naughty") / "sample.duckdb")
    store = Store.open(path)
    with store.write() as cursor:
        for code, name in NAMES.items():
            cursor.execute("update member set name = ? where member = ?", [name, code])
            cursor.execute("update how_we_record set answer = ? where member = ?", [name, code])
            cursor.execute(
                "insert into event (event_id, month, label, rebases, added_by) values (?, '2025-10-01', ?, false, 'x')",
                [code, name],
            )
            store.record(cursor, name, name, code, name)
    store.close()
    return serve(path)


@contextlib.contextmanager
def watched(browser, url: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what it asked of elsewhere or said in a dialogue."""
    with contextlib.closing(browser.new_context(viewport={"width": 1440, "height": 900})) as context:
        page, amiss = context.new_page(), []
        page.on("request", lambda request: _note(amiss, request.url, url))
        page.on("dialog", lambda dialog: (amiss.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: amiss.append(str(error)))
        yield page, amiss


def _note(amiss: list[str], asked: str, url: str) -> None:
    if urlsplit(asked).scheme not in ("data", "blob") and not asked.startswith(f"{url}/"):
        amiss.append(asked)


def nothing_ran(page: Page, amiss: list[str]) -> None:
    assert amiss == [], page.url
    assert page.evaluate("window.ran === undefined")
    assert page.locator(MADE_OF_TEXT).count() == 0
    assert page.get_by_test_id("stException").count() == 0
    assert "Something went wrong" not in page.locator("body").inner_text()


@pytest.mark.parametrize(
    ("be", "each"),
    [
        ("coordinator", 9),
        *(pytest.param(be, 1, marks=pytest.mark.slow) for be in ("lead_birch", "reader_cedar", "coordinator")),
    ],
)
def test_names_are_shown_as_they_stand_on_every_page(naughty, browser, settled, be, each):
    with watched(browser, naughty.url) as (page, amiss):
        page.goto(f"{naughty.url}/?be={be}")
        settled(page)
        for link in range(0, page.get_by_test_id("stSidebarNavLink").count(), each):
            page.get_by_test_id("stSidebarNavLink").nth(link).click()
            settled(page)
            nothing_ran(page, amiss)


def test_an_upload_whose_headings_and_cells_are_naughty_is_refused_in_words(
    naughty, browser, settled, shared, tmp_path
):
    strings = json.loads((shared / "data/csv_suites/naughty_strings/blns.json").read_text("utf-8"))
    strings = [text.replace("\0", "") for text in strings if text.strip()]
    quoted = ['"' + text.replace('"', '""') + '"' for text in strings]
    headings = ["Ref", "Reported", "Type", *quoted[:120]]
    rows = [",".join([f"R{n}", "03/07/2026", cell, *quoted[:120]]) for n, cell in enumerate(quoted)]
    file = tmp_path / "naughty.csv"
    file.write_bytes("\n".join([",".join(headings), *rows]).encode("utf-8", "surrogatepass"))
    with watched(browser, naughty.url) as (page, amiss):
        page.goto(f"{naughty.url}/upload?be=lead_birch")
        settled(page)
        page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
        page.wait_for_timeout(1000)
        settled(page)
        nothing_ran(page, amiss)
        assert len(page.get_by_test_id("stMain").inner_text()) > 300
    assert "Traceback" not in naughty.said()


def test_what_is_downloaded_runs_in_no_spreadsheet(naughty, browser, settled):
    with watched(browser, naughty.url) as (page, amiss):
        page.goto(f"{naughty.url}/audit_trail?be=coordinator")
        settled(page)
        with page.expect_download() as started:
            page.get_by_role("button", name="Download").click()
        text = (started.value.path()).read_text("utf-8-sig")
        nothing_ran(page, amiss)
    assert "'=HYPERLINK" in text and ',"=HYPERLINK' not in text and ",=HYPERLINK" not in text


def test_a_category_has_no_name_that_could_be_markup():
    """Labels of the standard are our own words; they go into Markdown unescaped in places."""
    labels = [each.label for each in (*STANDARD.categories, *STANDARD.families)]
    assert not [label for label in labels if set(label) & set("<>[]*_`$|:\\")]
