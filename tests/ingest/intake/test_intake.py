"""A file looked at: what would be saved, what it would change, what stands against it."""

from datetime import date

import pytest

from ingest import returns
from ingest.intake import preview_file
from ingest.matching import Matching, saved
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer

ALDER = Viewer.lead("alder", "lead@alder.example")
JUN, JUL, AUG, SEP = (date(2026, month, 1) for month in (6, 7, 8, 9))
STANDARD_FILE = """incident_ref,reported_on,category,referred_to_la,la_decision
A1,2026-07-03,damp_mould,yes,awaiting
A2,2026-07-21,hoarding,no,
A3,2026-08-02,damp_mould,yes,awaiting
"""
OWN_WORDS = Matching(
    columns={"Ref": "incident_ref", "When": "reported_on", "Kind": "category"},
    values={"category": {"Mouldy": "damp_mould", "Noise": None}},
    date_format="%d/%m/%Y",
)


def look(store, text, matching=None, from_month=JUL, to_month=SEP, viewer=ALDER, name=None):
    return preview_file(store, viewer, from_month, to_month, text.encode(), "export.csv", matching, name)


def rules(preview) -> list[str]:
    return [p.rule for p in preview.hard]


def save(store, text, matching=None, **more):
    preview = look(store, text, matching, **more)
    return returns.save(store, ALDER, preview, accepted={p.rule for p in preview.soft})


def incidents(store):
    found = store.cursor().execute(
        "select incident_ref, strftime(month, '%Y-%m'), category from current_incident order by all"
    )
    return found.fetchall()


def test_a_file_in_the_standards_words(store):
    preview = look(store, STANDARD_FILE)
    assert preview.hard == []
    assert (preview.member, preview.kind, preview.rows) == ("alder", "file", 3)
    assert preview.fields == ("incident_ref", "reported_on", "category", "referred_to_la", "la_decision")
    compared = preview.compared
    assert (compared.added, compared.changed, compared.gone, compared.unchanged) == (3, 0, 0, 0)
    assert compared.not_returned == (JUL, AUG, SEP)
    assert incidents(store) == []


def test_what_is_kept_of_a_file_that_is_saved(store):
    preview = look(store, STANDARD_FILE)
    returns.save(store, ALDER, preview, accepted={p.rule for p in preview.soft})
    assert incidents(store) == [
        ("A1", "2026-07", "damp_mould"),
        ("A2", "2026-07", "hoarding"),
        ("A3", "2026-08", "damp_mould"),
    ]
    kept = store.cursor().execute(
        "select kind, rows, left_out, file_sha256, file_bytes, matching_version, saved_by, confirmed from member_return"
    )
    assert kept.fetchall() == [
        (
            "file",
            3,
            0,
            "67baaba704b258c4a025139ab73022d74a9749369a1ec4a06038d73c67c4c031",
            164,
            None,
            "lead@alder.example",
            ["anonymised", "no_free_text", "small_schemes", "checked"],
        )
    ]


def test_own_words_are_matched_and_rows_out_of_scope_counted(store):
    preview = look(store, "Ref,When,Kind,Team\nA1,13/07/2026,mouldy,East\nA2,21/07/2026,Noise,West\n", OWN_WORDS)
    assert preview.hard == []
    assert preview.rows == 1
    assert dict(preview.left_out) == {"category: Noise": 1}
    assert preview.not_kept == (("D", "Team"),)
    assert preview.incidents.to_pylist()[0]["month"] == JUL


def test_a_later_upload_compares_by_reference(store):
    save(store, STANDARD_FILE)
    later = """incident_ref,reported_on,category,referred_to_la,la_decision
A1,2026-07-03,damp_mould,yes,enquiry
A3,2026-08-02,damp_mould,yes,awaiting
A4,2026-09-02,hoarding,yes,awaiting
"""
    compared = look(store, later).compared
    assert (compared.added, compared.changed, compared.gone, compared.unchanged) == (1, 1, 1, 1)
    assert compared.fields == {"la_decision": 1}
    assert compared.current_returns == ("alder-0001",)
    assert compared.counts.to_pylist() == [
        {"month": JUL, "category": "damp_mould", "n": 1, "current_n": 1},
        {"month": JUL, "category": "hoarding", "n": 0, "current_n": 1},
        {"month": AUG, "category": "damp_mould", "n": 1, "current_n": 1},
        {"month": SEP, "category": "hoarding", "n": 1, "current_n": 0},
    ]


