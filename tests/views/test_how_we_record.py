import pandas as pd

from views import how_we_record

NAMES = {"alder": "Alder", "fir": "Fir"}
SAID = pd.DataFrame(
    [
        ["alder", "children", "Yes, children too"],
        ["fir", "children", "No, adults only"],
        ["alder", "damp", "All damp and mould"],
    ],
    columns=["member", "question", "answer"],
)


def test_one_row_a_member_and_not_said_where_there_is_no_answer():
    table = how_we_record.answers(SAID, NAMES)
    assert table["Children too?"].tolist() == ["Yes, children too", "No, adults only"]
    assert table["All damp and mould?"].tolist() == ["All damp and mould", "not said"]


def test_where_members_differ():
    assert how_we_record.differences(SAID) == "Members record differently: children too."
    assert how_we_record.differences(SAID.iloc[2:]) == "The members that have said how they record answer alike."
    assert how_we_record.differences(SAID.iloc[:0]) == "No member has said yet how it records."


def test_members_that_record_alike_give_all_its_answers():
    said = [("fir", "damp", "all"), ("fir", "triage", "before"), ("elder", "damp", "all"), ("elder", "triage", "after"),
            ("gorse", "damp", "all"), ("gorse", "triage", "before"), ("gorse", "children", "no"),
            ("birch", "damp", "all")]  # fmt: skip
    recorded = pd.DataFrame(said, columns=["member", "question", "answer"])
    names = {member: member.title() for member in ("alder", "birch", "elder", "fir", "gorse")}
    assert how_we_record.alike(recorded, "fir", names) == ["fir", "gorse"]
    assert how_we_record.alike(recorded, "birch", names) == ["birch", "elder", "fir", "gorse"]
    assert how_we_record.alike(recorded, "gorse", names) == ["gorse"]
