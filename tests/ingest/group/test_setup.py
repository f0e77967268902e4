"""The group's lists and settings, as the coordinator edits them later."""

import re
from datetime import date

import pytest

from ingest import returns
from ingest.group import lists, setup
from ingest.group.list_files import Row, read_content
from ingest.problems import Refused
from ingest.standard import code_rows, hazard_code_rows
from queries.refusals import NotAllowed
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")
ALDER = Viewer.lead("alder", "lead@alder.example")


def rows(headings: tuple[str, ...], *lines: str) -> list[Row]:
    return [Row(n, dict(zip(headings, line.split(","), strict=True))) for n, line in enumerate(lines, start=2)]


def table(store, query: str) -> list[tuple]:
    return store.cursor().execute(query).fetchall()


def test_the_store_has_the_standards_codes(store_path):
    store = setup.open_store(store_path)
    wanted = [(row["field"], row["code"], row["label"], row["family"]) for row in code_rows() + hazard_code_rows()]
    assert sorted(table(store, "select field, code, label, family from code"), key=str) == sorted(wanted, key=str)
    store.close()


def test_codes_that_differ_from_the_standards_are_copied_anew_when_it_is_opened(store_path):
    store = setup.open_store(store_path)
    with store.write() as cursor:
        cursor.execute("delete from code where field = 'category'")
        store.set(cursor, "standard", "an older one", "test")
    store.close()
    store = setup.open_store(store_path)
    assert len(table(store, "select code from code")) == len(code_rows() + hazard_code_rows())
    store.close()


def test_members_are_added_and_renamed_but_one_with_returns_stays(store):
    returns.nil(store, ALDER, date(2026, 7, 1), date(2026, 9, 1))
    setup.replace_members(store, COORDINATOR, rows(lists.MEMBERS, "alder,Alder Homes", "dogwood,Dogwood"))
    assert table(store, "select member, name, saves from member order by member") == [
        ("alder", "Alder Homes", 1),
        ("dogwood", "Dogwood", 0),
    ]
    assert table(store, "select email from person where member is not null") == [
        ("lead@alder.example",),
        ("reader@alder.example",),
    ]
    with pytest.raises(Refused, match="alder has returns and stays on the list"):
        setup.replace_members(store, COORDINATOR, rows(lists.MEMBERS, "dogwood,Dogwood"))


SHORT = (*lists.MEMBERS, lists.SHORT_NAME)
NAMES = "select member, name, short_name from member order by member"


def test_a_member_may_have_a_short_name_which_a_list_without_that_column_leaves(store):
    setup.replace_members(store, COORDINATOR, rows(SHORT, "alder,Alder and Ash Homes, Alder  Ash ", "cedar,Cedar,"))
    assert table(store, NAMES) == [("alder", "Alder and Ash Homes", "Alder Ash"), ("cedar", "Cedar", None)]
    setup.replace_members(store, COORDINATOR, rows(lists.MEMBERS, "alder,Alder Homes", "cedar,Cedar"))
    assert table(store, NAMES) == [("alder", "Alder Homes", "Alder Ash"), ("cedar", "Cedar", None)]
    setup.replace_members(store, COORDINATOR, rows(SHORT, "alder,Alder Homes,", "cedar,Cedar,Ced"))
    assert table(store, NAMES) == [("alder", "Alder Homes", None), ("cedar", "Cedar", "Ced")]
    trail = [what for (what,) in table(store, "select detail from audit order by audit_order") if what[:5] == "alder"]
    assert trail == [
        "alder: changed from Alder to Alder and Ash Homes, on charts “Alder Ash”",
        "alder: changed from Alder and Ash Homes, on charts “Alder Ash” to Alder Homes, on charts “Alder Ash”",
        "alder: changed from Alder Homes, on charts “Alder Ash” to Alder Homes",
    ]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["alder,Alder,Alder and Ash", "cedar,Cedar,"], "line 2: a short name has 12 letters at most."),
        (["alder,Alder,A", "cedar,Cedar,a"], "line 3: this is in the list more than once."),
    ],
)
def test_short_names_are_short_and_differ(store, lines, says):
    with pytest.raises(Refused, match=re.escape(says)):
        setup.replace_members(store, COORDINATOR, rows(SHORT, *lines))


def test_a_new_stores_list_may_have_short_names(group_lists, tmp_path):
    group_lists["members"].write_text("Member;Short name;Name\nalder;Ald;Alder\nbirch;;Birch\ncedar;;Cedar\n", "utf-8")
    store = setup.make_store(tmp_path / "new.duckdb", **group_lists)
    assert table(store, NAMES) == [("alder", "Alder", "Ald"), ("birch", "Birch", None), ("cedar", "Cedar", None)]
    store.close()


