"""Two and eight people at once, for each writer: nothing lost, nothing of another member touched, no errors.

One round always; a hundred with `--slow`.
"""

import threading
from collections import Counter
from datetime import date
from functools import partial

import pytest

from ingest import hardship, returns, uploads
from ingest.group import closing, dates, events, learning, lists, sessions, settings, setup
from ingest.group.list_files import Row
from ingest.group.sessions import SignIn
from ingest.intake import preview_counts, preview_file
from ingest.matching import Matching, drafts, saved, sharing
from ingest.problems import Refused
from ingest.standard import HAZARDS, STANDARD
from queries.clock import now
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")
MEMBERS = ("alder", "birch", "cedar")
JULY = date(2026, 7, 1)
rounds = pytest.mark.parametrize("rounds", [1, pytest.param(100, marks=pytest.mark.slow)])
people = pytest.mark.parametrize("people", [2, 8])


def at_once(*acts) -> list:
    """What each act returned, or the sentence it was refused with; any other error fails the test."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act) -> None:
        start.wait()
        try:
            results[place] = act()
        except Refused as refused:
            results[place] = refused
        except BaseException as error:
            results[place] = AssertionError(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, AssertionError):
            raise result
    return results


def held(store, sql: str, *values) -> list[tuple]:
    return store.cursor().execute(sql, list(values)).fetchall()


def lead(place: int) -> Viewer:
    member = MEMBERS[place % len(MEMBERS)]
    return Viewer.lead(member, f"lead{place}@{member}.example")


def orders_are_unique(store) -> None:
    for table, order in (("audit", "audit_order"), ("setting", "set_order")):
        assert held(store, f"select {order} from {table} group by 1 having count(*) > 1") == [], table


@rounds
@people
def test_events_get_ids_of_their_own_and_each_member_removes_its_own(store, rounds, people):
    def add(place):
        return events.add(store, lead(place), JULY, f"event {place}")

    for _ in range(rounds):
        ids = at_once(*(lambda place=place: add(place) for place in range(people)))
        assert len(set(ids)) == people
        at_once(*(lambda p=p, i=i: events.remove(store, lead(p), i) for p, i in enumerate(ids) if p % 2 == 0))
        standing = held(store, "select event_id from event where removed_at is null and added_by <> 'program'")
        assert {each for (each,) in standing} == set(ids[1::2])
        at_once(*(lambda p=p, i=i: events.remove(store, lead(p), i) for p, i in enumerate(ids) if p % 2))
    orders_are_unique(store)


@rounds
@people
def test_sessions_of_many_tabs_never_break(store, rounds, people):
    sign_ins = [SignIn(f"browser {n}", f"lead@{MEMBERS[n % 3]}.example", now()) for n in range(people)]

    def rerun(sign_in):
        return [sessions.go_on(store, sign_in), sessions.is_open(store, sign_in)]

    for _ in range(rounds):
        with store.write() as cursor:
            cursor.execute("update session set seen_at = seen_at - interval 2 minute")
        tabs = [lambda s=s: rerun(s) for s in sign_ins for _ in range(2)]
        assert at_once(*tabs) == [[None, True]] * (2 * people)
    assert held(store, "select count(*), count(distinct token_hash) from session") == [(people, people)]
    ended = at_once(*(lambda s=s: sessions.end(store, s) for s in sign_ins for _ in range(2)))
    assert ended == [None] * (2 * people)
    assert held(store, "select count(*) from audit where action = 'sign-out'") == [(people,)]
    orders_are_unique(store)


@rounds
@people
def test_how_we_record_is_each_members_own_and_whole(store, rounds, people):
    questions = [(name, answers) for name, answers in setup.recording.ANSWERS.items()]
    for n in range(rounds):
        given = {p: {name: a[(p + n) % len(a)] for name, a in questions} for p in range(people)}
        at_once(*(partial(setup.say_how_we_record, store, lead(p), given[p]) for p in given))
        for place, member in enumerate(MEMBERS[:people]):
            found = dict(held(store, "select question, answer from how_we_record where member = ?", member))
            assert found in [given[p] for p in given if p % 3 == place], "one answer whole, never a mixture"
    orders_are_unique(store)


@rounds
@people
def test_the_newest_setting_is_the_last_written(store, rounds, people):
    for _ in range(rounds):
        at_once(*(lambda n=n: settings.change(store, COORDINATOR, "idle_minutes", 10 + n) for n in range(people)))
        newest = held(store, "select value from setting where name = 'idle_minutes' order by set_order desc limit 1")
        assert store.setting("idle_minutes") == newest[0][0]
    assert held(store, "select count(*) from setting where name = 'idle_minutes'") == [(rounds * people,)]
    orders_are_unique(store)


def test_a_clock_that_goes_back_makes_no_older_setting_count(store, monkeypatch):
    setup.set_peer_figures(store, COORDINATOR, "exact")
    monkeypatch.setattr("queries.store.now", lambda: now().replace(year=2020))
    setup.set_peer_figures(store, COORDINATOR, "interval")
    assert store.setting("peer_figures") == "interval"


@rounds
@people
def test_one_offer_a_member_stands(store, rounds, people):
    with store.write() as cursor:
        for member in MEMBERS:
            saved.save(cursor, member, Matching.from_json('{"columns": {"Ref": "incident_ref"}}'), None, "x")
    for n in range(rounds):
        at_once(*(partial(sharing.offer, store, lead(p), f"System {p} {n}") for p in range(people)))
        standing = held(store, "select member from matching_offer where taken_back_at is null")
        assert Counter(standing) == {(member,): 1 for member in MEMBERS[:people]}
    orders_are_unique(store)


@rounds
@people
def test_of_lists_saved_at_once_one_is_whole(store, rounds, people):
    def rows(n: int) -> list[Row]:
        every = [
            ("coordinator@group.example", "coordinator", ""),
            *((f"p{n}-{k}@x.example", "lead", "alder") for k in range(5)),
        ]
        return [Row(line, dict(zip(lists.PEOPLE, each, strict=True))) for line, each in enumerate(every, 1)]

    for _ in range(rounds):
        at_once(*(lambda n=n: setup.replace_people(store, COORDINATOR, rows(n)) for n in range(people)))
        found = {email for (email,) in held(store, "select email from person where role = 'lead'")}
        assert found in [{f"p{n}-{k}@x.example" for k in range(5)} for n in range(people)]


@rounds
@people
def test_of_returns_saved_at_once_for_one_member_one_counts_and_the_others_are_told(store, rounds, people):
    for n in range(rounds):
        counts = [{(JULY, "damp_mould"): 1 + n * people + p} for p in range(people)]
        previews = [preview_counts(store, lead(3 * p), JULY, JULY, counts[p]) for p in range(people)]
        results = at_once(*(partial(returns.save, store, lead(3 * p), previews[p]) for p in range(people)))
        told = [each for each in results if isinstance(each, Refused)]
        assert len(told) == people - 1
        assert {each.problems[0].rule for each in told} == {"saved_meanwhile"}
    assert held(store, "select count(*) from member_return where member = 'alder'") == [(rounds,)]
    orders_are_unique(store)


@rounds
@people
def test_a_click_that_is_repeated_saves_once_and_says_saved_already(store, rounds, people):
    for n in range(rounds):
        preview = preview_counts(store, lead(0), JULY, JULY, {(JULY, "damp_mould"): 1 + n})
        results = at_once(*[partial(returns.save, store, lead(0), preview)] * people)
        assert Counter(each.outcome for each in results) == {"loaded": 1, "saved_already": people - 1}
        assert len({each.return_id for each in results}) == 1
    assert held(store, "select count(*) from member_return") == [(rounds,)]


def test_another_persons_save_or_another_content_is_not_saved_already(store):
    first = preview_counts(store, lead(0), JULY, JULY, {(JULY, "damp_mould"): 2})
    other = preview_counts(store, lead(0), JULY, JULY, {(JULY, "neglect"): 2})
    returns.save(store, lead(0), first)
    for viewer, preview in ((lead(3), first), (lead(0), other)):
        with pytest.raises(Refused) as refused:
            returns.save(store, viewer, preview)
        assert refused.value.problems[0].rule == "saved_meanwhile"


def hazards(n: int) -> bytes:
    fields = ",".join(HAZARDS.field_names)
    return f"{fields}\nH-{n},2026-07-03 10:30,fire,emergency,tenancy,yes,2026-07-03,,2026-07-04 09:30,,,no\n".encode()


@rounds
@people
def test_lessons_are_all_kept_in_their_own_order_and_an_action_is_closed_once(store, rounds, people):
    entry = learning.Entry(
        quarter=JULY, kind="difficulty", lesson="Ask twice.", action="Train", owner="birch", due_on=date(2026, 12, 1)
    )
    for n in range(rounds):
        ids = at_once(
            *(partial(learning.add, store, lead(p), entry, learning.CHECKLIST) for p in range(people)),
        )
        assert len(set(ids)) == people
        closed = at_once(*[partial(learning.close, store, COORDINATOR, ids[0], "dropped")] * people)
        assert closed.count(None) == 1
        assert {each.problems[0].rule for each in closed if each} == {"unknown_lesson"}
        kept = held(store, "select member from lesson where lesson_id in (select unnest(?::varchar[]))", ids)
        assert sorted(kept) == sorted((lead(p).member,) for p in range(people))
        orders = held(store, "select count(*), count(distinct lesson_order) from lesson")
        assert orders == [((n + 1) * people,) * 2]
    orders_are_unique(store)


@rounds
@people
def test_of_hazard_files_saved_at_once_each_member_keeps_its_own(store, rounds, people):
    for n in range(rounds):
        previews = [
            preview_file(store, lead(p), JULY, JULY, hazards(n * people + p), "h.csv", standard=HAZARDS)
            for p in range(people)
        ]
        assert [each.hard for each in previews] == [[]] * people
        results = at_once(*(partial(returns.save, store, lead(p), previews[p]) for p in range(people)))
        told = [each for each in results if isinstance(each, Refused)]
        assert len(told) == people - len(MEMBERS[:people])
        assert {each.problems[0].rule for each in told} <= {"saved_meanwhile"}
        found = held(store, "select member from current_hazard order by all")
        assert found == [(member,) for member in MEMBERS[:people]]
    orders_are_unique(store)


@rounds
@people
def test_a_return_is_withdrawn_and_restored_once(store, rounds, people):
    saved_as = returns.save(store, lead(0), preview_counts(store, lead(0), JULY, JULY, {(JULY, "damp_mould"): 2}))
    others = returns.save(store, lead(1), preview_counts(store, lead(1), JULY, JULY, {(JULY, "neglect"): 3}))
    for _ in range(rounds):
        for act, counts in ((returns.withdraw, 0), (returns.restore, 2)):
            results = at_once(*[partial(act, store, lead(0), saved_as.return_id)] * people)
            assert results.count(None) == 1
            assert {each.problems[0].rule for each in results if each} <= {"nothing_to_do", "saved_meanwhile"}
            assert held(store, "select count(*) from current_incident where member = 'alder'") == [(counts,)]
            assert held(store, "select count(*) from current_incident where return_id = ?", others.return_id) == [(3,)]
    orders_are_unique(store)


@rounds
@people
def test_a_quarter_is_closed_once_and_taken_back_once(store, rounds, people):
    quarter = [date(2026, month, 1) for month in (7, 8, 9)]
    for place in range(3):
        counts = {(month, "damp_mould"): 4 for month in quarter}
        returns.save(store, lead(place), preview_counts(store, lead(place), quarter[0], quarter[-1], counts))
    for _ in range(rounds):
        results = at_once(*[partial(closing.close, store, COORDINATOR, JULY)] * people)
        assert sum(not isinstance(each, Refused) for each in results) == 1
        assert held(store, "select quarter from closing") == [(JULY,)]
        results = at_once(*[partial(closing.take_back, store, COORDINATOR)] * people)
        assert sum(not isinstance(each, Refused) for each in results) == 1
        assert held(store, "select count(*) from closing_member") == [(0,)]
    orders_are_unique(store)


@rounds
@people
def test_of_hardship_totals_each_entry_is_kept_and_the_last_counts(store, rounds, people):
    for n in range(rounds):
        totals = [{"households": 1 + n * people + p, "awards": 0} for p in range(people)]
        at_once(*(partial(hardship.save_totals, store, lead(p), JULY, totals[p]) for p in range(people)))
        newest = held(store, "select member, last(households order by hardship_order) from hardship_total group by 1")
        for member, households in newest:
            assert households in [totals[p]["households"] for p in range(people) if lead(p).member == member]
    assert held(store, "select count(*), count(distinct hardship_order) from hardship_total") == [
        (rounds * people,) * 2
    ]
    assert held(store, "select count(*) from audit where action = 'hardship totals'") == [(rounds * people,)]
    orders_are_unique(store)


@rounds
@people
def test_of_dates_and_focus_areas_set_at_once_the_last_of_each_counts_whole(store, rounds, people):
    families = [family.code for family in STANDARD.families]
    for n in range(rounds):
        days = [1 + (n * people + p) % 90 for p in range(people)]
        chosen = [families[p : p + 2] for p in range(people)]
        meetings = [date(2026, 11, 1 + (n + p) % 30) for p in range(people)]
        acts = [partial(dates.set_dates, store, COORDINATOR, days[p], meetings[p]) for p in range(people)]
        acts += [partial(settings.set_focus, store, COORDINATOR, chosen[p]) for p in range(people)]
        told = [each for each in at_once(*acts) if each]
        assert {each.problems[0].rule for each in told} <= {"nothing_to_do"}
        assert (dates.due_days(store), dates.next_meeting(store)) in list(zip(days, meetings, strict=True))
        assert settings.focus_families(store) in chosen
    orders_are_unique(store)


@rounds
@people
def test_what_became_of_uploads_is_one_row_each_in_its_own_order(store, rounds, people):
    for n in range(rounds):
        now_begun = [uploads.Upload("incidents") for _ in range(people)]
        for became in (uploads.Became(uploads.BEGUN), uploads.Became(uploads.REFUSED, (JULY, JULY), (("no_rows", 1),))):
            at_once(*(partial(uploads.note, store, lead(p), now_begun[p], became) for p in range(people)))
        assert {each.noted.outcome for each in now_begun} == {uploads.REFUSED}
        found = held(store, "select member, outcome from upload where upload_id in (select unnest(?::varchar[]))",
                     [each.upload_id for each in now_begun])  # fmt: skip
        assert sorted(found) == sorted((lead(p).member, uploads.REFUSED) for p in range(people))
        assert held(store, "select count(*), count(distinct upload_order) from upload") == [((n + 1) * people,) * 2]


@rounds
@people
def test_a_member_has_one_draft_of_a_kind_and_it_is_whole(store, rounds, people):
    """Of choices at once the last is kept, or where the store is busy none: the next choice then keeps them."""
    before: dict[str, list[tuple]] = {member: [] for member in MEMBERS}
    for n in range(rounds):
        kept = [Matching.from_json(f'{{"columns": {{"Ref {n} {p}": "incident_ref"}}}}') for p in range(people)]
        at_once(*(partial(drafts.keep, store, lead(p), kept[p]) for p in range(people)))
        for place, member in enumerate(MEMBERS[:people]):
            found = held(store, "select body from draft where member = ?", member)
            new = [[(kept[p].to_json(),)] for p in range(people) if p % 3 == place]
            assert found in [*new, before[member]]
            before[member] = found
    assert all(before[member] for member in MEMBERS[:people])
