"""One file of a member at a time; another member's, or another group's, does not wait for it."""

from threading import Event, Thread

import pytest

from tests.views.upload.test_page import QUARTER, button, give, group, made  # noqa: F401 (the fixtures of a group)
from views.upload import turns


@pytest.fixture
def being_read(group):  # noqa: F811
    """While the test runs, another session is in the middle of a file of alder's."""
    begun, may_end = Event(), Event()

    def read():
        with turns.turn((str(group), "alder")):
            begun.set()
            may_end.wait(60)

    session = Thread(target=read)
    session.start()
    begun.wait(60)
    yield may_end
    may_end.set()
    session.join()


def test_a_second_file_of_a_member_waits_and_then_says_so(being_read, group, opened, monkeypatch):  # noqa: F811
    monkeypatch.setattr(turns, "MOST_SECONDS", 0.01)
    page = give(opened(group, "upload"), QUARTER)
    said = "Another file of your organisation is being read. When that is done, try this one again."
    assert [each.value for each in page.info] == [said]
    assert not page.checkbox and not page.exception
    being_read.set()
    monkeypatch.setattr(turns, "MOST_SECONDS", 30)
    page = button(page, "Try again").click().run()
    assert said not in [each.value for each in page.info] and page.checkbox


def test_it_takes_its_turn_when_the_first_is_done(being_read, group):  # noqa: F811
    being_read.set()
    with turns.turn((str(group), "alder")):
        pass


def test_another_members_or_another_groups_file_does_not_wait(being_read, group, monkeypatch):  # noqa: F811
    monkeypatch.setattr(turns, "MOST_SECONDS", 0.01)
    for whose in ((str(group), "birch"), ("another group's store", "alder")):
        with turns.turn(whose):
            pass


def test_a_file_that_fails_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(turns, "MOST_SECONDS", 0.01)
    with pytest.raises(ValueError), turns.turn(("store", "cedar")):
        raise ValueError
    with turns.turn(("store", "cedar")):
        pass