def test_when_a_member_joined_and_left(store):
    setup.set_membership(store, COORDINATOR, "cedar", date(2026, 1, 1), date(2026, 6, 1))
    assert table(store, "select joined, left_after from member where member = 'cedar'") == [
        (date(2026, 1, 1), date(2026, 6, 1))
    ]
    with pytest.raises(Refused, match="cannot leave before it joins"):
        setup.set_membership(store, COORDINATOR, "cedar", date(2026, 6, 1), date(2026, 1, 1))


def test_homes_are_replaced_whole_or_not_at_all(store):
    setup.replace_homes(store, COORDINATOR, rows(lists.HOMES, "birch,2026-04-01,supported,40"))
    assert table(store, "select * from homes") == [("birch", date(2026, 4, 1), "supported", 40)]
    with pytest.raises(Refused) as refused:
        setup.replace_homes(
            store,
            COORDINATOR,
            rows(lists.HOMES, "birch,2026-04-01,supported,41", "elm,2026-05-01,supported,some"),
        )
    assert [(p.line, p.rule) for p in refused.value.problems] == [(3, "homes_list")] * 3
    assert table(store, "select homes from homes") == [(40,)]


def test_people_are_kept_in_lower_case_and_a_coordinator_remains(store):
    wanted = rows(lists.PEOPLE, "Coordinator@Group.example,coordinator,", "Lead@Cedar.example,lead,cedar")
    setup.replace_people(store, COORDINATOR, wanted)
    assert table(store, "select * from person order by email") == [
        ("coordinator@group.example", "coordinator", None),
        ("lead@cedar.example", "lead", "cedar"),
    ]
    with pytest.raises(Refused, match="There must be a coordinator"):
        setup.replace_people(store, COORDINATOR, wanted[1:])


def test_a_lead_says_how_its_member_records(store):
    answers = {"children": "Yes, children too", "triage": "Only what triage confirms"}
    setup.say_how_we_record(store, ALDER, answers)
    setup.say_how_we_record(store, ALDER, {"children": "No, adults only"})
    assert table(store, "select * from how_we_record") == [("alder", "children", "No, adults only")]


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"children": "ring Ann on 07700 900123"}, "“children” is answered with one of: Yes, children too; No, adults"),
        ({"damp": "Yes, children too"}, "“damp” is answered with one of: All damp and mould; Only where"),
        ({"weather": "wet"}, "There is no question 'weather'. Known: children, triage,"),
    ],
)
def test_nothing_but_the_answers_there_are_can_be_written_where_all_members_read(store, answers, says):
    with pytest.raises(Refused, match=re.escape(says)):
        setup.say_how_we_record(store, ALDER, {"triage": "Only what triage confirms"} | answers)
    assert table(store, "select * from how_we_record") == []


def test_changes_are_recorded(store):
    setup.set_peer_figures(store, COORDINATOR, "exact")
    assert store.setting("peer_figures") == "exact"
    assert table(store, "select who, action, detail from audit where action = 'settings'") == [
        ("coordinator@group.example", "settings", "peer_figures = exact")
    ]


