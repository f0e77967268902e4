"""What only a browser shows: clicks on charts, the address, going back, the Present switch, links on."""

import re
import shutil

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def dashboard(serve, made_sample_store, tmp_path_factory):
    return serve(shutil.copy(made_sample_store, tmp_path_factory.mktemp("walk") / "sample.duckdb"))


def title(page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(re.compile(words), timeout=30_000)


def click_bar(page, nth: int) -> None:
    box = page.locator(".barlayer .point").nth(nth).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def opens_the_same_in_a_new_window(page) -> None:
    """The address, opened anew, has the same title."""
    heading = page.locator("h1").inner_text()
    fresh = page.context.browser.new_context(viewport={"width": 1440, "height": 900})
    window = fresh.new_page()
    window.goto(page.url if "be=" in page.url else f"{page.url}&be=lead_cedar")
    expect(window.locator("h1")).to_have_text(heading, timeout=60_000)
    fresh.close()


FAMILY = re.compile("Missing people")  # a focus family always has its own row
OF_FAMILY = "missing person incidents in Apr–Jun 2026"


def this_quarter(dashboard, page, settled):
    """The page This quarter; its link to the family."""
    page.goto(f"{dashboard.url}/this_quarter?be=lead_cedar&quarter=2026-04")
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    settled(page)
    return page.locator("[data-testid=stMain]").get_by_role("link", name=FAMILY).first


def test_from_this_quarter_to_one_answer_and_back_by_clicks(dashboard, page, settled):
    this_quarter(dashboard, page, settled).click()
    title(page, f"(?i){OF_FAMILY} were most often at|most {OF_FAMILY} were at")
    opens_the_same_in_a_new_window(page)
    settled(page)
    click_bar(page, 0)
    expect(page).to_have_url(re.compile("code=(?!all)"), timeout=30_000)
    title(page, f"^About .* {OF_FAMILY} were at")
    opens_the_same_in_a_new_window(page)
    page.get_by_role("button", name="Missing people", exact=True).click()
    title(page, f"(?i){OF_FAMILY} were most often at|most {OF_FAMILY} were at")
    page.get_by_role("button", name="All families", exact=True).click()
    title(page, "^(Most i|I)ncidents in Apr–Jun 2026")
    expect(page).to_have_url(re.compile("family=all"))
    page.go_back()
    title(page, f"(?i){OF_FAMILY}")
    page.get_by_role("link", name="This quarter", exact=True).click()
    expect(page.locator("[data-testid=stMain]").get_by_role("link", name=FAMILY).first).to_be_visible(timeout=60_000)


def tab_to(page, control) -> None:
    """Press Tab until the control has the focus."""
    for _ in range(150):
        if control.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{control} is not reached by Tab")


def choose(page, label: str, words: str, settled) -> None:
    """A choice in the row of choices, by keyboard: Tab, letters, Enter."""
    settled(page)
    tab_to(page, page.get_by_role("combobox", name=re.compile(label)).first)
    page.keyboard.type(words)
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    settled(page)


def test_the_same_by_keyboard_alone(dashboard, page, settled):
    tab_to(page, this_quarter(dashboard, page, settled))
    page.keyboard.press("Enter")
    title(page, f"(?i){OF_FAMILY}")
    choose(page, "Split by", "Age band", settled)
    expect(page).to_have_url(re.compile("field=age_band"), timeout=30_000)
    choose(page, "Answer", "25 to 44", settled)
    title(page, f"(?i){OF_FAMILY} were about people aged 25 to 44")
    opens_the_same_in_a_new_window(page)
    tab_to(page, page.get_by_role("button", name="All families", exact=True))
    page.keyboard.press("Enter")
    title(page, "^(Most i|I)ncidents in Apr–Jun 2026")


def test_a_month_of_a_trend_and_an_answer_of_a_focus_page_lead_to_what_is_behind_them(dashboard, page, settled):
    page.goto(f"{dashboard.url}/trends?be=lead_cedar&family=missing_people")
    title(page, "^Missing people")
    settled(page)
    box = page.locator(".nsewdrag").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.6)
    title(page, "^(Most m|M)issing person incidents in ")
    expect(page).to_have_url(re.compile("drill_down.*by=quarter"))
    page.goto(f"{dashboard.url}/cost_of_living?be=lead_cedar&by=year&year=2025-04")
    title(page, "^Cost of living")
    settled(page)
    click_bar(page, 0)
    title(page, "cost of living incidents in 2025-26 were about")
    expect(page).to_have_url(re.compile("drill_down.*field=hardship_reason"))


def test_a_link_opens_the_same_view_and_leads_on_to_the_next_question(dashboard, page, settled):
    page.goto(f"{dashboard.url}/compare?be=lead_cedar&by=quarter&quarter=2026-04&family=missing_people")
    title(page, "^Missing people, Apr–Jun 2026: Cedar is above")
    settled(page)
    page.get_by_role("link", name="What kind is it?").click()
    title(page, "^Missing person incidents in Apr–Jun 2026")
    page.reload()
    title(page, "^Missing person incidents in Apr–Jun 2026")
    page.get_by_role("link", name="Since when?").click()
    title(page, "^Missing people: above its usual range, since Apr 2026")


def test_going_back_does_not_turn_presenting_off(dashboard, page, settled):
    page.goto(f"{dashboard.url}/trends?be=lead_cedar&family=missing_people")
    title(page, "^Missing people")
    expect(page.get_by_text("Whose", exact=True)).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Compare", exact=True).click()
    title(page, "2025-26")
    page.get_by_text("Present", exact=True).click()
    expect(page).to_have_url(re.compile("present=true"))
    settled(page)
    while "/trends" not in page.url:
        page.go_back()
        settled(page)
    title(page, "^Missing people: ")
    expect(page.get_by_text("Whose", exact=True)).to_have_count(0)
    expect(page.locator("[data-testid=stSidebar] [data-testid=stCheckbox] input")).to_be_checked()
