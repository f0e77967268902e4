"""From This quarter to one answer of one field and back: by click, and by keyboard alone. Each address is the view."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

STATUS = "[class*=st-key-announcement] [role=status]"
"""What a screen reader says when a run has ended: every choice on the page, and its title."""
MOST_STEPS = 150


def says(page: Page, words: str) -> str:
    """Waits until the page has been drawn with these words (a pattern) in its choices and title; all it says then."""
    expect(page.locator(STATUS)).to_have_text(re.compile(words), timeout=60_000)
    return page.locator(STATUS).inner_text()


def opens_the_same(page: Page, said: str, address: str | None = None) -> None:
    """The page's address, or a link's, says the same in a new window."""
    window = page.context.new_page()
    window.goto(address or page.url)
    expect(window.locator(STATUS)).to_have_text(said, timeout=60_000)
    window.close()


def address_of(page: Page, link: Locator) -> str:
    """As "Open link in new window" follows it."""
    return urljoin(page.url, link.get_attribute("href"))


def click_first_bar(page: Page) -> None:
    """A click on the area that takes the clicks, where the bar is: it waits until nothing moves."""
    area, bar = page.locator(".nsewdrag").first, page.locator(".barlayer .point").first
    around, box = area.bounding_box(), bar.bounding_box()
    middle = {"x": box["x"] - around["x"] + box["width"] / 2, "y": box["y"] - around["y"] + box["height"] / 2}
    area.click(position=middle)


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    expect(target).to_be_visible()
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached in {MOST_STEPS} steps of {key}")


def choose_by_keys(page: Page, label: str, option: str) -> None:
    """Down the list of a choice to one of its options."""
    box = page.get_by_role("combobox", name=label, exact=True)
    tab_to(page, box)
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(MOST_STEPS):
        page.keyboard.press("ArrowDown")
        expect(box).to_have_attribute("aria-activedescendant", re.compile("."))
        if box.get_attribute("aria-activedescendant") == wanted.get_attribute("id"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{option} is not reached in {MOST_STEPS} steps")


@pytest.mark.slow
def test_by_click(sample_dashboard, page):
    page.goto(f"{sample_dashboard.url}/?be=lead_cedar")
    start = says(page, "Quarter: Apr–Jun 2026")
    family = page.locator("[class*=st-key-family_row_own_]").get_by_role("link", name="Missing people")
    behind = address_of(page, family)
    family.click()
    split = says(
        page, "Answer: All answers.*Missing person incidents at Cedar in Apr–Jun 2026 were most often at medium"
    )
    opens_the_same(page, split, behind)
    click_first_bar(page)
    opens_the_same(page, says(page, "Split by: Missing: risk level.*Answer: Very low"))
    expect(page.get_by_role("heading", name="Very low", exact=True)).to_be_visible()
    page.get_by_role("button", name="Missing: risk level", exact=True).click()
    expect(page.locator(STATUS)).to_have_text(split)
    page.get_by_role("link", name="This quarter", exact=True).click()
    expect(page.locator(STATUS)).to_have_text(start)


def test_by_keyboard_alone(sample_dashboard, page):
    page.goto(f"{sample_dashboard.url}/this_quarter?be=lead_cedar")  # its name leads there too
    start = says(page, "Quarter: Apr–Jun 2026")
    headline = page.locator("[class*=st-key-headlines_group]").get_by_role("link", name="Missing people incidents are")
    tab_to(page, headline)
    behind = address_of(page, headline)
    page.keyboard.press("Enter")
    group = says(page, "Whose: The group.*Family: Missing people.*Missing person incidents in Apr–Jun 2026")
    opens_the_same(page, group, behind)
    tab_to(page, page.get_by_role("radio", name="The group"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    split = says(page, "Whose: Cedar.*Missing person incidents at Cedar")
    choose_by_keys(page, "Answer", "Medium")
    says(page, "Split by: Missing: risk level.*Answer: Medium")
    tab_to(page, page.get_by_role("button", name="Missing: risk level", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text(split)
    tab_to(page, page.get_by_role("link", name="This quarter", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(STATUS)).to_have_text(start)
