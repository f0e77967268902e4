"""Dates in every way in which they are written: the same day and month, or refused; never another one silently."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume
from hypothesis import strategies as st

from tests.ingest.generated.sound import days, generated, incidents, look, messages, refused, written
from tests.ingest.reading.books import book, row, sheet

LONDON = ZoneInfo("Europe/London")
EPOCH = datetime(1899, 12, 30)
SPACES = (" ", "\u00a0", "\u202f", "\u2009", "\u2007", "\u3000", "  ")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip

quarters = st.lists(days, min_size=4, max_size=16)


def of(cells: list[str], heading: str = "closed_on", reported: str = "01/07/2026") -> str:
    """Incidents that have these cells in a date column."""
    if heading == "reported_on":
        rows = [(f"A{at}", cell, "neglect") for at, cell in enumerate(cells)]
        return written([("incident_ref", "reported_on", "category"), *rows])
    rows = [(f"A{at}", reported, "neglect", cell) for at, cell in enumerate(cells)]
    return written([("incident_ref", "reported_on", "category", heading), *rows])


ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
WAYS = {
    "compact": lambda d: f"{d:%Y%m%d}",
    "compact, day first": lambda d: f"{d:%d%m%Y}",
    "day first": lambda d: f"{d:%d/%m/%Y}",
    "without zeros": lambda d: f"{d.day}/{d.month}/{d.year}",
    "two digits": lambda d: f"{d:%d.%m.%y}",
    "ISO": lambda d: d.isoformat(),
    "year first": lambda d: f"{d:%Y/%m/%d}",
    "month named": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "month short": lambda d: f"{d.day:02d}-{MONTHS[d.month - 1][:3]}-{d.year % 100:02d}",
    "American named": lambda d: f"{MONTHS[d.month - 1][:3]} {d.day}, {d.year}",
    "weekday": lambda d: f"{d:%A} {d.day} {MONTHS[d.month - 1]} {d.year}",
    "ordinal": lambda d: f"{d.day}{ENDINGS.get(d.day, 'th')} {MONTHS[d.month - 1]} {d.year}",
    "number": lambda d: str((d - EPOCH.date()).days),
    "number with a part": lambda d: f"{(d - EPOCH.date()).days}.5",
    "midnight": lambda d: f"{d:%d/%m/%Y} 00:00:00",
    "ISO midnight": lambda d: f"{d.isoformat()}T00:00:00",
    "half past three": lambda d: f"{d:%d/%m/%Y} 3:30 PM",
    "no separators, time": lambda d: f"{d:%Y%m%d}T153000",
}


@generated(quarters, st.sampled_from(list(WAYS)), st.sampled_from(SPACES), st.booleans(), few=2)
def test_a_column_written_in_one_way_gives_its_days(found, way, space, in_front):
    """The days open count from 1 July: each day is told from every other."""
    cells = [WAYS[way](day).replace(" ", space) for day in found]
    cells = [space + cell for cell in cells] if in_front else cells
    preview = look(of(cells))
    if not preview.hard:
        wanted = [(day - date(2026, 7, 1)).days for day in found]
        assert [each["days_open"] for each in incidents(preview)] == wanted, cells
    else:
        assert refused(preview) <= {"date_order_unclear", "date_orders_mixed"}, messages(preview)


@generated(quarters, st.sampled_from(list(WAYS)), few=2)
def test_reports_count_in_their_month(found, way):
    cells = [WAYS[way](day) for day in found]
    preview = look(of(cells, "reported_on"))
    if not preview.hard:
        assert [each["month"] for each in incidents(preview)] == [day.replace(day=1) for day in found], cells


@generated(quarters, st.sampled_from(["ISO", "real", "number", "named"]), st.booleans())
def test_dates_that_a_spreadsheet_turned_never_count_in_another_month_silently(found, form, american_text):
    """Each day up to the 12th became a real date with day and month swapped, the others stayed text."""
    early, late = [d for d in found if d.day <= 12], [d for d in found if d.day > 12]
    assume(late and any(d.day != d.month for d in early))
    turned = {d: d.replace(day=d.month, month=d.day) for d in early}
    text = "%m/%d/%Y" if american_text else "%d/%m/%Y"

    def cell(day: date) -> object:
        if day not in turned:
            return day.strftime(text)
        real = turned[day]
        number = (real - EPOCH.date()).days
        return {"ISO": real.isoformat(), "real": number, "number": str(number), "named": f"{real:%d %b %Y}"}[form]

    rows = [(f"A{at}", cell(day), "neglect") for at, day in enumerate(found)]
    content = written([("incident_ref", "reported_on", "category"), *rows]) if form != "real" else book(
        {"Log": sheet([row(1, ("incident_ref", "reported_on", "category")),
                       *(row(at, cells, (0, int(not isinstance(cells[1], str)))) for at, cells in enumerate(rows, 2))])}
    )  # fmt: skip
    preview = look(content, date(2025, 11, 1), date(2026, 10, 1))
    assert refused(preview) & {"date_orders_mixed"}, ([str(d) for d in found], messages(preview))
    assert "none of the dates can be trusted" in messages(preview)


moments = st.datetimes(datetime(2026, 7, 1, 1), datetime(2026, 9, 30, 20), timezones=st.just(UTC))
OFFSETS = {"Z": 0, "z": 0, "+00:00": 0, "+01:00": 60, "-05:00": -300, "+05:30": 330, "+0100": 60, "+01": 60}


@generated(
    st.lists(moments, min_size=2, max_size=12), st.sampled_from(list(OFFSETS)), st.sampled_from(["T", " "]), st.data()
)
def test_times_with_a_zone_count_in_their_month_in_london(found, offset, between, data):
    fraction = data.draw(st.sampled_from(["", ".000", ".1234567"]))
    cells = []
    for moment in found:
        there = moment.replace(tzinfo=None, microsecond=0) + timedelta(minutes=OFFSETS[offset])
        cells.append(f"{there:%Y-%m-%d}{between}{there:%H:%M:%S}{fraction}{offset}")
    preview = look(of(cells, "reported_on"), date(2026, 6, 1), date(2026, 10, 1))
    wanted = [moment.astimezone(LONDON).date().replace(day=1) for moment in found]
    assert [each["month"] for each in incidents(preview)] == wanted, cells


@generated(
    st.lists(
        st.tuples(st.datetimes(datetime(2026, 3, 20), datetime(2026, 4, 3)), st.integers(0, 9 * 24 * 60)), min_size=1,
        max_size=12,
    ),
    st.sampled_from(["Z", "London"]),
)  # fmt: skip
def test_durations_over_the_change_of_clocks_are_those_of_time(found, zone):
    rows = []
    wanted = []
    for at, (began, minutes) in enumerate(found):
        start = began.replace(second=0, microsecond=0, tzinfo=UTC)
        end = start + timedelta(minutes=minutes)
        hours = minutes / 60
        wanted.append(
            "under_24h" if hours < 24 else "24_48h" if hours < 48 else "2_7_days" if hours <= 168 else "over_7_days"
        )
        cells = [
            f"{t:%Y-%m-%dT%H:%M:00Z}" if zone == "Z" else f"{t.astimezone(LONDON):%Y-%m-%d %H:%M}" for t in (start, end)
        ]
        reported = start.astimezone(LONDON)
        rows.append((f"A{at}", f"{reported:%Y-%m-%d}", "missing_person", *cells))
    head = ("incident_ref", "reported_on", "category", "missing_from", "found_at")
    preview = look(written([head, *rows]), date(2026, 3, 1), date(2026, 4, 1))
    assert [each["missing_duration"] for each in incidents(preview)] == wanted, (rows, zone)


@generated(st.lists(st.one_of(days, st.none()), min_size=2, max_size=9), st.sampled_from([1, 2]), st.booleans())
def test_date_zero_is_named_and_never_a_day(found, style, as_text):
    assume(any(day is None for day in found))
    cells: list[object] = []
    for day in found:
        number = 0 if day is None else (day - EPOCH.date()).days
        cells.append("00/01/1900" if as_text and day is None else number)
    rows = [
        row(at, (f"A{at}", 46_204, "neglect", cell), (0, 1, 0, style if not isinstance(cell, str) else 0))
        for at, cell in enumerate(cells, 2)
    ]
    preview = look(book({"Log": sheet([row(1, ("incident_ref", "reported_on", "category", "closed_on")), *rows])}))
    assert refused(preview) == {"date_zero"}, messages(preview)
    for at, day in enumerate(found, 2):
        if day is None:
            assert str(at) in messages(preview)
