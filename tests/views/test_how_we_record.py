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
