import pytest

from ingest.group.discussion import own_questions, save_questions
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

COORDINATOR = Viewer.coordinator("coordinator@group.example")


@pytest.fixture
def store(tmp_path):
    made = SmallGroup(tmp_path / "group.duckdb").store
    yield made
    made.close()


def test_one_question_a_line_and_none_brings_the_first_ones_back(store):
    assert own_questions(store, "partnership") == []
    assert save_questions(store, COORDINATOR, "partnership", "  Who asks   again?\n\nWhom? \n") == [
        "Who asks again?", "Whom?",
    ]  # fmt: skip
    assert own_questions(store, "partnership") == ["Who asks again?", "Whom?"]
    assert own_questions(store, "missing_people") == []
    save_questions(store, COORDINATOR, "partnership", " ")
    assert own_questions(store, "partnership") == []
    last = store.ask("audit_trail", COORDINATOR).iloc[0]
    assert last["detail"] == "questions for discussion of partnership: the first ones"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ask mary@home.example first", "Question 1 holds what looks like personal data"),
        ("Who?\n" + "x" * 301, "Question 2 is 301 characters long"),
        ("Who?\n" * 13, "13 questions are too many"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_saved(store, text, why):
    with pytest.raises(Refused, match=why):
        save_questions(store, COORDINATOR, "partnership", text)
    assert own_questions(store, "partnership") == []


def test_only_the_coordinator_writes_them(store):
    with pytest.raises(NotAllowed):
        save_questions(store, Viewer.lead("alder"), "partnership", "Who?")