def test_the_same_file_again_would_change_nothing(store):
    save(store, STANDARD_FILE)
    assert look(store, STANDARD_FILE).unchanged
    receipt = save(store, STANDARD_FILE)
    assert (receipt.outcome, receipt.return_id) == ("unchanged", "alder-0001")
    assert not look(store, STANDARD_FILE, to_month=AUG, from_month=JUN).unchanged


def test_a_column_more_is_a_change(store):
    save(store, "incident_ref,reported_on,category\nA1,2026-07-03,hoarding\n")
    wider = "incident_ref,reported_on,category,gender\nA1,2026-07-03,hoarding,\n"
    assert not look(store, wider).unchanged


def test_a_reference_carried_by_another_current_return(store):
    save(store, STANDARD_FILE, from_month=JUL, to_month=AUG)
    september = "incident_ref,reported_on,category\nA1,2026-09-03,damp_mould\nA9,2026-09-04,damp_mould\n"
    preview = look(store, september, from_month=SEP)
    assert rules(preview) == ["repeated_reference"]
    assert "1 of the references are already in your current returns" in preview.hard[0].message
    with pytest.raises(Refused):
        returns.save(store, ALDER, preview)
    kept_first = look(store, september, Matching(columns={}, repeated_reference="keep_first"), from_month=SEP)
    assert kept_first.hard == []
    assert dict(kept_first.left_out) == {"repeated_reference": 1}
    assert kept_first.incidents["incident_ref"].to_pylist() == ["A9"]


def test_a_reference_in_a_month_that_is_replaced_is_no_repeat(store):
    save(store, STANDARD_FILE)
    moved = "incident_ref,reported_on,category\nA1,2026-09-03,damp_mould\n"
    assert rules(look(store, moved)) == []


def test_withdrawing_is_refused_where_it_would_count_an_incident_twice(store):
    save(store, "incident_ref,reported_on,category\nA1,2026-07-03,hoarding\n", from_month=JUL, to_month=JUL)
    save(store, "incident_ref,reported_on,category\nA2,2026-07-03,hoarding\n", from_month=JUL, to_month=JUL)
    save(store, "incident_ref,reported_on,category\nA1,2026-08-03,hoarding\n", from_month=AUG, to_month=AUG)
    with pytest.raises(Refused) as refused:
        returns.withdraw(store, ALDER, "alder-0002")
    assert "would count 1 incidents twice: their references are in alder-0001, alder-0003" in str(refused.value)
    assert incidents(store) == [("A1", "2026-08", "hoarding"), ("A2", "2026-07", "hoarding")]


def test_references_made_from_the_line_are_the_same_the_next_time(store):
    numbering = Matching(columns={}, missing_reference="number")
    unnumbered = "incident_ref,reported_on,category\n,2026-07-03,hoarding\n,2026-07-03,hoarding\n"
    save(store, unnumbered, numbering)
    assert look(store, unnumbered, numbering).unchanged
    assert len(incidents(store)) == 2


def test_a_matching_is_remembered_once_it_loaded_something(store):
    text = "Ref,When,Kind\nA1,13/07/2026,Mouldy\n"
    assert "field_not_matched" in rules(look(store, text))
    save(store, text, OWN_WORDS, name="own words")
    remembered = look(store, text.replace("A1", "A2"))
    assert (rules(remembered), remembered.matching, remembered.matching_name) == ([], OWN_WORDS, "own words")
    save(store, text.replace("A1", "A2"))
    versions = "select member, version, name from matching order by version"
    assert store.cursor().execute(versions).fetchall() == [("alder", 1, "own words")]
    changed = Matching(OWN_WORDS.columns, {"category": {"Mouldy": "hoarding"}}, date_format="%d/%m/%Y")
    save(store, text, changed, name="corrected")
    assert store.cursor().execute(versions).fetchall() == [
        ("alder", 1, "own words"),
        ("alder", 2, "corrected"),
    ]
    used = store.cursor().execute("select matching_version from member_return order by saved_order").fetchall()
    assert used == [(1,), (1,), (2,)]


