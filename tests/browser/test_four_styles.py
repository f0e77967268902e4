"""A housing suite's report in a browser, from the front door to the receipt, and the next one, with no spreadsheet.

The other three styles, and what is suggested and kept of all four, are in tests/styles.
"""

import re

import duckdb
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NOT_RUNNING
from tests.browser.test_first_return import Hand, before_the_first  # noqa: F401
from tests.styles.exports import export, rows_of
from tests.styles.four import HOUSING_SUITE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST = {
    "Lone Tenant Check": "Other · Other",
    "Safe and Well Visit": "Other · Other",
    "Bereavement": "Other · Other",
    "Property Condition": "Self-neglect · Self-neglect and hoarding",
    "Unable to Engage": "Self-neglect · Self-neglect and hoarding",
    "Care Package": "Neglect · Abuse and neglect",
    "Gas Access": "Out of scope: leave these rows out",
    "Garden Condition": "Out of scope: leave these rows out",
}
SECOND = {
    "Key Safe": "Out of scope: leave these rows out",
    "Self Neglect - Alcohol": "Self-neglect · Self-neglect and hoarding",
}
FIRST_UNDER, SECOND_UNDER = 30, 15


def use(hand: Hand, name: str, then: str) -> None:
    """A button that says how many, as “Use all 14”; `then` is shown once it was pressed."""
    hand.click("button", hand.page.get_by_role("button", name=re.compile(name)).inner_text())
    expect(hand.page.get_by_text(re.compile(then)).first).to_be_visible(timeout=60_000)
    hand.settled(hand.page)


def save(hand: Hand) -> None:
    """Each question is answered with yes, then all is confirmed and saved."""
    questions = hand.page.get_by_text("Yes, that is right", exact=True)
    for at in range(questions.count()):
        questions.nth(at).click()
        hand._counted()
    hand.tick("I confirm all four")
    hand.click("button", "Save this return")
    expect(hand.page.get_by_role("heading", name=re.compile("^Saved: Jul 2026 to Sep 2026"))).to_be_visible(
        timeout=60_000
    )


def kept(path) -> tuple:
    """Of the current return: incidents, those of the renamed column, those of ticks, bands of age."""
    with duckdb.connect(str(path)) as opened:
        return opened.execute(
            "select count(*), count(raised_by), count(other_agencies), count(distinct age_band) "
            "from current_incident where member = 'birch' and month >= '2026-07-01'"
        ).fetchone()


def expected(*, later: bool) -> tuple:
    rows = list(rows_of(HOUSING_SUITE, later=later))
    at = {column.heading: place for place, column in enumerate(HOUSING_SUITE.columns)}
    categories = HOUSING_SUITE.words("category", later=True)
    inside = [row for row in rows if categories[row[at["Case Sub Type"]]]]
    left_empty = ("CCTV", "Out of Hours")
    return (
        len(inside),
        sum(row[at["Referral Source"]] not in left_empty for row in inside),
        sum(row[at["Police"]] == "Yes" for row in inside),
        8,
    )


def test_a_first_return_and_a_second_with_two_new_words_and_a_renamed_heading(
    before_the_first,  # noqa: F811
    serve,
    page,
    settled,
):
    page.set_default_timeout(60_000)

    def wait(page: Page) -> None:
        expect(page.locator(NOT_RUNNING)).to_be_visible(timeout=120_000)
        settled(page)

    dashboard = serve(before_the_first, '[access]\nthis_machine_only = "lead@birch.example"\n')
    page.goto(dashboard.url)
    wait(page)
    first = Hand(page, wait)
    first.click("link", "Upload")
    first.give(export(HOUSING_SUITE))
    use(first, "^Use all ", "words left to choose")
    for word, category in FIRST.items():
        first.choose(f"“{word}”", category)
    use(first, "look alike as suggested", "7 words left to choose")
    use(first, "that fit nothing empty", "Which months")
    save(first)
    print(f"first return: {first.done} clicks and choices")
    assert first.done < FIRST_UNDER

    page.goto(dashboard.url)
    wait(page)
    second = Hand(page, wait)
    second.click("link", "Upload")
    second.give(export(HOUSING_SUITE, later=True))
    expect(page.get_by_text("Referral Source").first).to_be_visible(timeout=60_000)
    second.tick("It is the right file: match it again")
    use(second, "^Use it", "words left to choose")
    for word, category in SECOND.items():
        second.choose(f"“{word}”", category)
    save(second)
    print(f"second return: {second.done} clicks and choices")
    assert second.done < SECOND_UNDER

    page.close()
    dashboard.stop()
    assert kept(before_the_first) == expected(later=True)
