"""The page Meeting: each item of the agenda, keys on and back, what the coordinator writes down while presenting."""

import re
from datetime import date

import pytest

from ingest.group import learning
from queries.store import Store
from queries.viewer import Viewer
from tests.views.conftest import MONTHS, steady, texts, title
from views.meeting.page import ITEMS, beside

COORDINATOR = Viewer.coordinator("coordinator@group.example")
QUARTER = date(2026, 4, 1)


@pytest.fixture
def store_path(make_store):
    """Physical abuse is three times as much in the last quarter; one action is open from the quarter before."""
    counts = steady()
    for member in counts:
        usual = counts[member]["physical_abuse"][0]
        counts[member]["physical_abuse"] = [usual] * (MONTHS - 3) + [usual * 3] * 3
    path = make_store(counts)
    store = Store.open(path)
    with store.write() as cursor:
        cursor.execute("insert into person values ('coordinator@group.example', 'coordinator', null)")
    before = learning.Entry(
        date(2026, 1, 1), "difficulty", "Repairs teams see it first.", action="Train repairs teams", owner="birch",
        due_on=date(2026, 12, 1), aim="abuse_and_neglect", aim_direction="up",
    )  # fmt: skip
    learning.add(store, COORDINATOR, before, learning.CHECKLIST, of_group=True)
    store.close()
    return path


SAYS = {
    "returns": ("Jul–Sep 2026: 0 of 7 members have returned", "Apr–Jun 2026: all 7 members have returned."),
    "actions": ("One action is open", "Train repairs teams (Birch, by 1 Dec 2026): open."),
    "headlines": ("One thing stands out in Apr–Jun 2026", "Abuse and neglect incidents are up on Apr–Jun 2025, in "),
    "focus": ("The focus areas in Apr–Jun 2026", "Damp and mould and Cost of living"),
    "others": ("The other families in Apr–Jun 2026", "about 210 incidents"),
    "decide": ("What do we decide now?", "The coordinator writes down here what is decided."),
}


@pytest.mark.dose(2)
@pytest.mark.parametrize("item", SAYS)
def test_each_item_says_its_finding_to_the_group(store_path, opened, item):
    page = opened(store_path, "meeting", present=True, item=item)
    wanted, among = SAYS[item]
    assert title(page).startswith(wanted)
    assert among in texts(page).replace("**", "")
    said = re.sub(r"<[^>]*>", "", texts(page))
    assert "%" not in said and "1,000" not in said, "no rate, interval or limit"


def test_one_question_is_asked_another_one_each_quarter(store_path, opened):
    page = opened(store_path, "meeting", item="question")
    others = page.expander[0].markdown[0].value
    assert title(page).endswith("?") and title(page) not in others.replace("\\", "")


def test_next_and_back_lead_through_all_items_and_the_address_keeps_the_place(store_path, opened):
    page = opened(store_path, "meeting", present=True)
    seen = [title(page)]
    while not page.button(key="meeting_next").disabled:
        page.button(key="meeting_next").click().run()
        seen.append(title(page))
    assert len(set(seen)) == len(ITEMS)
    assert page.query_params["item"] == "decide"
    page.button(key="meeting_back").click().run()
    assert page.query_params["item"] == "question" and title(page) == seen[-2]


@pytest.mark.parametrize(
    ("item", "steps", "found"),
    [("returns", -1, None), ("returns", 1, "actions"), ("decide", 1, None), ("decide", -1, "question")],
)
def test_the_item_beside(item, steps, found):
    assert beside(item, steps) == found


def write_down(page) -> None:
    next(button for button in page.button if button.label == "Write it down").click().run()


def test_the_coordinator_writes_down_what_is_decided_while_presenting(store_path, opened):
    page = opened(store_path, "meeting", be="coordinator", present=True, item="decide")
    page.text_area(key="decide_note").set_value("Neighbours hear it first.")
    page.text_input(key="lesson_action").set_value("Write to neighbours")
    page.date_input(key="lesson_due").set_value(date(2026, 10, 1))
    write_down(page)
    assert "Confirm each line of the checklist" in "\n".join(each.value for each in page.error)
    for line in learning.CHECKLIST:
        page.checkbox(key=f"decide_{line}").check()
    write_down(page)
    assert title(page) == "One entry is written down for this quarter"
    assert "Neighbours hear it first. Write to neighbours (The group, by 1 Oct 2026)" in texts(page)


def test_before_the_first_closing_there_is_no_agenda(make_store, opened):
    page = opened(make_store(steady(), closed=False), "meeting")
    assert title(page) == "No quarter is closed yet"
