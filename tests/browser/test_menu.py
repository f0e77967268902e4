"""The menu on a telephone, and its links in a new window."""

import contextlib
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_it_closes_after_a_choice_and_a_new_window_keeps_the_user_of_the_sample(sample_dashboard, browser):
    with contextlib.closing(browser.new_context(viewport={"width": 390, "height": 844})) as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(f"{sample_dashboard.url}/data_dictionary?be=lead_cedar")
        columns = page.get_by_role("table").filter(has_text="incident_ref").first
        expect(columns).to_be_visible()
        assert columns.evaluate("table => table.scrollWidth <= table.clientWidth"), "a list of definitions"
        assert columns.locator("td", has_text="Reported on").first.bounding_box()["x"] < 60
        expect(page.get_by_role("status")).to_be_attached()
        main = page.get_by_test_id("stMain")
        assert main.evaluate("each => each.scrollWidth <= each.clientWidth"), "nothing makes the page scroll sideways"
        page.get_by_test_id("stExpandSidebarButton").click()
        links = page.get_by_test_id("stSidebarNavLink")
        expect(links.filter(has_text="Our returns")).to_be_in_viewport()
        links.filter(has_text="Our returns").click()
        expect(page.locator("h1")).to_contain_text("months are in")
        expect(links.filter(has_text="Our returns")).not_to_be_in_viewport()
        expect(page).to_have_url(re.compile("be=lead_cedar"))
        page.get_by_test_id("stExpandSidebarButton").click()
        link = links.filter(has_text="Trends")
        link.dispatch_event("contextmenu")  # as before "Open link in new window"
        other = context.new_page()
        other.goto(link.get_attribute("href"))
        whose = other.get_by_test_id("stMain").get_by_test_id("stButtonGroup").first
        expect(whose).to_contain_text("Cedar")  # whose figures: the group's, or Cedar's own
