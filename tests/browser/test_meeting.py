"""One meeting on a projector of 1280 × 720, as it is held: an awaited return comes in, the agenda is walked by the keys
of a presenter's clicker, one figure is looked into, an entry with an action is typed, and every pack is taken home.
"""

import contextlib
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ingest.sample import FOLDER
from tests.browser.test_axe import AXE, RUN
from views.meeting.page import ITEMS
from views.packs import making

pytestmark = pytest.mark.browser
EXPORT = next((FOLDER / "to_upload").glob("damson_*"))
TITLES = {
    "returns": "returned",
    "actions": "^(No|One|Two|Three) actions? (is|are) open",
    "headlines": "stands? out in Apr–Jun 2026",
    "focus": "^The focus areas in Apr–Jun 2026",
    "others": "^The other families in Apr–Jun 2026",
    "question": r"\?$",
    "decide": r"^What do we decide now\?",
}
NOTE, ACTION = "Triage varies between teams.", "Agree one triage form"
SIZES = """() => {
    const sizes = {}, texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement, range = document.createRange()
        range.selectNodeContents(texts.currentNode)
        const { width, height } = range.getBoundingClientRect()
        const drawn = width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true })
        if (!drawn || !texts.currentNode.textContent.trim()) continue
        const scale = element.getScreenCTM ? element.getScreenCTM().a : 1
        sizes[texts.currentNode.textContent] = scale * parseFloat(getComputedStyle(element).fontSize)
    }
    return sizes
}"""
TAKEN = [name for name in making.PACKS if name != "board"]


@pytest.fixture(scope="module")
def dashboard(serve, made_sample_store, tmp_path_factory):
    return serve(Path(shutil.copy(made_sample_store, tmp_path_factory.mktemp("meeting") / "sample.duckdb")))


@pytest.fixture
def screen(browser):
    size = {"width": 1280, "height": 720}
    with contextlib.closing(browser.new_context(viewport=size, accept_downloads=True)) as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


def title(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(re.compile(words), timeout=60_000)


def sees(page: Page, settled, folder: Path, name: str) -> None:
    """The step's picture, once it is drawn; nothing is wider than the screen."""
    settled(page)
    page.screenshot(path=folder / f"{name}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280, name
    expect(page.get_by_test_id("stException")).to_have_count(0)


def can_be_read_from_the_back(page: Page) -> None:
    """On a screen of 1280 × 720 no text, of a chart either, is smaller than 20 pixels."""
    sizes = page.evaluate(SIZES)
    assert len(sizes) > 5 and max(sizes.values()) > 30
    assert {text: size for text, size in sizes.items() if size < 20} == {}


@pytest.mark.slow
def test_before_the_meeting_the_awaited_return_comes_in(dashboard, screen, settled, tmp_path):
    screen.goto(f"{dashboard.url}/upload?be=lead_damson")
    title(screen, "Jul–Sep 2026 is due")
    settled(screen)
    screen.locator('[data-testid="stFileUploader"] input[type="file"]').first.set_input_files(EXPORT)
    screen.get_by_text("I confirm all four", exact=True).click()
    sees(screen, settled, tmp_path, "upload")
    screen.get_by_role("button", name="Save this return", exact=True).click()
    expect(screen.get_by_role("heading", name="Saved: Jul 2026 to Sep 2026")).to_be_visible()
    sees(screen, settled, tmp_path, "saved")


def test_the_agenda_by_keys_a_drill_down_an_action_and_the_packs(dashboard, screen, settled, tmp_path):
    screen.goto(f"{dashboard.url}/meeting?be=coordinator&present=true&quarter=2026-04")
    for place, item in enumerate(ITEMS):
        if place:
            screen.keyboard.press("PageDown")
        title(screen, TITLES[item])
        sees(screen, settled, tmp_path, f"meeting_{place}_{item}")
        can_be_read_from_the_back(screen)
    for words in ("Note", "Action agreed", "By when", "What moves"):  # a form's labels are read on the projector
        expect(screen.get_by_test_id("stWidgetLabel").filter(has_text=words)).to_be_in_viewport()
    expect(screen.get_by_role("button", name="Write it down")).to_be_in_viewport()
    write_down(screen, settled)
    sees(screen, settled, tmp_path, "written_down")
    screen.goto(
        f"{dashboard.url}/drill_down?be=coordinator&present=true&by=quarter&quarter=2026-04&family=missing_people"
    )
    title(screen, "^Missing person incidents in Apr–Jun 2026")
    sees(screen, settled, tmp_path, "drill_down")
    can_be_read_from_the_back(screen)
    screen.goto(f"{dashboard.url}/packs?be=coordinator&quarter=2026-04")
    title(screen, "^Packs for Apr–Jun 2026")
    sees(screen, settled, tmp_path, "packs")
    for name in TAKEN:
        take(screen, name, tmp_path)
    with zipfile.ZipFile(tmp_path / making.file_name("pptx", making.date(2026, 4, 1))) as slides:
        texts = b"".join(slides.read(each) for each in slides.namelist() if "slides/slide" in each)
    assert ACTION.encode() in texts


def write_down(screen: Page, settled) -> None:
    screen.get_by_label("Note", exact=True).fill(NOTE)
    screen.get_by_label("Action agreed", exact=True).fill(ACTION)
    screen.get_by_role("group", name="By when").get_by_role("spinbutton").first.click()
    screen.keyboard.type("01122026", delay=30)
    for words in ("Nobody can be recognised", "It holds no name", "Everybody in the group may read it"):
        screen.get_by_text(words).click()
    settled(screen)
    screen.get_by_role("button", name="Write it down", exact=True).click()
    title(screen, "^One entry is written down for this quarter")
    expect(screen.get_by_text(ACTION)).to_be_visible()
    expect(screen.get_by_label("Note", exact=True)).to_have_value("")  # a second click writes nothing twice


def take(screen: Page, name: str, folder: Path) -> None:
    with screen.expect_download() as taken:
        screen.get_by_role("button", name=making.PACKS[name].label, exact=True).click()
    assert taken.value.suggested_filename == making.file_name(name, making.date(2026, 4, 1))
    taken.value.save_as(folder / taken.value.suggested_filename)
    assert (folder / taken.value.suggested_filename).stat().st_size > 1_000


@pytest.mark.dose(3)
@pytest.mark.parametrize("name", ["bulletin", "plan"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_web_pages_among_the_packs_pass_axe_and_ask_no_network(made_sample_store, browser, tmp_path, name, theme):
    from queries.store import Store
    from queries.viewer import Viewer
    from views.visit import Visit

    store = Store.open(Path(shutil.copy(made_sample_store, tmp_path / "sample.duckdb")))
    content = making.make(Visit(store, Viewer.lead("cedar")), name, making.date(2026, 4, 1))
    store.close()
    file, asked = tmp_path / f"{name}.html", []
    file.write_bytes(content)
    with contextlib.closing(browser.new_context(color_scheme=theme)) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.evaluate(AXE)
        found = [(each["id"], each["nodes"][0]["html"][:100]) for each in page.evaluate(RUN)["violations"]]
    assert found == []
    assert asked == [file.as_uri()]
