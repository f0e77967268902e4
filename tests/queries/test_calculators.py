"""The questions `rate` and `share`: UKHSA's golden values as anybody may ask for them."""

import json
import pathlib

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from queries.refusals import NotAllowed, WrongQuestion
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

GOLDEN = json.loads((pathlib.Path(__file__).parents[2] / "../shared/golden/methods.json").read_text())
COLUMNS = ["value", "lower95", "upper95", "lower998", "upper998"]
EVERYBODY = [
    Viewer.lead("alder"),
    Viewer.reader("alder"),
    Viewer.coordinator(),
    Viewer.lead("alder").presenting(),
    Viewer.public(),
]


@pytest.fixture(scope="module")
def group(tmp_path_factory):
    return SmallGroup(tmp_path_factory.mktemp("group") / "store.duckdb")


@pytest.mark.parametrize("case", GOLDEN["rates"], ids=lambda case: f"{case['count']} in {case['denominator']}")
def test_rate(group, case):
    found = group.ask("rate", "alder", x=case["count"], homes=case["denominator"])
    assert list(found.columns) == COLUMNS
    assert list(found.iloc[0]) == pytest.approx([case[name] for name in COLUMNS], rel=1e-6)


@pytest.mark.parametrize("case", GOLDEN["shares"], ids=lambda case: f"{case['x']} of {case['n']}")
def test_share(group, case):
    found = group.ask("share", "alder", x=case["x"], n=case["n"])
    assert list(found.columns) == COLUMNS
    assert list(found.iloc[0]) == pytest.approx([case[name] for name in COLUMNS], rel=1e-6)


@pytest.mark.parametrize("case", GOLDEN["shares"], ids=lambda case: f"{case['x']} of {case['n']}")
def test_a_share_of_exact_counts_is_its_own_range(group, case):
    others = case["n"] - case["x"]
    counts = {"low": case["x"], "high": case["x"], "others_low": others, "others_high": others}
    found = group.ask("share_range", "alder", **counts).iloc[0]
    assert found["least"] == found["greatest"]
    assert list(found)[1:] == pytest.approx([case[name] for name in COLUMNS], rel=1e-6)


def test_the_range_of_a_share_goes_from_few_of_many_to_many_of_few(group):
    counts = {"low": 13, "high": 17, "others_low": 28, "others_high": 32}
    found = group.ask("share_range", "alder", **counts).iloc[0]
    few, many = (group.ask("share", "alder", x=x, n=45).iloc[0] for x in (13, 17))
    assert list(found[["least", "lower95", "lower998"]]) == list(few[["value", "lower95", "lower998"]])
    assert list(found[["greatest", "upper95", "upper998"]]) == list(many[["value", "upper95", "upper998"]])


def test_ranges_of_shares_come_in_the_order_of_their_counts(group):
    names = ("low", "high", "others_low", "others_high")
    counts = [(13, 17, 28, 32), (3, 3, 20, 20), (0, 4, 48, 52), (3, 3, 20, 20)]
    lists = (",".join(map(str, each)) for each in zip(*counts, strict=True))
    together = group.ask("share_range", "alder", **dict(zip(names, lists, strict=True)))
    alone = [group.ask("share_range", "alder", **dict(zip(names, each, strict=True))) for each in counts]
    assert_frame_equal(together, pd.concat(alone, ignore_index=True))


@pytest.mark.parametrize("viewer", EVERYBODY)
def test_anybody_may_calculate(group, viewer):
    assert len(group.ask("rate", viewer, x="12", homes="4800")) == 1
    assert len(group.ask("share", viewer, x="12", n="48")) == 1


REFUSED = [
    ("rate", {"x": -1, "homes": 100}, "0 or more"),
    ("rate", {"x": 1, "homes": 0}, "needs homes"),
    ("rate", {"x": 1, "homes": -5}, "needs homes"),
    ("share", {"x": 0, "n": 0}, "needs a base"),
    ("share", {"x": 5, "n": 4}, "not more than its base"),
    ("share", {"x": -1, "n": 4}, "0 or more"),
    ("share_range", {"low": 0, "high": 0, "others_low": 0, "others_high": 0}, "needs a base"),
    ("share_range", {"low": 3, "high": 2, "others_low": 4, "others_high": 4}, "its low not more"),
    ("share_range", {"low": -1, "high": 2, "others_low": 4, "others_high": 4}, "0 or more"),
    ("share_range", {"low": "3,3", "high": "5,2", "others_low": "4,4", "others_high": "4,4"}, "its low not more"),
    ("share_range", {"low": "3,3", "high": "5", "others_low": "4,4", "others_high": "4,4"}, "have the same length"),
]


@pytest.mark.parametrize(("question", "given", "said"), REFUSED)
def test_what_cannot_be_worked_out_is_refused_with_its_reason(group, question, given, said):
    with pytest.raises(NotAllowed, match=said):
        group.ask(question, "alder", **given)


@pytest.mark.parametrize("given", [{}, {"x": 1}, {"x": "one", "homes": 100}, {"x": 1.5, "homes": "few"}])
def test_a_rate_needs_two_numbers(group, given):
    with pytest.raises(WrongQuestion):
        group.ask("rate", "alder", **given)
