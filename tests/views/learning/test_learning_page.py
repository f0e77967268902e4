"""Pages Learning and Packs, and the open actions on This quarter, as people of the group see them."""

from datetime import date

import pytest

from ingest.group import learning
from queries.store import Store
from queries.viewer import Viewer
from tests.views.conftest import steady, table, texts, title

ENTRY = learning.Entry(
    date(2026, 4, 1),
    "difficulty",
    "Repairs teams see signs first.",
    action="Train *repairs* teams",
    owner="birch",
    due_on=date(2026, 12, 1),
    aim="abuse_and_neglect",
    aim_direction="up",
)


@pytest.fixture
def store_path(make_store):
    path = make_store(steady())
    store = Store.open(path)
    learning.add(store, Viewer.coordinator("c@group.example"), ENTRY, learning.CHECKLIST, of_group=True)
    with store.write() as cursor:
        cursor.execute("insert into person values ('coordinator@group.example', 'coordinator', null)")
    store.close()
    return path


def test_the_page_has_actions_with_verdicts_and_lessons(store_path, opened):
    page = opened(store_path, "learning")
    assert title(page) == "One action is open"
    (row,) = table(page, "Verdict").to_dict("records")
    assert (row["Owner"], row["Status"], row["Hoped for"]) == ("Birch", "open", "Abuse and neglect up")
    assert row["Verdict"] == "too early to tell: it takes two closed quarters after the action"
    assert table(page, "Lesson")["Lesson"].tolist() == ["Repairs teams see signs first."]


def test_a_search_keeps_what_holds_every_word(store_path, opened):
    page = opened(store_path, "learning")
    page.text_input(key="learning_search").set_value("signs REPAIRS").run()
    assert len(table(page, "Lesson")) == 1
    page.text_input(key="learning_search").set_value("signs heating").run()
    assert "No entry holds these words" in texts(page)


def test_open_actions_are_on_this_quarter(store_path, opened):
    page = opened(store_path, "this_quarter")
    assert "What did we say we would do? One action is open" in [each.label for each in page.expander]
    assert "Train *repairs* teams (Birch, by 1 Dec 2026): open. Hoped for: Abuse and neglect up" in texts(page)
    assert "Train *repairs* teams (Birch" in texts(opened(store_path, "this_quarter", present=True))


def test_a_lead_adds_an_entry(store_path, opened):
    page = opened(store_path, "learning")
    page.text_area(key="lesson_lesson").set_value("Ask twice.")
    submit(page, "Add this entry")
    assert "Confirm each line of the checklist" in page.error[0].value
    page.text_area(key="lesson_lesson").set_value("Ask twice.")
    for each in learning.CHECKLIST:
        page.checkbox(key=f"lesson_{each}").check()
    submit(page, "Add this entry")
    assert "Ask twice." in table(page, "Lesson")["Lesson"].tolist()
    assert table(page, "Lesson")["Whose"].tolist() == ["Alder", "The group"]


def test_the_coordinator_closes_an_action(store_path, opened):
    page = opened(store_path, "learning", be="coordinator")
    page.radio(key="close_action_as").set_value("dropped")
    submit(page, "Close this action")
    assert title(page) == "No actions are open"


def test_presenting_shows_the_log_and_no_forms(store_path, opened):
    page = opened(store_path, "learning", present=True)
    assert table(page, "Lesson")["Whose"].tolist() == ["The group"]
    assert not [each for each in page.button if "entry" in each.label or "Close" in each.label]


def test_an_empty_log_says_what_will_be_there(make_store, opened):
    page = opened(make_store(steady()), "learning")
    assert title(page) == "Nothing is in the learning log yet"
    assert "Entries hold no case data" in texts(page)


def test_the_page_of_packs(store_path, make_store, opened):
    page = opened(store_path, "packs")
    assert title(page) == "Packs for Apr–Jun 2026"
    assert "For Alder only" in texts(page)
    labels = [each.label for each in page.get("download_button")]
    assert "Board paper of our own" in labels
    labels = [each.label for each in opened(store_path, "packs", present=True).get("download_button")]
    assert "Board paper of our own" not in labels and "PowerPoint" in labels


def submit(page, label):
    next(each for each in page.button if each.label == label).click().run()
    assert not page.exception, page.exception[0].message
