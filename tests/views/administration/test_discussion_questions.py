from tests.views.conftest import steady, texts
from views.administration.discussion_questions import LISTS
from views.focus.discussion import FOLDER


def test_every_list_of_questions_can_be_changed():
    assert set(LISTS) == {file.stem for file in FOLDER.glob("*.md")}


def test_the_coordinators_questions_are_saved_and_shown_again(make_store, opened):
    page = opened(make_store(steady()), "discussion_questions", be="coordinator", of="partnership")
    page.text_area(key="text partnership").set_value("Who asks *again*?")
    page = next(each for each in page.button if each.label == "Save these questions").click().run()
    assert [each.value for each in page.success] == ["Saved. The page asks them from now on."]
    assert page.text_area(key="text partnership").value == "Who asks *again*?"
    assert "Written by the coordinator" in texts(page)
