import pytest

from views.charts import frame
from views.look import LIGHT


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], 1),
        ([0], 1),
        ([None, float("nan")], 1),
        ([4], 5),
        ([7, 2], 8),
        ([12], 14),
        ([9.8], 12),
        ([98], 120),
        ([47], 50),
        ([152], 160),
        ([0.31], 0.35),
    ],
)
def test_the_axis_ends_at_a_round_number_above(values, expected):
    assert frame.nice_maximum(values) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ([], []),
        ([False, False], []),
        ([True], [(0, 0)]),
        ([False, True, True, False, True], [(1, 2), (4, 4)]),
    ],
)
def test_runs(flags, expected):
    assert frame.runs(flags) == expected


def test_labels_at_the_lines_ends_are_moved_apart():
    labels = [("Group", 50, "#111111"), ("Alder", 49, "#222222"), ("Far", 90, "#333333")]
    notes = frame.end_labels(labels, LIGHT, maximum=100, pixels=200, gap=16)
    heights = {note["text"]: note["y"] * 2 + note["yshift"] for note in notes}
    assert heights["Group"] - heights["Alder"] == 16
    assert heights["Far"] == 180
    assert {note["font"]["color"] for note in notes} == {"#111111", "#222222", "#333333"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Online", "Online"),
        ("Neighbour or other known person", "Neighbour or other<br>known person"),
        ("Unbreakablelongwordhere", "Unbreakablelongwordhere"),
    ],
)
def test_long_labels_break_near_their_middle(text, expected):
    assert frame.wrapped(text, 14) == expected
