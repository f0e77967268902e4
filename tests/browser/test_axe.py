"""axe-core on every page, as the WCAG 2.2 rules and good practice are checked by a machine.

Always: one role and theme, on a phone. With --slow: every role, theme and width.
"""

import contextlib
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from tests.conftest import ROOT
from views.pages import PAGES

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN = "axe.run(document, {resultTypes: ['violations']})"
FADED_IN = """() => Promise.all(
    document.getAnimations().filter(each => each.effect.getComputedTiming().endTime < Infinity).map(
        each => each.finished.catch(() => null)
    )
)"""
OPEN_ALL = "document.querySelectorAll('details:not([open]) > summary').forEach(each => each.click())"

OF_THE_FRAMEWORK = {
    "list": "the menu's sections are <div> between its <ul> and the <li>",
    "listitem": "the same <div>",
    "presentation-role-conflict": "the field for files has both a role of presentation and a label",
}
"""Rules that Streamlit's own markup breaks, wherever it draws it; nothing that a page says can change it."""
ITS_PLACES = '[data-testid="stSidebarNav"], [data-testid="stFileUploader"], [data-testid="stFileUploaderDropzone"]'

ROLES = ("lead_cedar", "reader_alder", "coordinator")
ALWAYS = [("coordinator", "dark", 390, 7)]
OTHERS = [
    pytest.param(role, theme, width, 1, marks=pytest.mark.slow)
    for role in ROLES
    for theme in ("light", "dark")
    for width in (390, 1024, 1440)
]


@pytest.fixture(scope="module")
def dashboard(sample_dashboard):
    return sample_dashboard


@contextlib.contextmanager
def window(browser: Browser, theme: str, width: int):
    size = {"width": width, "height": 900}
    with contextlib.closing(browser.new_context(viewport=size, color_scheme=theme)) as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


def drawn(page: Page, settled) -> None:
    page.wait_for_selector("h1")
    settled(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=180_000)


def violations(page: Page) -> list[str]:
    """Each broken rule with its first place, but for the framework's own."""
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(300)  # the folds open in a moment
    page.evaluate(FADED_IN)  # what waited for a run to end is pale, and comes back slowly
    page.evaluate(AXE)
    found = []
    for rule in page.evaluate(RUN)["violations"]:
        for node in rule["nodes"]:
            is_ours = rule["id"] not in OF_THE_FRAMEWORK or not page.evaluate(
                "([selector, places]) => !!document.querySelector(selector)?.closest(places)",
                [node["target"][0], ITS_PLACES],
            )
            if is_ours:
                found.append(f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:240]}")
    return found


def headings(page: Page) -> list[str]:
    return page.eval_on_selector_all("h1,h2,h3,h4,h5,h6", "all => all.map(each => each.tagName)")


@pytest.mark.parametrize(("role", "theme", "width", "each"), [*ALWAYS, *OTHERS])
def test_no_page_breaks_a_rule(dashboard, browser, settled, role, theme, width, each):
    first, *_ = PAGES
    broken, titles = {}, {}
    with window(browser, theme, width) as page:
        page.goto(f"{dashboard.url}/?be={role}")
        drawn(page, settled)
        shown = {link.rsplit("/", 1)[-1].split("?")[0]: nth for nth, link in enumerate(links(page))}
        for name in list(PAGES)[::each]:
            if name != first and name not in shown:
                continue
            if name != first:  # the menu is folded away in a narrow window
                page.get_by_test_id("stSidebarNavLink").nth(shown[name]).evaluate("each => each.click()")
                page.wait_for_function("title => document.title.startsWith(title)", arg=PAGES[name].title)
            drawn(page, settled)
            titles[name] = page.title()
            problems = violations(page)
            levels = headings(page)
            if levels.count("H1") != 1 or set(levels) - {"H1", "H2"}:
                problems.append(f"headings: {levels}")
            stops = page.locator("h1 a, h2 a").count()
            if stops:
                problems.append(f"{stops} links to headings")
            if problems:
                broken[name] = problems
    assert broken == {}
    assert titles == {name: f"{PAGES[name].title} · Safeguarding trends" for name in titles}
    assert len(titles) > 8 / each


def links(page: Page) -> list[str]:
    return page.eval_on_selector_all('[data-testid="stSidebarNavLink"]', "all => all.map(each => each.href)")


def test_a_rule_that_is_broken_is_found(dashboard, browser, settled):
    with window(browser, "light", 1440) as page:
        page.goto(f"{dashboard.url}/compare?be=lead_cedar")
        drawn(page, settled)
        page.evaluate(
            "document.querySelector('h1').insertAdjacentHTML('afterend', "
            '\'<img src="data:,"><p style="color:#999;background:#fff">pale</p>\')'
        )
        assert {each.split(":")[0] for each in violations(page)} == {"image-alt", "color-contrast"}


