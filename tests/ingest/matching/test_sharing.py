"""A matching is shared by its member's own act, as a start for the other leads, and taken back by it."""

import pytest

from ingest.matching import Matching, saved, sharing
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer

ALDER, BIRCH = (Viewer.lead(member, f"lead@{member}.example") for member in ("alder", "birch"))
FIRST = Matching({"Ref": "incident_ref", "Kind": "category"}, {"category": {"Mouldy": "damp_mould"}})
SECOND = Matching({"Ref": "incident_ref", "Kind": "category"}, {"category": {"Mouldy": "hoarding"}})


def keep(store, member: str, matching: Matching) -> None:
    with store.write() as cursor:
        saved.save(cursor, member, matching, None, f"lead@{member}.example")


def test_the_newest_version_is_offered_under_the_systems_name(store):
    keep(store, "alder", FIRST)
    assert sharing.offers_of_others(store, BIRCH) == []
    sharing.offer(store, ALDER, "  A case   system ")
    (found,) = sharing.offers_of_others(store, BIRCH)
    assert (found.member, found.name, found.system, found.version) == ("alder", "Alder", "A case system", 1)
    assert found.matching == FIRST
    assert sharing.offers_of_others(store, ALDER) == []
    assert sharing.own_offer(store, ALDER) == found
    assert sharing.own_offer(store, BIRCH) is None


def test_a_later_version_is_shared_only_by_sharing_again(store):
    keep(store, "alder", FIRST)
    sharing.offer(store, ALDER, "A case system")
    keep(store, "alder", SECOND)
    assert [each.matching for each in sharing.offers_of_others(store, BIRCH)] == [FIRST]
    sharing.offer(store, ALDER, "Its successor")
    assert [(each.system, each.matching) for each in sharing.offers_of_others(store, BIRCH)] == [
        ("Its successor", SECOND)
    ]


def test_what_is_taken_back_is_offered_no_longer(store):
    keep(store, "alder", FIRST)
    sharing.offer(store, ALDER, "A case system")
    with pytest.raises(Refused, match="there is nothing to stop"):
        sharing.stop_sharing(store, BIRCH)
    sharing.stop_sharing(store, ALDER)
    assert (sharing.offers_of_others(store, BIRCH), sharing.own_offer(store, ALDER)) == ([], None)
    with pytest.raises(Refused, match="there is nothing to stop"):
        sharing.stop_sharing(store, ALDER)


def test_it_is_recorded_without_a_word_of_it(store):
    keep(store, "alder", FIRST)
    sharing.offer(store, ALDER, "A case system")
    sharing.stop_sharing(store, ALDER)
    lines = store.cursor().execute("select who, action, member, detail from audit where action like 'matching%'")
    assert lines.fetchall() == [
        ("lead@alder.example", "matching shared", "alder", "version 1, A case system"),
        ("lead@alder.example", "matching no longer shared", "alder", ""),
    ]


def test_nothing_kept_nothing_to_share(store):
    with pytest.raises(Refused, match="nothing to share yet"):
        sharing.offer(store, ALDER, "A case system")


@pytest.mark.parametrize("system", ["", "   ", "s" * 61, "Jo's system, jo@mail.example", "07700 900123"])
def test_the_systems_name_is_short_and_nobodys(store, system):
    keep(store, "alder", FIRST)
    with pytest.raises(Refused):
        sharing.offer(store, ALDER, system)
    assert sharing.offers_of_others(store, BIRCH) == []


def test_a_matching_with_personal_data_among_its_words_is_not_shared(store):
    keep(store, "alder", Matching(FIRST.columns, {"category": {"jo@mail.example": None}}))
    with pytest.raises(Refused, match="personal data among its headings or words"):
        sharing.offer(store, ALDER, "A case system")


@pytest.mark.parametrize(
    "viewer",
    [Viewer.reader("alder"), Viewer.coordinator("c@group.example"), Viewer.public(), ALDER.presenting()],
)
def test_only_leads_share_and_see_what_is_shared(store, viewer):
    keep(store, "alder", FIRST)
    for asked in (sharing.offers_of_others, sharing.own_offer, sharing.stop_sharing):
        with pytest.raises(NotAllowed):
            asked(store, viewer)
    with pytest.raises(NotAllowed):
        sharing.offer(store, viewer, "A case system")
