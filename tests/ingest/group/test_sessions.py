"""A session of our own: eight hours, idle time, signed out anywhere; what has ended never opens again."""

from datetime import datetime, timedelta

import pytest

from ingest.group import sessions, settings, setup
from ingest.group.list_files import Row
from ingest.group.sessions import SignIn
from queries.clock import now
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")
HOUR = timedelta(hours=1)


def sign_in(token: str = "cookie", ago: timedelta = timedelta()) -> SignIn:
    return SignIn(token, "lead@alder.example", now() - ago)


def moved_back(store, column: str, by: timedelta) -> None:
    with store.write() as cursor:
        cursor.execute(f"update session set {column} = {column} - ?", [by])


def recorded(store) -> list[tuple[str, str]]:
    trail = store.ask("audit_trail", COORDINATOR).iloc[::-1]
    return [tuple(row) for row in trail[["action", "detail"]].values if "sign" in row[0]]


def test_a_session_begins_once_and_goes_on(store):
    for _ in range(3):
        assert sessions.go_on(store, sign_in()) is None
    assert sessions.is_open(store, sign_in())
    assert recorded(store) == [("sign-in", "")]


def test_the_store_holds_a_hash_of_what_the_browser_holds(store):
    sessions.go_on(store, sign_in("the browser's secret"))
    held = store.cursor().execute("select token_hash, email from session").fetchall()
    assert held == [(sign_in("the browser's secret").token_hash, "lead@alder.example")]
    assert "secret" not in held[0][0] and len(held[0][0]) == 64


@pytest.mark.parametrize(
    ("column", "by", "why"),
    [
        ("started_at", 8 * HOUR + timedelta(seconds=2), "eight_hours"),
        ("started_at", 8 * HOUR - timedelta(seconds=30), None),
        ("seen_at", timedelta(minutes=30, seconds=2), "idle"),
        ("seen_at", timedelta(minutes=29), None),
    ],
)
def test_it_ends_after_eight_hours_or_idle_time_and_stays_ended(store, column, by, why):
    sessions.go_on(store, sign_in())
    moved_back(store, column, by)
    assert sessions.is_open(store, sign_in()) is (why is None)
    assert sessions.go_on(store, sign_in()) == why
    with store.write() as cursor:
        cursor.execute("update session set started_at = ?, seen_at = ?", [now(), now()])
    assert sessions.go_on(store, sign_in()) == why


def test_a_click_is_a_sign_of_life_and_looking_is_not(store):
    sessions.go_on(store, sign_in())
    moved_back(store, "seen_at", timedelta(minutes=20))
    seen = "select seen_at from session"
    before = store.cursor().execute(seen).fetchone()
    sessions.is_open(store, sign_in())
    assert store.cursor().execute(seen).fetchone() == before
    sessions.go_on(store, sign_in())
    assert store.cursor().execute(seen).fetchone() > before


def test_a_sign_of_life_leaves_the_answers_that_are_kept(store):
    sessions.go_on(store, sign_in())
    version = store.version
    moved_back(store, "seen_at", timedelta(minutes=20))
    assert store.version == version + 1
    sessions.go_on(store, sign_in())
    assert store.version == version + 1


def test_idle_time_is_a_setting(store):
    settings.change(store, COORDINATOR, "idle_minutes", 5)
    sessions.go_on(store, sign_in())
    moved_back(store, "seen_at", timedelta(minutes=6))
    assert sessions.go_on(store, sign_in()) == "idle"


def test_signed_out_is_signed_out_for_every_window_of_that_sign_in_only(store):
    sessions.go_on(store, sign_in("here"))
    sessions.go_on(store, sign_in("another computer"))
    sessions.end(store, sign_in("here"))
    sessions.end(store, sign_in("here"))
    assert sessions.go_on(store, sign_in("here")) == "signed_out"
    assert sessions.go_on(store, sign_in("another computer")) is None
    assert recorded(store) == [("sign-in", ""), ("sign-in", ""), ("sign-out", "")]


def test_a_cookie_of_which_no_record_is_left_opens_nothing_after_eight_hours(store):
    assert sessions.go_on(store, sign_in(ago=9 * HOUR)) == "eight_hours"
    assert sessions.go_on(store, SignIn("no time", "lead@alder.example", datetime(1970, 1, 1))) == "eight_hours"
    assert recorded(store) == []


def test_eight_hours_count_from_the_sign_in_not_from_the_first_page(store):
    sessions.go_on(store, sign_in(ago=7 * HOUR))
    moved_back(store, "started_at", HOUR + timedelta(seconds=2))
    assert sessions.go_on(store, sign_in()) == "eight_hours"


def test_a_clock_that_is_ahead_gives_nobody_longer(store):
    sessions.go_on(store, sign_in(ago=-5 * HOUR))
    started = store.cursor().execute("select started_at from session").fetchone()[0]
    assert started <= now()


def test_a_refused_sign_in_is_recorded_once_and_never_opens(store):
    for _ in range(3):
        sessions.refuse(store, sign_in(), "not on the list of people")
    assert sessions.go_on(store, sign_in()) == "refused"
    assert recorded(store) == [("refused sign-in", "not on the list of people")]


def people_list(*addresses: str) -> list[Row]:
    rows = [{"email": "coordinator@group.example", "role": "coordinator", "member": ""}]
    rows += [{"email": address, "role": "lead", "member": "alder"} for address in addresses]
    return [Row(line, cells) for line, cells in enumerate(rows, start=1)]


def test_whoever_is_taken_off_the_list_is_signed_out_at_once_and_stays_so(store):
    other = SignIn("another browser", "Second@Alder.example", now())
    setup.replace_people(store, COORDINATOR, people_list("lead@alder.example", "second@alder.example"))
    sessions.go_on(store, sign_in())
    sessions.go_on(store, other)
    setup.replace_people(store, COORDINATOR, people_list("second@alder.example"))
    assert not sessions.is_open(store, sign_in())
    assert sessions.is_open(store, other), "capital letters make no difference"
    assert recorded(store)[-1] == ("sign-out", "taken off the list of people")
    setup.replace_people(store, COORDINATOR, people_list("lead@alder.example", "second@alder.example"))
    assert sessions.go_on(store, sign_in()) == "taken_off"


def test_a_member_taken_off_takes_its_people_with_it(store):
    birch = SignIn("birch's", "someone@birch.example", now())
    with store.write() as cursor:
        cursor.execute("insert into person values ('someone@birch.example', 'lead', 'birch')")
    sessions.go_on(store, birch)
    kept = [Row(line, {"member": code, "name": code}) for line, code in enumerate(("alder", "cedar"), start=1)]
    setup.replace_members(store, COORDINATOR, kept)
    assert not sessions.is_open(store, birch)


@pytest.mark.parametrize("column", ["started_at", "seen_at"])
def test_a_clock_that_was_put_back_makes_no_session_last_for_ever(store, column):
    sessions.go_on(store, sign_in())
    moved_back(store, column, -9 * HOUR)
    assert not sessions.is_open(store, sign_in())
    assert sessions.go_on(store, sign_in()) in ("eight_hours", "idle")
