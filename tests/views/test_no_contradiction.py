"""The front page says what Trends marks, in the same words, and never calms where Trends alarms."""

import re
from random import Random

import pytest

from ingest.standard import STANDARD
from tests.queries.small_group import SEVEN
from tests.views.conftest import MONTHS, steady, texts, title

FAMILIES = {family.code: family.label for family in STANDARD.families}
MARK = re.compile(r"(above|below|rising|falling|near the top|near the bottom) .*, (since|in) \w+")


def random_counts(seed: int) -> dict:
    """Quiet and busy categories; in half of them something begins in the last months."""
    random = Random(seed)
    counts = steady()
    for member in SEVEN:
        for category in ("damp_mould", "neglect", "hoarding", "domestic_abuse", "missing_person"):
            usual = random.choice([1, 4, 12])
            more = random.choice([1, 1, 1.5, 3])
            begins = MONTHS - random.randrange(1, 10)
            counts[member][category] = [
                int(random.gammavariate(9, usual * (more if at >= begins else 1) / 9)) for at in range(MONTHS)
            ]
    return counts


def contradictions(opened, store, be: str) -> list[str]:
    front = texts(opened(store, "this_quarter", be=be))
    of = "group" if be == "coordinator" else "own"
    found = []
    for family, label in FAMILIES.items():
        trend = title(opened(store, "trends", be=be, family=family, category="all", of=of))
        marked = MARK.search(trend)
        said = f"{label} {marked.group(0)}" in front if marked else False
        if marked and not said:
            found.append(f"{trend}: not said on the front page")
        if not marked and re.search(rf"{re.escape(label)} (above|below|rising|falling|near)", front) and of == "group":
            found.append(f"{label}: marked on the front page, not on Trends ({trend})")
    if found and "No change that stands out" in front:
        found.append("the front page calms")
    return found


@pytest.mark.parametrize(("seed", "be"), [(1, "coordinator"), (2, "lead_birch")])
def test_the_front_page_and_trends_agree(make_store, opened, seed, be):
    store = make_store(random_counts(seed))
    assert contradictions(opened, store, be) == []
    assert "Over the months" in texts(opened(store, "this_quarter", be=be)), "a test on something marked"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 53))
def test_the_front_page_and_trends_agree_often(make_store, opened, seed):
    store = make_store(random_counts(seed))
    for be in ("coordinator", "lead_birch", "lead_gorse"):
        assert contradictions(opened, store, be) == []
