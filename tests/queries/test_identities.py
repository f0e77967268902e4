"""What must add up, whoever asks and however it is cut."""

from datetime import date
from random import Random

import pandas as pd
import pytest

from queries.viewer import Viewer
from tests.queries.small_group import HOMES, SEVEN, SmallGroup, count_anew, month

START = date(2024, 4, 1)
CATEGORIES = ("damp_mould", "missing_person", "self_neglect", "hoarding", "neglect", "hate_incident")
FIELDS = ("incident_ref", "reported_on", "category", "gender", "about")


def filled(path, exact):
    """Seven members, two years, one quarter after the other, each quarter closed when it is in."""
    group, random = SmallGroup(path), Random(7)
    if exact:
        with group.store.write() as cursor:
            group.store.set(cursor, "peer_figures", "exact", "coordinator@group.example")
    for quarter in range(8):
        for member in SEVEN:
            for gender in ("female", "male", None):
                most = HOMES[member] // 6000 + 2
                counts = {category: [random.randrange(most) for _ in range(3)] for category in CATEGORIES}
                if gender == "female":
                    group.returns(member, month(START, quarter * 3), counts, fields=FIELDS, more={"gender": gender})
                else:
                    append(group, member, month(START, quarter * 3), counts, gender)
        group.close(month(START, quarter * 3))
    return group


def append(group, member, start, counts, gender):
    """More rows of the member's newest return: men, and people of whom nothing is known."""
    rows = [
        [
            f"r{group._saved}",
            f"{gender}-{category}-{start}-{place}-{n}",
            month(start, place),
            category,
            gender,
        ]
        for category, by_month in counts.items()
        for place, count in enumerate(by_month)
        for n in range(count)
    ]
    frame = pd.DataFrame(rows, columns=["return_id", "incident_ref", "month", "category", "gender"])
    with group.store.write() as cursor:
        cursor.register("frame", frame.astype(object).where(frame.notna(), None))
        cursor.execute("insert into incident by name select * from frame")
        count_anew(cursor)


@pytest.fixture(scope="module")
def group(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("interval") / "store.duckdb", exact=False)


@pytest.fixture(scope="module")
def agreed(tmp_path_factory):
    """The same group, having agreed in writing to see each other's exact figures."""
    return filled(tmp_path_factory.mktemp("exact") / "store.duckdb", exact=True)


def own(group, member, by, **more):
    return group.ask("own_figures", member, by=by, **more)


def quarter_of(periods):
    return periods.dt.to_period("Q").dt.start_time


@pytest.mark.dose(3)
@pytest.mark.parametrize("member", SEVEN)
def test_own_months_sum_to_own_quarters_and_quarters_to_years(group, member):
    months, quarters, years = (own(group, member, by) for by in ("month", "quarter", "year"))
    summed = months.groupby(["family", quarter_of(months["period"])])["n"].sum()
    assert list(summed) == list(quarters.set_index(["family", "period"])["n"])
    year = (quarters["period"] - pd.DateOffset(months=3)).dt.year
    assert list(quarters.groupby(["family", year])["n"].sum()) == list(years["n"])


@pytest.mark.parametrize("member", ["alder", "gorse"])
def test_own_categories_sum_to_their_family(group, member):
    families = own(group, member, "quarter").set_index(["family", "period"])["n"]
    categories = own(group, member, "quarter", category="*")
    assert list(categories.groupby(["family", "period"])["n"].sum()) == list(families)


def test_own_rows_are_as_many_as_own_figures(group):
    rows, figures = group.ask("own_incidents", "alder"), own(group, "alder", "month")
    assert len(rows) == figures["n"].sum() > 0


@pytest.mark.parametrize("by", ["quarter", "year"])
@pytest.mark.parametrize("viewer", ["alder", "gorse", Viewer.coordinator()])
def test_the_group_lies_within_the_sum_of_its_members(group, viewer, by):
    members = group.ask("member_figures", viewer, by=by).groupby(["family", "period"])[["low", "high"]].sum()
    together = group.ask("group_figures", viewer, by=by).set_index(["family", "period"])
    both = together.join(members.add_suffix("_sum"))
    assert (both["low"] <= both["high_sum"]).all()
    assert (both["high"] >= both["low_sum"]).all()


def test_the_groups_interval_holds_the_exact_total_of_all_seven(group):
    total = sum(own(group, member, "quarter").set_index(["family", "period"])["n"] for member in SEVEN)
    together = group.ask("group_figures", "alder").set_index(["family", "period"])
    assert (together["low"] <= total).all()
    assert (together["high"] >= total).all()


@pytest.mark.parametrize("by", ["quarter", "year"])
def test_where_exact_figures_are_agreed_the_group_is_the_sum_of_its_members(agreed, by):
    members = agreed.ask("member_figures", "fir", by=by)
    assert (members["low"] == members["high"]).all()
    together = agreed.ask("group_figures", "fir", by=by)
    summed = members.groupby(["family", "period"])["low"].sum()
    assert list(together["low"]) == list(together["high"]) == list(summed)


@pytest.mark.dose(2)
@pytest.mark.parametrize("field", ["gender", "about"])
def test_own_breakdown_sums_to_the_category(group, field):
    for category in CATEGORIES:
        figures = own(group, "alder", "quarter", category=category)
        for row in figures.itertuples():
            codes = group.ask("breakdown", "alder", of="own", field=field, category=category, period=row.period)
            assert codes["low"].sum() == row.n
            assert (codes["low"] == codes["high"]).all()


def test_the_chart_shows_the_same_months_as_the_figures(group):
    for of, question in (("own", "own_figures"), ("group", "group_figures")):
        chart = group.ask("control_chart", "birch", of=of)
        figures = group.ask(question, "birch", by="month")
        keys = ["family", "period"]
        chart = chart.rename(columns={"month": "period"}).sort_values(keys)
        figures = figures.sort_values(keys)
        low, high = ("n", "n") if of == "own" else ("low", "high")
        assert chart[[*keys, "low", "high"]].values.tolist() == figures[[*keys, low, high]].values.tolist()


@pytest.mark.parametrize("viewer", ["alder", Viewer.coordinator()])
def test_changes_headlines_and_flags_show_the_figures_of_the_other_questions(group, viewer):
    newest = "2026-01-01"
    keys = ["low", "high", "shown", "homes", "rate_low", "rate_high"]
    group_rows = group.ask("group_figures", viewer)
    expected = group_rows[group_rows["period"] == newest].sort_values("family")[keys].values.tolist()
    for question in ("change_on_last_year", "headlines"):
        rows = group.ask(question, viewer).sort_values("family")
        assert rows[keys].values.tolist() == expected, question
    members = group.ask("member_figures", viewer, by="year").sort_values(["family", "period", "member"])
    flags = group.ask("compare_flags", viewer, by="year").sort_values(["family", "period", "member"])
    assert flags[["member", *keys]].values.tolist() == members[["member", *keys]].values.tolist()
    changes = group.ask("change_on_last_year", viewer, of="members", by="year", period="2025-04")
    newest_year = members[members["period"] == "2025-04-01"].sort_values(["member", "family"])
    assert changes[["member", *keys]].values.tolist() == newest_year[["member", *keys]].values.tolist()
