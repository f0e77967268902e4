"""What only a browser shows: clicks on charts, the address, going back, the Present switch, links on."""

import contextlib
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def dashboard(sample_dashboard):
    return sample_dashboard


def title(page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(re.compile(words), timeout=60_000)


def click_bar(page, nth: int) -> None:
    """Click it until the address changes: on a busy machine a chart that was just drawn may not listen yet."""
    before = page.url
    for _ in range(4):
        box = page.locator(".barlayer .point").nth(nth).bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        with contextlib.suppress(AssertionError):
            return expect(page).not_to_have_url(before, timeout=15_000)
    raise AssertionError("a click on a bar leads nowhere")


def test_down_by_clicks_and_back_by_trail_and_browser(dashboard, page, settled):
    page.goto(f"{dashboard.url}/drill_down?be=lead_cedar&by=quarter&quarter=2026-04")
    title(page, "ncidents in Apr–Jun 2026")
    settled(page)
    click_bar(page, 0)
    title(page, "amp and mould incidents in Apr–Jun 2026")
    expect(page).to_have_url(re.compile("family=damp_and_mould"))
    settled(page)
    click_bar(page, 0)
    expect(page).to_have_url(re.compile("code=(?!all)"))
    page.get_by_role("button", name="All families").click()
    title(page, "^(Most i|I)ncidents in Apr–Jun 2026")
    expect(page).to_have_url(re.compile("family=all"))
    page.go_back()
    title(page, "amp and mould incidents in Apr–Jun 2026")
    expect(page).to_have_url(re.compile("family=damp_and_mould.*code=(?!all)|code=(?!all).*family=damp_and_mould"))


@pytest.mark.slow
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
    title(page, "cost of living incidents in 2025-.?26 were about")
    expect(page).to_have_url(re.compile("drill_down.*field=hardship_reason"))


@pytest.mark.slow
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


@pytest.mark.slow
def test_going_back_does_not_turn_presenting_off(dashboard, page, settled):
    page.goto(f"{dashboard.url}/trends?be=lead_cedar&family=missing_people")
    title(page, "^Missing people")
    expect(page.get_by_text("Whose", exact=True)).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Compare", exact=True).click()
    title(page, "2025-.?26")
    page.get_by_text("Present", exact=True).click()
    expect(page).to_have_url(re.compile("present=true"))
    settled(page)
    while "/trends" not in page.url:
        page.go_back()
        settled(page)
    title(page, "^Missing people: ")
    expect(page.get_by_text("Whose", exact=True)).to_have_count(0)
    expect(page.locator("[data-testid=stSidebar] [data-testid=stCheckbox] input")).to_be_checked()
