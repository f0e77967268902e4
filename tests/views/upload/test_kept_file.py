"""What is made of a file is made once, whatever is clicked, and forgotten with the file."""

from collections import Counter
from datetime import date

import pytest

from ingest import returns
from ingest.intake import own_process
from queries.viewer import Viewer
from tests.pages import switch_to
from tests.views.upload.test_page import (  # noqa: F401 (the fixtures of a group)
    OWN_WORDS,
    QUARTER,
    answer_and_save,
    box,
    button,
    give,
    group,
    made,
)
from views.access import open_stores
from views.upload import kept_file

PERSONAL = "incident_ref,reported_on,category,Contact\nA1,2026-07-03,hoarding,sam.tenant@mail.example\n"


@pytest.fixture
def steps(monkeypatch) -> Counter:
    """How often each of the three steps was taken."""
    taken = Counter()

    def counted(name: str):
        really = getattr(kept_file, name)

        def step(*arguments, **more):
            taken[name] += 1
            return really(*arguments, **more)

        return step

    for name in ("open_file", "match_file", "preview_matched"):
        monkeypatch.setattr(kept_file, name, counted(name))
    return taken


def tick(page, label: str = "I confirm all four"):
    next(each for each in page.checkbox if each.label == label).check().run()
    return page


def test_a_click_takes_no_step_again(steps, group, opened):  # noqa: F811
    page = give(opened(group, "upload"), QUARTER)
    assert steps == {"open_file": 1, "match_file": 1, "preview_matched": 1}
    tick(tick(page), "Yes, that is right")
    assert steps == {"open_file": 1, "match_file": 1, "preview_matched": 1}


def test_other_months_make_another_preview_of_the_same_matched_file(steps, group, opened):  # noqa: F811
    page = give(opened(group, "upload"), QUARTER)
    box(page, "To").select_index(1).run()
    assert steps == {"open_file": 1, "match_file": 1, "preview_matched": 2}


def test_choosing_columns_and_words_reads_the_file_once(steps, group, opened):  # noqa: F811
    page = give(opened(group, "upload"), OWN_WORDS)
    box(page, "“phys abuse”").select("physical_abuse").run()
    box(page, "“Parking”").select("out of scope").run()
    tick(page)
    assert not page.exception
    assert steps["open_file"] == 1 and steps["preview_matched"] == 1
    assert steps["match_file"] == 2, "with the columns chosen, and with the words chosen"


def test_a_file_that_cannot_be_read_is_not_read_again(steps, group, opened):  # noqa: F811
    page = give(opened(group, "upload"), "Colour,Size\nred,1\n")
    page.run()
    assert steps == {"open_file": 1}


def test_another_file_takes_the_place_of_the_first(steps, group, opened):  # noqa: F811
    page = give(opened(group, "upload"), QUARTER)
    first = page.session_state["file"].file
    give(page, QUARTER.replace("A1,", "A99,"))
    assert page.session_state["file"].file != first
    assert steps["open_file"] == 2


def test_a_save_is_seen_by_the_next_preview(steps, group, opened):  # noqa: F811
    page = answer_and_save(give(opened(group, "upload"), QUARTER))
    page = give(button(page, "Upload another").click().run(), QUARTER)
    assert [each.value for each in page.success] and steps["preview_matched"] == 2


def test_another_members_save_leaves_the_preview(steps, group, opened):  # noqa: F811
    page = give(opened(group, "upload"), QUARTER)
    month = date(2026, 7, 1)
    returns.save_counts(open_stores.opened(group), Viewer.lead("birch"), month, month, {(month, "physical_abuse"): 4})
    tick(page)
    assert steps["preview_matched"] == 1
    returns.save_counts(open_stores.opened(group), Viewer.lead("alder"), month, month, {(month, "physical_abuse"): 4})
    page.run()
    assert steps["preview_matched"] == 2, "the member's own"


@pytest.mark.dose(2)
@pytest.mark.parametrize("leave", ["saved", "another page", "counts", "presenting"])
def test_nothing_stays_when_the_file_goes(leave, group, opened):  # noqa: F811
    page = give(opened(group, "upload"), QUARTER)
    assert page.session_state["file"].values
    if leave == "saved":
        answer_and_save(page)
    elif leave == "another page":
        switch_to(page, "our_returns").run()
    elif leave == "counts":
        page.button_group[0].set_value("counts").run()
    else:
        page.session_state["present"] = True
        page.run()
    assert not page.exception
    assert "file" not in page.session_state


def test_nothing_is_kept_of_a_file_with_personal_data(group, opened):  # noqa: F811
    page = give(opened(group, "upload"), PERSONAL)
    assert not any(page.session_state["file"].values.values())
    assert "sam.tenant" not in repr(page.session_state["file"])


def test_what_is_kept_says_nothing_of_its_content_where_it_is_printed(group, opened):  # noqa: F811
    page = give(opened(group, "upload"), QUARTER)
    (opened_file,) = page.session_state["file"].values["opened"].values()
    assert "A11" not in repr(page.session_state["file"]) + repr(opened_file)


def test_a_large_file_takes_its_steps_in_a_process_of_its_own(group, opened, monkeypatch):  # noqa: F811
    taken, really = [], own_process.run
    monkeypatch.setattr(own_process, "LARGE", 10)
    monkeypatch.setattr(own_process, "run", lambda step, *of: taken.append(step.__name__) or really(step, *of))
    page = answer_and_save(give(opened(group, "upload"), QUARTER))
    assert taken == ["open_file", "match_file", "_looked_at"]
    assert button(page, "Upload another") and not page.exception
