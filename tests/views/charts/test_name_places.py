import pytest

from views.charts.name_places import SIDES, name_places

LEFT_HALF = (0.3, 0.4, 0.5)


@pytest.mark.parametrize(
    ("marks", "struck", "sides"),
    [
        ([LEFT_HALF], [], ["right"]),
        ([LEFT_HALF, (0.36, 0.4, 0.5)], [], ["over", "right"]),
        ([(0.98, 0.4, 0.5)], [], ["left"]),
        ([LEFT_HALF], [0.45], ["over"]),
        ([LEFT_HALF], [0.45, 0.52], ["under"]),
        ([(0.3, 0.0, 0.2)], [0.1, 0.22], ["right"]),
    ],
    ids=[
        "free",
        "a neighbour on the right",
        "at the edge",
        "a line through it",
        "and one over it",
        "nowhere free",
    ],
)
def test_a_name_is_on_the_first_side_that_is_free(marks, struck, sides):
    found = name_places(["Alder", "Birch"][: len(marks)], marks, struck)
    named = {(place["xanchor"], place["yanchor"]): side for side, place in SIDES.items()}
    assert [named[place["xanchor"], place["yanchor"]] for place in found] == sides


def test_a_name_over_its_mark_is_at_its_top():
    (place,) = name_places(["Alder"], [LEFT_HALF], [0.45])
    assert place["y"] == pytest.approx(0.5)


def test_a_name_that_is_free_nowhere_hides_as_little_as_it_can():
    marks = [(0.5, 0.4, 0.5), (0.5, 0.52, 0.56), (0.5, 0.34, 0.38), (0.62, 0.4, 0.5), (0.38, 0.4, 0.5)]
    first, *_ = name_places(["Alder", *"    "], marks)
    assert first["xanchor"] in ("left", "right") and first["yanchor"] in ("top", "bottom")


def test_a_name_on_two_lines_is_narrower_and_taller():
    (one,), (two,) = (
        name_places([name], [(0.5, 0.9, 0.94)]) for name in ("Northern Counties Homes", "Northern<br>Homes")
    )
    assert (one["xanchor"], two["xanchor"]) == ("center", "left")
