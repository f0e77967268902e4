"""The group's dates: until when the returns of a quarter are due, and when the group meets next."""

from datetime import date, timedelta

from ingest import months
from ingest.group.setup import changing
from ingest.problems import Problem, Refused
from queries.store import Store
from queries.viewer import Viewer

LEAST_DAYS, MOST_DAYS = 1, 90
FURTHEST_MEETING = timedelta(days=366)


def due_on(store: Store, quarter: date) -> date:
    """The last day on which a return of the quarter is in time: so many days after the quarter as the coordinator has
    set; else the last day of the month after it."""
    ended = months.later(quarter, 3) - timedelta(days=1)
    days = due_days(store)
    return ended + timedelta(days=days) if days else months.later(quarter, 4) - timedelta(days=1)


def due_days(store: Store) -> int | None:
    """Days after a quarter's end, where the coordinator has set them."""
    held = store.setting("due_days")
    return int(held) if held else None


def next_meeting(store: Store) -> date | None:
    """The day of the next meeting; None where none is set, or it is past."""
    held = store.setting("next_meeting")
    day = date.fromisoformat(held) if held else None
    return day if day and day >= store.today() else None


def set_dates(store: Store, viewer: Viewer, days: int | None, meeting: date | None) -> None:
    """Days after a quarter's end (None: the month after it) and the next meeting (None: not known yet).

    Raises NotAllowed for anybody but the coordinator, Refused with every fault.
    """
    today = store.today()
    faults = []
    if days is not None and not LEAST_DAYS <= days <= MOST_DAYS:
        faults.append(Problem("setting", f"Returns are due {LEAST_DAYS} to {MOST_DAYS} days after a quarter's end."))
    if meeting is not None and not today <= meeting <= today + FURTHEST_MEETING:
        faults.append(Problem("setting", "The next meeting is today or later, and within a year."))
    wanted = {
        "due_days": str(days) if days is not None else "",
        "next_meeting": meeting.isoformat() if meeting else "",
    }
    changed: dict[str, str] = {}
    with changing(
        store, viewer, lambda: ", ".join(f"{name} = {value or 'none'}" for name, value in changed.items())
    ) as cursor:
        if faults:
            raise Refused(faults)
        # read while nobody else writes: of two at once the last counts whole
        changed |= {name: value for name, value in wanted.items() if value != (store.setting(name) or "")}
        if not changed:
            raise Refused.because("nothing_to_do", "Nothing was changed.")
        for name, value in changed.items():
            store.set(cursor, name, value, viewer.email)
