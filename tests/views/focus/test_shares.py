"""Shares of shown counts: against every count they may be, and scipy's Wilson interval."""

import itertools
import random

import pandas as pd
import pytest
from scipy.stats import binomtest

from queries.store import Store
from queries.viewer import Viewer
from tests.queries.small_group import empty_store
from views.focus.shares import Share, clearly_differ, shares
from views.focus.topic import Measure
from views.visit import Visit


@pytest.fixture(scope="module")
def visit():
    store = Store.open(empty_store())
    yield Visit(store, Viewer.coordinator())
    store.close()


def rows(**counts: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame([(code, *each) for code, each in counts.items()], columns=["code", "low", "high"])


def share(visit: Visit, answers: pd.DataFrame, measure: Measure) -> Share | None:
    (found,) = shares(visit, [(answers, measure)])
    return found


YES = Measure("consent", ("yes",), "yes")


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ({"yes": (12, 12), "no": (28, 28)}, 0.3, 0.3),
        ({"yes": (8, 12), "no": (23, 27)}, 8 / 35, 12 / 35),
        ({"yes": (0, 4), "no": (48, 52)}, 0.0, 4 / 52),
        ({"yes": (10, 10), "no": (10, 10), "not_known": (80, 80)}, 0.5, 0.5),  # of those of which it is known
        ({"yes": (10, 10), "no": (10, 10), "not_given": (80, 80)}, 0.5, 0.5),
    ],
)
def test_a_share_of_shown_counts(visit, counts, low, high):
    found = share(visit, rows(**counts), YES)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_no_share_where_the_base_may_be_under_ten(visit):
    assert share(visit, rows(yes=(3, 3), no=(6, 6)), YES) is None
    assert share(visit, rows(yes=(0, 4), no=(8, 12)), YES) is None  # 8 at least
    assert share(visit, rows(yes=(4, 4), no=(6, 6)), YES) is not None


def test_several_are_asked_for_at_once_and_each_is_its_own(visit, monkeypatch):
    asked = [
        (rows(yes=(12, 12), no=(28, 28)), YES),
        (rows(yes=(3, 3), no=(6, 6)), YES),  # its base may be under ten
        (rows(yes=(8, 12), no=(23, 27)), YES),
        (rows(yes=(12, 12), no=(28, 28)), YES),
    ]
    alone = [share(visit, *each) for each in asked]
    questions = []
    ask = Visit.ask
    monkeypatch.setattr(Visit, "ask", lambda *given, **more: questions.append(given[1]) or ask(*given, **more))
    assert shares(visit, asked) == alone
    assert alone[1] is None and alone[0] == alone[3] != alone[2]
    assert questions == ["share_range"]
    assert shares(visit, asked[1:2]) == [None] and shares(visit, []) == []
    assert questions == ["share_range"]


def test_a_measure_may_name_its_base(visit):
    measure = Measure("consent", ("a", "b"), "a or b", of=("a", "b", "c"))
    assert share(visit, rows(a=(5, 5), b=(5, 5), c=(10, 10), d=(90, 90)), measure).low == pytest.approx(0.5)


def test_it_covers_every_count_that_the_shown_ones_may_be(visit):
    pick = random.Random(3)
    for _ in range(12):
        counts = {code: (low := pick.randint(5, 30), low + pick.randint(0, 4)) for code in ("yes", "no", "other")}
        found = share(visit, rows(**counts), YES)
        every, limits = [], []
        for yes, no, other in itertools.product(*(range(low, high + 1) for low, high in counts.values())):
            n = yes + no + other
            every.append(yes / n)
            limits.append(binomtest(yes, n).proportion_ci(0.95, method="wilson"))
        assert (found.low, found.high) == pytest.approx((min(every), max(every)))
        assert found.lower == pytest.approx(min(each.low for each in limits))
        assert found.upper == pytest.approx(max(each.high for each in limits))


def test_two_shares_clearly_differ_where_their_intervals_lie_apart():
    one, apart = Share(0.5, 0.5, 0.45, 0.55, 0.4, 0.6), Share(0.7, 0.7, 0.65, 0.75, 0.61, 0.8)
    assert clearly_differ(one, apart) and clearly_differ(apart, one)
    assert not clearly_differ(one, Share(0.7, 0.7, 0.65, 0.75, 0.6, 0.8))
