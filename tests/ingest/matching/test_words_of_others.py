"""What other members' category words mean: words only, where their members agree."""

import pytest

from ingest.matching import Matching, saved, suggest_words
from ingest.matching.words_of_others import words_of_others
from ingest.standard import STANDARD
from queries.refusals import NotAllowed
from queries.viewer import Viewer

ALDER = Viewer.lead("alder", "lead@alder.example")
CATEGORY = STANDARD.field("category")


def keep(store, member: str, **values) -> None:
    matching = Matching({"Ref": "incident_ref", "Kind": "category"}, {"category": values})
    with store.write() as cursor:
        saved.save(cursor, member, matching, None, f"lead@{member}.example")


def test_the_newest_words_on_which_the_others_agree(store):
    keep(store, "birch", Mouldy="hoarding", Gone="other")
    keep(store, "birch", Mouldy="damp_mould", Elder="neglect", Pets=None, Both="other")
    keep(store, "cedar", MOULDY="damp_mould", Elder="self_neglect", Both=None)
    keep(store, "alder", Own="neglect")
    assert words_of_others(store, ALDER) == {"mouldy": "damp_mould"}


def test_words_that_look_personal_are_not_told(store):
    keep(store, "birch", **{"Mouldy": "damp_mould", "call jo@mail.example": "other", "07700 900123": "other"})
    assert words_of_others(store, ALDER) == {"mouldy": "damp_mould"}


def test_only_a_lead_is_told(store):
    with pytest.raises(NotAllowed):
        words_of_others(store, Viewer.coordinator("c@group.example"))


@pytest.mark.parametrize(
    ("word", "code", "reason"),
    [
        ("Mouldy", "damp_mould", "others"),
        ("Hoarding", "hoarding", "exact"),  # the standard goes first
        ("Hoarding - garden", "other", "others"),  # but for what only looks alike
        ("Qqq", None, "none"),
    ],
)
def test_it_is_suggested_where_the_standard_does_not_know_the_word(word, code, reason):
    others = {"mouldy": "damp_mould", "hoarding": "other", "hoarding - garden": "other"}
    (found,) = suggest_words(CATEGORY, [word], others)
    assert (found.code, found.reason) == (code, reason)
