"""Two dashboards on one store in PostgreSQL: what one saves the other shows; one is killed in a save, one goes on."""

import contextlib

import pytest
from playwright.sync_api import Page, expect

from queries import moving
from queries.store import Store

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]
PATIENCE = 60_000
WAITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"


@pytest.fixture
def address(group_store, postgres, monkeypatch):
    """A group in a database, with the made-up band, so that anybody may be anybody."""
    with contextlib.closing(Store.open(group_store)) as store, store.write() as cursor:
        store.set(cursor, "sample", "yes", "test")
    monkeypatch.setattr(moving, "asked_of", lambda store: [])
    place = postgres.database()
    moving.move(group_store, place)
    return place


def open_events(page: Page, url: str) -> None:
    page.goto(f"{url}/events?be=coordinator")
    expect(page.get_by_role("button", name="Add this event")).to_be_visible(timeout=PATIENCE)


def add(page: Page, label: str) -> None:
    month = page.get_by_role("combobox", name="Month")
    month.click()
    month.fill("May 2026")
    page.get_by_role("option", name="May 2026", exact=True).click()
    page.get_by_label("Name on the chart").fill(label)
    page.get_by_label("Name on the chart").press("Tab")
    page.get_by_role("button", name="Add this event").click()


def test_one_is_killed_in_the_middle_of_a_save_and_the_other_goes_on(serve, address, postgres, browser):
    one, other = serve(address), serve(address)
    first, second = browser.new_page(), browser.new_page()
    open_events(first, one.url)
    open_events(second, other.url)

    add(first, "New triage team")
    expect(first.get_by_text("Added: New triage team")).to_be_visible(timeout=PATIENCE)
    open_events(second, other.url)
    expect(second.get_by_role("heading", level=1)).to_contain_text("New triage team", timeout=PATIENCE)

    with contextlib.closing(Store.open(address)) as store:
        with store.write():  # whoever saves now has to wait
            add(first, "Lost with its process")
            postgres.waits_for(address.name, WAITING, "1")
            one.process.kill()
            one.process.wait(timeout=60)
        add(second, "Saved by the other")
        expect(second.get_by_text("Added: Saved by the other")).to_be_visible(timeout=PATIENCE)
        added = "select label from event where added_by = 'coordinator@group.example' order by label"
        with contextlib.closing(store.cursor()) as cursor:
            assert cursor.execute(added).fetchall() == [("New triage team",), ("Saved by the other",)]