def test_personal_data_refuses_and_is_nowhere_whole(store):
    text = "incident_ref,reported_on,category,Contact\nA1,2026-07-03,hoarding,sam.tenant@mail.example\n"
    preview = look(store, text)
    assert rules(preview) == ["personal_data"]
    assert preview.incidents is None
    assert "sam.tenant@mail.example" not in repr(preview)
    with pytest.raises(Refused):
        returns.save(store, ALDER, preview)


def test_a_column_with_personal_data_is_not_quoted_by_other_checks(store):
    text = "incident_ref,reported_on,category\nA1,2026-07-03,sam.tenant@mail.example\nA2,2026-17-03,hoarding\n"
    preview = look(store, text)
    assert {(p.rule, p.column) for p in preview.hard if p.column == "C"} == {("personal_data", "C")}
    assert "B" in {p.column for p in preview.hard}
    assert "sam.tenant@mail.example" not in repr(preview)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("sam.tenant@mail.example,2026-07-03,hoarding,yes,awaiting,", "A"),
        ("A1,3 July sam.tenant@mail.example,hoarding,yes,awaiting,", "B"),
        ("A1,2026-07-03,sam.tenant@mail.example,yes,awaiting,", "C"),
        ("A1,2026-07-03,hoarding,sam.tenant@mail.example,awaiting,", "D"),
        ("A1,2026-07-03,hoarding,yes,sam.tenant@mail.example,", "E"),
        ("A1,2026-07-03,hoarding,yes,awaiting,1 May sam.tenant@mail.example", "F"),
    ],
)
def test_screening_comes_first_so_nothing_quotes_a_personal_cell(store, row, column):
    """Whatever else is wrong with the cell: a repeat, a word without a code, a date that cannot be read."""
    text = f"incident_ref,reported_on,category,referred_to_la,la_decision,closed_on\n{row}\n{row}\n"
    preview = look(store, text)
    assert ("personal_data", column) in {(p.rule, p.column) for p in preview.hard}
    assert {p.rule for p in preview.hard if p.column == column} == {"personal_data"}
    assert "sam.tenant" not in repr(preview)


def test_a_matching_with_personal_data_among_its_words_is_not_kept(store):
    matching = Matching(OWN_WORDS.columns, {"category": {"Mouldy": "damp_mould", "sam@mail.example": None}})
    preview = look(store, "Ref,When,Kind\nA1,2026-07-13,Mouldy\n", matching)
    assert [(p.rule, p.column) for p in preview.hard] == [("personal_data", None)]
    assert "sam@mail.example" not in preview.hard[0].message


def test_the_versions_of_a_matching_are_its_members_own(store):
    save(store, "Ref,When,Kind\nA1,13/07/2026,Mouldy\n", OWN_WORDS, name="own words")
    found = saved.newest(store, Viewer.reader("alder"))
    assert (found.version, found.name, found.matching) == (1, "own words", OWN_WORDS)
    assert saved.newest(store, Viewer.lead("birch")) is None
    with pytest.raises(NotAllowed):
        saved.newest(store, Viewer.coordinator())


def test_all_problems_are_named_not_the_first(store):
    text = "incident_ref,reported_on,category\nA1,2026-07-43,hoarding\nA1,2026-07-03,mildew\n"
    assert {p.column for p in look(store, text).hard} == {"A", "B", "C"}


def test_a_file_that_cannot_be_read_gives_its_reason_and_does_not_raise(store):
    assert look(store, "").problems[0].rule == "file_empty"


def test_only_a_lead_looks_at_a_file_for_its_member(store):
    for viewer in (Viewer.reader("alder"), Viewer.coordinator(), Viewer.public(), ALDER.presenting()):
        with pytest.raises(NotAllowed):
            look(store, STANDARD_FILE, viewer=viewer)


def test_without_a_store_a_file_is_checked_alone():
    preview = look(None, STANDARD_FILE, viewer=Viewer.lead("anybody"))
    assert (preview.hard, preview.compared, preview.rows) == ([], None, 3)