def test_a_choice_and_another_page_are_announced(dashboard, browser, settled):
    with window(browser, "light", 1440) as page:
        page.goto(f"{dashboard.url}/trends?be=lead_cedar&family=missing_people&of=group")
        page.wait_for_selector("h1")
        settled(page)
        spoken = page.locator('[role="status"]').first
        expect(spoken).to_contain_text("Family: Missing people", timeout=60_000)
        page.evaluate("document.querySelector('[role=status]').kept = true")
        page.get_by_role("radio", name="Cedar").click()
        expect(spoken).to_contain_text("Whose: Cedar", timeout=60_000)
        expect(spoken).to_contain_text("Missing people at Cedar", timeout=60_000)
        page.get_by_role("link", name="Compare", exact=True).click()
        expect(spoken).to_contain_text("Financial year: ", timeout=60_000)
        assert page.evaluate("document.querySelector('[role=status]').kept")  # a new region would not be read out


FOCUS_IS_SEEN = """() => {
    const at = document.activeElement, style = getComputedStyle(at)
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    return outlined || !['A', 'BUTTON', 'SUMMARY'].includes(at.tagName)
}"""


def test_what_has_the_focus_can_be_seen(dashboard, browser, settled):
    with window(browser, "light", 1440) as page:
        page.goto(f"{dashboard.url}/compare?be=lead_cedar")
        page.wait_for_selector("h1")
        settled(page)
        unseen, stops = [], []
        for _ in range(60):
            page.keyboard.press("Tab")
            at = page.evaluate("() => [document.activeElement.tagName, document.activeElement.innerText?.slice(0, 30)]")
            stops.append(at[0])
            try:
                page.wait_for_function(FOCUS_IS_SEEN, timeout=5_000)  # outlines may fade in
            except TimeoutError:
                unseen.append(at)
        assert unseen == []
        assert {"A", "SUMMARY", "BUTTON"} <= set(stops)


@pytest.mark.slow
def test_forced_colours_keep_what_is_chosen(dashboard, browser, settled):
    ground = "each => getComputedStyle(each).backgroundColor"
    with contextlib.closing(browser.new_context(forced_colors="active")) as context:
        page = context.new_page()
        page.goto(f"{dashboard.url}/compare?be=lead_cedar")
        page.wait_for_selector("h1", timeout=60_000)
        settled(page)
        year, quarter = (page.get_by_role("radio", name=name) for name in ("A financial year", "A quarter"))
        assert year.evaluate(ground) != quarter.evaluate(ground)
        switch = page.locator('[data-testid="stSidebar"] [data-testid="stCheckbox"] label > div').first
        off = switch.evaluate(ground)
        page.get_by_text("Present", exact=True).click()
        settled(page)
        assert switch.evaluate(ground) != off
        assert switch.evaluate("each => getComputedStyle(each).borderTopWidth") == "2px"


@pytest.mark.slow
def test_no_name_and_no_newest_quarter_is_cut_in_a_narrow_window(dashboard, browser, settled):
    cut = """() => [...document.querySelectorAll('[class*="st-key-family_row_"] :is(.main-svg, a p)')]
        .filter(each => each.checkVisibility())
        .filter(each => { const [its, column] = [each, each.closest('[data-testid="stColumn"]')]
            .map(one => one.getBoundingClientRect());
            return its.right > column.right + 1 || each.scrollWidth > each.clientWidth + 1 })
        .map(each => each.outerHTML.slice(0, 80))"""
    with window(browser, "light", 1440) as page:
        page.goto(f"{dashboard.url}/?be=lead_cedar")
        page.wait_for_selector("h1")
        settled(page)
        for width in (1200, 1000, 800, 720, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(f"() => ({cut})().length === 0 && innerWidth === {width}")  # redrawn in a moment
            settled(page)
            assert page.evaluate(cut) == [], width
        rows = page.locator('[class*="st-key-family_row_"] .main-svg:visible')
        seen = rows.count()
        page.evaluate(OPEN_ALL)  # what is folded is drawn for its width when it is opened
        expect(rows).not_to_have_count(seen)
        page.wait_for_function(f"() => ({cut})().length === 0")


def test_a_button_that_waits_for_a_tick_has_words_that_can_be_seen(dashboard, browser, settled):
    with window(browser, "light", 1440) as page:
        page.goto(f"{dashboard.url}/close_quarter?be=coordinator")
        drawn(page, settled)
        waits = page.get_by_role("button", name="Close Jul–Sep 2026")
        expect(waits).to_be_disabled()
        words, ground = waits.evaluate(
            "each => [each.querySelector('p'), document.body].map(it => getComputedStyle(it)).map("
            "(style, at) => at ? style.backgroundColor : style.color)"
        )
        assert words not in (ground, "rgb(255, 255, 255)")


FAULTY = ROOT / "sample_data" / "faulty"
REFUSED = {"archive.zip": "This file cannot be read", "dates_outside.csv": "One thing to say first"}


def test_what_a_refused_file_is_told_breaks_no_rule(dashboard, browser, settled):
    """One visit, file after file, on a phone in the dark theme."""
    broken = {}
    with window(browser, "dark", 390) as page:
        page.goto(f"{dashboard.url}/upload?be=lead_alder")
        drawn(page, settled)
        for name, told in REFUSED.items():
            page.locator('[data-testid="stFileUploader"] input[type=file]').first.set_input_files(FAULTY / name)
            expect(page.get_by_text(name).first).to_be_visible()
            expect(page.get_by_text(told).first).to_be_visible()
            drawn(page, settled)
            if problems := violations(page):
                broken[name] = problems
            page.reload()
            drawn(page, settled)
    assert broken == {}
