"""Which answers a write leaves as they are."""

import pytest

from queries.versions import Versions, own

SAVE_OF_ALDER = (own("alder"), "returned", "administration")


@pytest.mark.parametrize(
    ("written", "reads", "member", "changed"),
    [
        (SAVE_OF_ALDER, ("own",), "alder", True),
        (SAVE_OF_ALDER, ("own", "shown", "lists"), "alder", True),
        (SAVE_OF_ALDER, ("own", "shown", "lists"), "birch", False),
        (SAVE_OF_ALDER, ("own", "shown", "lists"), None, False),
        (SAVE_OF_ALDER, ("shown",), "alder", False),
        (SAVE_OF_ALDER, ("lists",), "alder", False),
        (SAVE_OF_ALDER, ("returned", "lists"), "birch", True),
        (SAVE_OF_ALDER, ("administration",), None, True),
        (("administration",), ("own", "shown", "returned", "lists"), "alder", False),
        (None, ("shown",), "birch", True),
        (None, ("nothing",), None, True),
        ((), ("own", "shown", "returned", "lists", "administration"), "alder", False),
    ],
)
def test_an_answer_is_kept_until_something_it_rests_on_is_written(written, reads, member, changed):
    versions = Versions()
    before = versions.of(reads, member)
    versions.note(written)
    assert (versions.of(reads, member) != before) is changed
