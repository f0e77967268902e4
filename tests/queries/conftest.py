"""An empty group of seven, and how a test says who is shown what."""

from datetime import date

import pytest

from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup

QUARTER = date(2026, 7, 1)


@pytest.fixture
def group(tmp_path):
    made = SmallGroup(tmp_path / "store.duckdb")
    yield made
    made.store.close()


@pytest.fixture
def quarter_of_counts(group):
    """Damp and mould in the middle month of July to September 2026, by member in order; closed."""

    def fill(*counts, start=QUARTER, close=True, **more):
        for member, n in zip(SEVEN, counts, strict=False):
            if n is not None:
                group.returns(member, start, {"damp_mould": [0, n, 0]}, **more)
        if close:
            group.close(start)
        return group

    return fill


@pytest.fixture
def shown():
    """An answer as {key: "low-high shown"}, the key being a column's value."""

    def read(answer, key="member"):
        return {row[key]: (row["low"], row["high"], row["shown"]) for _, row in answer.iterrows()}

    return read


@pytest.fixture(params=["coordinator", "presenting", "fir"])
def onlooker(request):
    """Whoever is not alder: a coordinator, the shared screen, another member's lead."""
    return {
        "coordinator": Viewer.coordinator(),
        "presenting": Viewer.lead("alder").presenting(),
        "fir": Viewer.lead("fir"),
    }[request.param]
