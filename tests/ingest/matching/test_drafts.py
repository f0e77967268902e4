"""Choices are kept as the member's draft: screened, let go with the return that is saved, and after a hundred days."""

from datetime import date

import pytest

from ingest import returns
from ingest.intake import preview_file
from ingest.matching import Matching, drafts
from ingest.standard import HAZARDS
from queries.refusals import NotAllowed
from queries.viewer import Viewer

ALDER, BIRCH = Viewer.lead("alder", "lead@alder.example"), Viewer.lead("birch", "lead@birch.example")
HALF = Matching(columns={"Ref": "incident_ref"}, values={"category": {"Mould": "damp_mould", "Parking": None}})
CSV = b"incident_ref,reported_on,category\nA1,2026-07-03,damp_mould\n"


def test_a_draft_is_its_members_and_of_one_kind_of_file(store):
    version = store.version
    drafts.keep(store, ALDER, HALF)
    assert drafts.newest(store, ALDER).matching == HALF
    assert drafts.newest(store, ALDER).saved_by == "lead@alder.example"
    assert drafts.newest(store, BIRCH) is None and drafts.newest(store, ALDER, HAZARDS) is None
    assert store.version == version  # no page asks its questions anew
    with pytest.raises(NotAllowed):
        drafts.newest(store, Viewer.coordinator())


def test_the_newest_choices_take_the_place_of_those_before(store):
    drafts.keep(store, ALDER, HALF)
    whole = Matching(columns={"Ref": "incident_ref", "When": "reported_on"})
    drafts.keep(store, ALDER, whole)
    assert drafts.newest(store, ALDER).matching == whole
    assert store.cursor().execute("select count(*) from draft").fetchone() == (1,)


def test_choices_that_are_kept_are_not_screened_again(store, monkeypatch):
    drafts.keep(store, ALDER, HALF)
    monkeypatch.setattr(drafts, "personal_words", lambda _: pytest.fail("screened again"))
    drafts.keep(store, ALDER, HALF)
    assert drafts.newest(store, ALDER).matching == HALF


def test_headings_and_words_that_are_personal_are_not_kept(store):
    drafts.keep(
        store,
        ALDER,
        Matching(
            columns={"Ref": "incident_ref", "jo@sample.example": "about"},
            values={"category": {"Mould": "damp_mould", "Ring 07700 900123": "neglect"}},
        ),
    )
    assert drafts.newest(store, ALDER).matching == Matching(
        columns={"Ref": "incident_ref"}, values={"category": {"Mould": "damp_mould"}}
    )


def test_a_draft_goes_when_a_return_is_saved_and_after_a_hundred_days(store):
    drafts.keep(store, ALDER, HALF)
    drafts.keep(store, BIRCH, HALF)
    month = date(2026, 7, 1)
    returns.save(store, ALDER, preview_file(store, ALDER, month, month, CSV, "a.csv", Matching.of_standard()))
    assert drafts.newest(store, ALDER) is None
    store.cursor().execute("update draft set saved_at = saved_at - interval 101 day")
    assert drafts.newest(store, BIRCH) is None