@pytest.mark.parametrize("viewer", [ALDER, Viewer.reader("alder"), Viewer.public(), COORDINATOR.presenting()])
def test_only_the_coordinator_changes_lists_and_settings(store, viewer):
    for change in (
        lambda: setup.replace_members(store, viewer, rows(lists.MEMBERS, "alder,Alder")),
        lambda: setup.set_membership(store, viewer, "alder", None, None),
        lambda: setup.replace_homes(store, viewer, []),
        lambda: setup.replace_people(store, viewer, rows(lists.PEOPLE, "a@b.example,coordinator,")),
        lambda: setup.set_peer_figures(store, viewer, "exact"),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert table(store, "select count(*) from audit where action = 'settings'") == [(0,)]


@pytest.mark.parametrize("viewer", [COORDINATOR, Viewer.reader("alder"), Viewer.public(), ALDER.presenting()])
def test_only_a_lead_says_how_its_member_records(store, viewer):
    with pytest.raises(NotAllowed):
        setup.say_how_we_record(store, viewer, {"children": "No"})


HOMES_HEAD = "member,year_start,needs_type,homes\n"


@pytest.mark.parametrize(
    "blank",
    ["\n", ",,,\n", " , ,\t, \n", ",,,,,,\n", "\r\n,,,\r\n"],
    ids=["empty", "Excel's", "spaces", "wider", "both"],
)
def test_blank_rows_of_a_list_are_passed_over(group_lists, tmp_path, blank):
    group_lists["homes"].write_text(HOMES_HEAD + blank + "alder,2026-04-01,general_needs,5\n" + blank * 2, "utf-8")
    store = setup.make_store(tmp_path / "blank.duckdb", **group_lists)
    assert store.cursor().execute("select member, homes from homes").fetchall() == [("alder", 5)]
    store.close()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("homes", HOMES_HEAD + ",,,\nalder,2026-04-02,general_needs,5\n", "homes.csv, line 3: year_start"),
        ("members", "member,name\nalder,\n", "members.csv, line 2: the member has no name"),
        ("members", "member,name\nalder,\u202e\x07\n", "members.csv, line 2: the member has no name"),
        ("people", "email,role,member\na@b.c\u202e,lead,alder\n", "people.csv, line 2: email is an address"),
        ("people", "email,role,member\na\x00@b.c,lead,alder\n", "people.csv: The file has NUL characters"),
        ("people", "email,role,member\nx,lead,alder\n", "people.csv, line 2: email is an address"),
        ("people", "email,role,member\na@b.c,lead,alder\na@b.c,reader,birch\n", "people.csv, line 3: a@b.c is listed"),
        (
            "homes",
            HOMES_HEAD + "alder,2026-04-01,general_needs,-5\n",
            "homes.csv, line 2: homes is a whole number, such as",
        ),
        (
            "homes",
            "organisation,year,kind,number\nalder,2026,x,3\n",
            "homes.csv: its first line must be member,year_start",
        ),
        ("homes", HOMES_HEAD + "alder,2026-04-01\n", "homes.csv: Line 2 has 2 cells, but there are 4 headings"),
    ],
)
def test_a_fault_names_the_list_and_the_line(group_lists, tmp_path, name, text, message):
    group_lists[name].write_text(text, "utf-8")
    with pytest.raises(Refused) as refused:
        setup.make_store(tmp_path / "faulty.duckdb", **group_lists)
    assert any(problem.message.startswith(message) for problem in refused.value.problems), str(refused.value)
    assert not (tmp_path / "faulty.duckdb").exists()


def test_homes_of_a_file_replace_the_same_members_years_alone(store):
    setup.replace_homes(
        store, COORDINATOR, rows(lists.HOMES, "alder,2025-04-01,general_needs,100", "alder,2026-04-01,general_needs,90",
                                 "alder,2026-04-01,supported,10"),
    )  # fmt: skip
    file = b"member,year_start,needs_type,homes\nalder,2026-04-01,general_needs,120\n"
    setup.add_homes(store, COORDINATOR, read_content(file, "homes.csv", lists.HOMES))
    assert table(store, "select year_start::varchar, needs_type, homes from homes order by all") == [
        ("2025-04-01", "general_needs", 100),
        ("2026-04-01", "general_needs", 120),
    ]
    with pytest.raises(Refused, match=r"homes.csv, line 2: there is no member 'elm'"):
        setup.add_homes(store, COORDINATOR, read_content(file.replace(b"alder", b"elm"), "homes.csv", lists.HOMES))
    with pytest.raises(NotAllowed):
        setup.add_homes(store, ALDER, read_content(file, "homes.csv", lists.HOMES))


def test_the_audit_trail_says_who_was_added_changed_and_removed(store):
    setup.replace_people(
        store, COORDINATOR, rows(lists.PEOPLE, "coordinator@group.example,coordinator,", "a@x.example,lead,alder",
                                 "b@x.example,reader,birch"),
    )  # fmt: skip
    before = len(table(store, "select * from audit"))
    setup.replace_people(
        store, COORDINATOR, rows(lists.PEOPLE, "coordinator@group.example,coordinator,", "a@x.example,reader,alder",
                                 "c@x.example,lead,birch"),
    )  # fmt: skip
    assert table(store, f"select detail from audit order by audit_order offset {before}") == [
        ("b@x.example: removed",),
        ("c@x.example: added as lead of birch",),
        ("a@x.example: changed from lead of alder to reader of alder",),
        ("people",),
    ]
    setup.replace_homes(store, COORDINATOR, rows(lists.HOMES, "alder,01/04/2026,General needs,90"))
    setup.add_homes(store, COORDINATOR, rows(lists.HOMES, "alder,2026-04-01,general_needs,120"))
    assert table(store, "select detail from audit order by audit_order desc limit 1 offset 1") == [
        ("alder, 2026-04-01, general_needs: changed from 90 to 120",)
    ]
