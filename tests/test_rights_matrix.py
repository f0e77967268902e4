"""Every role × every question × every write × every page: allowed (yes) or refused (-), as one table.

A question or a write that is not in the table fails here: whoever adds one says who may have it.
"""

import importlib
import inspect
import pkgutil
import shutil
from datetime import date
from pathlib import Path

import pytest

import ingest
from ingest import hardship, returns, uploads
from ingest.group import (
    closing,
    dates,
    discussion,
    errata,
    events,
    learning,
    lists,
    merging,
    retention,
    settings,
    setup,
)
from ingest.group.list_files import Row
from ingest.group.look import look_at
from ingest.group.sessions import SignIn
from ingest.intake import (
    match_file,
    open_file,
    preview_counts,
    preview_file,
    preview_matched,
    preview_nil,
)
from ingest.matching import Matching, drafts, saved, sharing
from ingest.matching.words_of_others import words_of_others
from ingest.standard import HAZARDS as HAZARDS_FILE
from queries.backup import backup
from queries.question import questions
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer
from views.pages import PAGES

ROLES = {
    "lead": Viewer.lead("alder", "lead@alder.example"),
    "reader": Viewer.reader("alder", "reader@alder.example"),
    "coord": Viewer.coordinator("coordinator@group.example"),
    "both": Viewer.lead("alder", "both@alder.example", coordinates=True),
    "group": Viewer.lead("alder", "both@alder.example", coordinates=True).presenting(),
    "public": Viewer.public(),
}

MATRIX = """
                                              lead  reader  coord  both  group  public
question
  action_verdicts                             yes   yes     yes    yes   yes    -
  answer_by_period of=group                   yes   yes     yes    yes   yes    -
  answer_by_period of=own                     yes   yes     -      yes   -      -
  answers_on_last_year of=group               yes   yes     yes    yes   yes    -
  answers_on_last_year of=own                 yes   yes     -      yes   -      -
  audit_trail                                 -     -       yes    yes   -      -
  breakdown of=group                          yes   yes     yes    yes   yes    -
  breakdown of=own                            yes   yes     -      yes   -      -
  changes_since_closing                       -     -       yes    yes   -      -
  change_on_last_year of=group                yes   yes     yes    yes   yes    -
  change_on_last_year of=members              yes   yes     yes    yes   yes    -
  change_on_last_year of=own                  yes   yes     -      yes   -      -
  closings                                    yes   yes     yes    yes   yes    -
  codes                                       yes   yes     yes    yes   yes    yes
  column_supplied                             yes   yes     yes    yes   yes    -
  compare_flags                               yes   yes     yes    yes   yes    -
  control_chart of=group                      yes   yes     yes    yes   yes    -
  control_chart of=own                        yes   yes     -      yes   -      -
  errata                                      yes   yes     yes    yes   yes    -
  events                                      yes   yes     yes    yes   yes    -
  funnel_limits                               yes   yes     yes    yes   yes    -
  group_figures by=month                      yes   yes     yes    yes   yes    -
  group_figures by=quarter                    yes   yes     yes    yes   yes    yes
  group_figures by=year                       yes   yes     yes    yes   yes    yes
  hardship_totals                             yes   yes     yes    yes   yes    -
  hazard_clocks of=group                      yes   yes     yes    yes   yes    -
  hazard_clocks of=own                        yes   yes     -      yes   -      -
  hazard_counts of=group                      yes   yes     yes    yes   yes    -
  hazard_counts of=own                        yes   yes     -      yes   -      -
  hazard_durations of=group                   yes   yes     yes    yes   yes    -
  hazard_durations of=own                     yes   yes     -      yes   -      -
  hazard_reopened of=group                    yes   yes     yes    yes   yes    -
  hazard_reopened of=own                      yes   yes     -      yes   -      -
  hazards_due                                 yes   yes     -      yes   -      -
  hazards_supplied                            yes   yes     yes    yes   yes    -
  headlines of=group                          yes   yes     yes    yes   yes    -
  headlines of=own                            yes   yes     -      yes   -      -
  homes_by_year                               yes   yes     yes    yes   yes    -
  how_we_record                               yes   yes     yes    yes   yes    -
  lessons                                     yes   yes     yes    yes   yes    -
  member_figures                              yes   yes     yes    yes   yes    -
  members                                     yes   yes     yes    yes   yes    -
  own_crossed                                 yes   yes     -      yes   -      -
  own_figures                                 yes   yes     -      yes   -      -
  own_hazard_returns                          yes   yes     -      yes   -      -
  own_hardship_totals                         yes   yes     -      yes   -      -
  own_incidents                               yes   yes     -      yes   -      -
  own_returns                                 yes   yes     -      yes   -      -
  own_uploads                                 yes   -       -      yes   -      -
  people                                      -     -       yes    yes   -      -
  periods                                     yes   yes     yes    yes   yes    yes
  rate                                        yes   yes     yes    yes   yes    yes
  returns_status                              yes   yes     yes    yes   yes    -
  seen_by_others                              yes   yes     -      yes   -      -
  share                                       yes   yes     yes    yes   yes    yes
  share_range                                 yes   yes     yes    yes   yes    yes
  together_with of=group                      yes   yes     yes    yes   yes    -
  together_with of=own                        yes   yes     -      yes   -      -
write
  closing.close                               -     -       yes    yes   -      -
  closing.show_late                           -     -       yes    yes   -      -
  closing.take_back                           -     -       yes    yes   -      -
  errata.correct                              -     -       yes    yes   -      -
  look.look_at                                -     -       yes    yes   -      -
  typed_counts.preview_counts                 yes   -       -      yes   -      -
  typed_counts.preview_nil                    yes   -       -      yes   -      -
  events.add, the group's                     -     -       yes    yes   -      -
  events.add, own                             yes   -       -      yes   -      -
  events.remove, the group's                  -     -       yes    yes   -      -
  events.remove, own                          yes   -       -      yes   -      -
  events.remove, another's                    -     -       -      -     -      -
  file_preview.preview_file                   yes   -       -      yes   -      -
  file_preview.preview_matched                yes   -       -      yes   -      -
  file_preview.preview_file, hazards          yes   -       -      yes   -      -
  file_preview.preview_matched, hazards       yes   -       -      yes   -      -
  learning.add, the group's                   -     -       yes    yes   -      -
  learning.add, own                           yes   -       -      yes   -      -
  learning.close                              -     -       yes    yes   -      -
  merging.merge                               -     -       yes    yes   -      -
  dates.set_dates                             -     -       yes    yes   -      -
  drafts.newest                               yes   -       -      yes   -      -
  drafts.keep                                 yes   -       -      yes   -      -
  saved.newest                                yes   yes     -      yes   -      -
  retention.preview                           -     -       yes    yes   -      -
  retention.clear_out                         -     -       yes    yes   -      -
  returns.save, own hazards                   yes   -       -      yes   -      -
  returns.save, another's hazards             -     -       -      -     -      -
  returns.withdraw, own hazards               yes   -       -      yes   -      -
  returns.withdraw, another's hazards         -     -       -      -     -      -
  returns.restore, own hazards                yes   -       -      yes   -      -
  returns.restore, another's hazards          -     -       -      -     -      -
  returns.save, own                           yes   -       -      yes   -      -
  returns.save, another's                     -     -       -      -     -      -
  returns.nil                                 yes   -       -      yes   -      -
  returns.save_counts                         yes   -       -      yes   -      -
  returns.withdraw, own                       yes   -       -      yes   -      -
  returns.withdraw, another's                 -     -       -      -     -      -
  returns.restore, own                        yes   -       -      yes   -      -
  returns.restore, another's                  -     -       -      -     -      -
  discussion.save_questions                   -     -       yes    yes   -      -
  settings.change                             -     -       yes    yes   -      -
  settings.set_focus                          -     -       yes    yes   -      -
  setup.changing                              -     -       yes    yes   -      -
  setup.add_homes                             -     -       yes    yes   -      -
  setup.replace_homes                         -     -       yes    yes   -      -
  setup.replace_members                       -     -       yes    yes   -      -
  setup.replace_people                        -     -       yes    yes   -      -
  setup.say_how_we_record                     yes   -       -      yes   -      -
  setup.set_membership                        -     -       yes    yes   -      -
  setup.set_first_quarter                     -     -       yes    yes   -      -
  setup.set_peer_figures                      -     -       yes    yes   -      -
  sharing.offer                               yes   -       -      yes   -      -
  sharing.offers_of_others                    yes   -       -      yes   -      -
  sharing.own_offer                           yes   -       -      yes   -      -
  sharing.stop_sharing                        yes   -       -      yes   -      -
  hardship.save_totals                        yes   -       -      yes   -      -
  uploads.note                                yes   -       -      yes   -      -
  words_of_others.words_of_others             yes   -       -      yes   -      -
  backup.backup                               -     -       yes    yes   -      -
page
  this_quarter                                yes   yes     yes    yes   yes    yes
  meeting                                     yes   yes     yes    yes   yes    -
  learning                                    yes   yes     yes    yes   yes    -
  packs                                       yes   yes     yes    yes   yes    yes
  trends                                      yes   yes     yes    yes   yes    -
  compare                                     yes   yes     yes    yes   yes    -
  drill_down                                  yes   yes     yes    yes   yes    -
  hazards                                     yes   yes     yes    yes   yes    -
  missing_people                              yes   yes     yes    yes   yes    -
  partnership                                 yes   yes     yes    yes   yes    -
  making_safeguarding_personal                yes   yes     yes    yes   yes    -
  cost_of_living                              yes   yes     yes    yes   yes    -
  upload                                      yes   -       -      yes   -      -
  our_returns                                 yes   yes     -      yes   -      -
  data_dictionary                             yes   yes     yes    yes   yes    yes
  close_quarter                               -     -       yes    yes   -      -
  members_and_homes                           yes   yes     yes    yes   -      -
  events                                      yes   yes     yes    yes   -      -
  people                                      -     -       yes    yes   -      -
  discussion_questions                        -     -       yes    yes   -      -
  settings                                    -     -       yes    yes   -      -
  audit_trail                                 -     -       yes    yes   -      -
  backup                                      -     -       yes    yes   -      -
"""

WIDTH = 46
JULY, SEPTEMBER = date(2026, 7, 1), date(2026, 9, 1)
MARCH = date(2026, 3, 1)
APRIL, JUNE = date(2026, 4, 1), date(2026, 6, 1)
PARAMETERS = {
    "answer_by_period": {"field": "age_band", "code": "25_44", "family": "damp_and_mould"},
    "answers_on_last_year": {"family": "damp_and_mould", "period": "2026-04"},
    "breakdown": {"field": "age_band", "family": "damp_and_mould", "period": "2026-04"},
    "control_chart": {"family": "damp_and_mould"},
    "funnel_limits": {"family": "damp_and_mould", "period": "2026-04", "by": "quarter"},
    "own_crossed": {"field": "age_band", "across": "gender", "period": "2026-04"},
    "rate": {"x": 3, "homes": 1000},
    "seen_by_others": {"counts": "3,12"},
    "share": {"x": 3, "n": 12},
    "share_range": {"low": 3, "high": 7, "others_low": 8, "others_high": 12},
    "together_with": {"category": "damp_mould", "period": "2026-04"},
}
NOT_A_PERSONS = {  # what the program does by itself, or what answers the same to everybody
    "dates.due_days", "dates.due_on", "dates.next_meeting",
    "closing.fill_in_breakdowns", "closing.last_unseen", "closing.late_returns", "closing.least_members",
    "closing.one_at_a_time", "closing.quarters_to_close", "discussion.own_questions", "events.copy_national",
    "against_current.compare_with_current", "history.history_of", "preview.check_period",
    "retention.months_kept_after_replaced", "retention.years_kept",
    "submitted.every_return", "returns.member_of", "return_rows.write_return",
    "sessions.end", "sessions.go_on", "sessions.idle_time",
    "sessions.is_open", "sessions.refuse", "settings.value_of", "standard_copy.copy_standard",
    "sessions.end_of_people_gone", "writing.writing", "sample_files.require_own_store",
    "second_click.saved_by_the_first", "settings.first_quarter", "settings.focus_families", "what_changes.what_changes",
}  # fmt: skip


def rows(kind: str) -> list[tuple[str, dict[str, bool]]]:
    """(what, {role: allowed}) of one part of the table."""
    found, part = [], None
    for line in MATRIX.strip("\n").splitlines()[1:]:
        if not line.startswith("  "):
            part = line
        elif part == kind:
            cells = line[WIDTH:].split()
            found.append((line[:WIDTH].strip(), {r: c == "yes" for r, c in zip(ROLES, cells, strict=True)}))
    return found


def each(kind: str) -> list:
    return [
        pytest.param(what, role, allowed, id=f"{role}: {what}")
        for what, cells in rows(kind)
        for role, allowed in cells.items()
    ]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """Three members with April to June 2026 closed; a withdrawn return and an event of alder's, and of birch's."""
    folder = tmp_path_factory.mktemp("matrix")
    texts = {
        "members": "member,name\nalder,Alder\nbirch,Birch\ncedar,Cedar\n",
        "homes": "member,year_start,needs_type,homes\nalder,2026-04-01,general_needs,5000\n",
        "people": "email,role,member\ncoordinator@group.example,coordinator,\nlead@alder.example,lead,alder\n",
    }
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    store = setup.make_store(folder / "group.duckdb", *(folder / f"{name}.csv" for name in texts))
    with store.write() as cursor:
        store.set(cursor, "today", "2026-10-20", "test")
    for member in ("alder", "birch"):
        lead = Viewer.lead(member, f"lead@{member}.example")
        returns.save_counts(store, lead, APRIL, JUNE, {(APRIL, "damp_mould"): 7})
        returns.withdraw(store, lead, returns.save_counts(store, lead, APRIL, JUNE, {}).return_id)
        events.add(store, lead, APRIL, f"{member}'s own")
        returns.save(store, lead, look_hazards(store, member, APRIL, JUNE))
        receipt = returns.save(store, lead, look_hazards(store, member, date(2026, 1, 1), MARCH))
        returns.withdraw(store, lead, receipt.return_id)
    events.add(store, ROLES["coord"], APRIL, "The group's", of_group=True)
    learning.add(store, ROLES["coord"], LESSON, learning.CHECKLIST, of_group=True)
    with store.write() as cursor:
        saved.save(cursor, "alder", Matching(columns={"Ref": "incident_ref"}), None, "lead@alder.example")
        cursor.execute("update member_return set withdrawn_at = withdrawn_at - interval 2 year")
        cursor.execute("update member_return set saved_at = saved_at - interval 2 year where withdrawn_at is not null")
    sharing.offer(store, ROLES["lead"], "A case system")
    closing.close(store, ROLES["coord"], APRIL)
    alder = Viewer.lead("alder", "lead@alder.example")
    returns.save_counts(store, alder, APRIL, JUNE, {(APRIL, "damp_mould"): 20})
    returns.nil(store, alder, JULY, SEPTEMBER)
    store.close()
    return folder / "group.duckdb"


@pytest.fixture
def store(prepared, tmp_path):
    opened = Store.open(shutil.copy(prepared, tmp_path / "group.duckdb"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def asked(prepared, tmp_path_factory):
    opened = Store.open(shutil.copy(prepared, tmp_path_factory.mktemp("asked") / "group.duckdb"))
    yield opened
    opened.close()


def held(store: Store, table: str, column: str, where: str) -> str:
    return store.cursor().execute(f"select {column} from {table} where {where}").fetchone()[0]


def look(store, member: str = "alder"):
    return preview_nil(store, Viewer.lead(member, f"lead@{member}.example"), JULY, SEPTEMBER)


def withdrawn(store, member: str) -> str:
    return held(store, "member_return", "return_id", f"member = '{member}' and withdrawn_at is not null")


def standing(store, member: str) -> str:
    return held(store, "member_return", "return_id", f"member = '{member}' and withdrawn_at is null")


def event(store, whose: str) -> str:
    return held(store, "event", "event_id", f"label = '{whose}'")


def row(headings: tuple[str, ...], line: str) -> Row:
    return Row(2, dict(zip(headings, line.split(","), strict=True)))


MEMBERS = [row(lists.MEMBERS, f"{code},{code.title()}") for code in ("alder", "birch", "cedar")]
HOMES = [row(lists.HOMES, "alder,2026-04-01,general_needs,6000")]
MERGER = merging.Merger(("alder", "birch"), "holly", "Holly Homes", date(2030, 4, 1))
PEOPLE = [row(lists.PEOPLE, "coordinator@group.example,coordinator,")]
CSV = b"incident_ref,reported_on,category\nA1,2026-07-03,damp_mould\n"
LESSON = learning.Entry(APRIL, "success", "Tell the repairs team.", action="Train repairs teams", due_on=JULY)


def lesson(store) -> str:
    return held(store, "lesson", "lesson_id", "true")


def matched_file():
    return match_file(open_file(CSV, "a.csv", Matching.of_standard()), Matching.of_standard())


HAZARDS_CSV = b"hazard_ref,aware_at,hazard_type,hazard_level\nH1,2026-07-03,fire,emergency\n"


def matched_hazards():
    matching = Matching.of_standard(HAZARDS_FILE)
    return match_file(open_file(HAZARDS_CSV, "h.csv", matching), matching)


def look_hazards(store, member: str, first: date = JULY, last: date = SEPTEMBER):
    viewer = Viewer.lead(member, f"lead@{member}.example")
    csv = HAZARDS_CSV.replace(b"2026-07", f"{first:%Y-%m}".encode()).replace(b"H1", f"H{first.month}".encode())
    return preview_file(store, viewer, first, last, csv, "h.csv", standard=HAZARDS_FILE)


WRITES = {
    "closing.close": lambda s, v: closing.close(s, v, JULY),
    "closing.show_late": closing.show_late,
    "closing.take_back": closing.take_back,
    "errata.correct": lambda s, v: errata.correct(s, v, APRIL, "alder", "A system was left out."),
    "look.look_at": lambda s, v: look_at(s, v, JULY).close(),
    "typed_counts.preview_counts": lambda s, v: preview_counts(s, v, JULY, SEPTEMBER, {}),
    "typed_counts.preview_nil": lambda s, v: preview_nil(s, v, JULY, SEPTEMBER),
    "events.add, the group's": lambda s, v: events.add(s, v, JULY, "New", of_group=True),
    "events.add, own": lambda s, v: events.add(s, v, JULY, "New"),
    "events.remove, the group's": lambda s, v: events.remove(s, v, event(s, "The group''s")),
    "events.remove, own": lambda s, v: events.remove(s, v, event(s, "alder''s own")),
    "events.remove, another's": lambda s, v: events.remove(s, v, event(s, "birch''s own")),
    "file_preview.preview_file": lambda s, v: preview_file(s, v, JULY, SEPTEMBER, CSV, "a.csv"),
    "file_preview.preview_matched": lambda s, v: preview_matched(s, v, matched_file(), JULY, SEPTEMBER),
    "file_preview.preview_file, hazards": lambda s, v: preview_file(
        s, v, JULY, SEPTEMBER, HAZARDS_CSV, "h.csv", standard=HAZARDS_FILE
    ),
    "file_preview.preview_matched, hazards": lambda s, v: preview_matched(s, v, matched_hazards(), JULY, SEPTEMBER),
    "learning.add, the group's": lambda s, v: learning.add(s, v, LESSON, learning.CHECKLIST, of_group=True),
    "learning.add, own": lambda s, v: learning.add(s, v, LESSON, learning.CHECKLIST),
    "learning.close": lambda s, v: learning.close(s, v, lesson(s), "dropped"),
    "merging.merge": lambda s, v: merging.merge(s, v, MERGER),
    "dates.set_dates": lambda s, v: dates.set_dates(s, v, 28, None),
    "drafts.newest": lambda s, v: drafts.newest(s, v),
    "drafts.keep": lambda s, v: drafts.keep(s, v, Matching(columns={"Ref": "incident_ref"})),
    "saved.newest": lambda s, v: saved.newest(s, v),
    "retention.preview": lambda s, v: retention.preview(s, v),
    "retention.clear_out": lambda s, v: retention.clear_out(s, v, retention.preview(s, ROLES["coord"])),
    "returns.save, own hazards": lambda s, v: returns.save(s, v, look_hazards(s, "alder")),
    "returns.save, another's hazards": lambda s, v: returns.save(s, v, look_hazards(s, "birch")),
    "returns.withdraw, own hazards": lambda s, v: returns.withdraw(s, v, "alder-h0001"),
    "returns.withdraw, another's hazards": lambda s, v: returns.withdraw(s, v, "birch-h0001"),
    "returns.restore, own hazards": lambda s, v: returns.restore(s, v, "alder-h0002"),
    "returns.restore, another's hazards": lambda s, v: returns.restore(s, v, "birch-h0002"),
    "returns.save, own": lambda s, v: returns.save(s, v, look(s)),
    "returns.save, another's": lambda s, v: returns.save(s, v, look(s, "birch")),
    "returns.nil": lambda s, v: returns.nil(s, v, JULY, SEPTEMBER),
    "returns.save_counts": lambda s, v: returns.save_counts(s, v, JULY, SEPTEMBER, {}),
    "returns.withdraw, own": lambda s, v: returns.withdraw(s, v, standing(s, "alder")),
    "returns.withdraw, another's": lambda s, v: returns.withdraw(s, v, standing(s, "birch")),
    "returns.restore, own": lambda s, v: returns.restore(s, v, withdrawn(s, "alder")),
    "returns.restore, another's": lambda s, v: returns.restore(s, v, withdrawn(s, "birch")),
    "discussion.save_questions": lambda s, v: discussion.save_questions(s, v, "partnership", "Who asks again?"),
    "settings.change": lambda s, v: settings.change(s, v, "idle_minutes", 20),
    "settings.set_focus": lambda s, v: settings.set_focus(s, v, ["hate_and_anti_social"]),
    "setup.changing": lambda s, v: setup.changing(s, v, "nothing").__enter__(),
    "setup.add_homes": lambda s, v: setup.add_homes(s, v, HOMES),
    "setup.replace_homes": lambda s, v: setup.replace_homes(s, v, HOMES),
    "setup.replace_members": lambda s, v: setup.replace_members(s, v, MEMBERS),
    "setup.replace_people": lambda s, v: setup.replace_people(s, v, PEOPLE),
    "setup.say_how_we_record": lambda s, v: setup.say_how_we_record(s, v, {}),
    "setup.set_membership": lambda s, v: setup.set_membership(s, v, "alder", None, None),
    "setup.set_first_quarter": lambda s, v: setup.set_first_quarter(s, v, date(2026, 4, 1)),
    "setup.set_peer_figures": lambda s, v: setup.set_peer_figures(s, v, "exact"),
    "sharing.offer": lambda s, v: sharing.offer(s, v, "A case system"),
    "sharing.offers_of_others": lambda s, v: sharing.offers_of_others(s, v),
    "sharing.own_offer": lambda s, v: sharing.own_offer(s, v),
    "sharing.stop_sharing": lambda s, v: sharing.stop_sharing(s, v),
    "hardship.save_totals": lambda s, v: hardship.save_totals(s, v, JULY, {"awards": 3}),
    "uploads.note": lambda s, v: uploads.note(s, v, uploads.Upload("incidents"), uploads.Became("begun")),
    "words_of_others.words_of_others": words_of_others,
    "backup.backup": lambda s, v: backup(s, v),
}


@pytest.mark.parametrize(("what", "role", "allowed"), each("question"))
def test_a_question(asked, what, role, allowed):
    name, _, choice = what.partition(" ")
    parameters = PARAMETERS.get(name, {}) | dict(pair.split("=") for pair in choice.split())
    assert _is_allowed(lambda: asked.ask(name, ROLES[role], **parameters)) is allowed


@pytest.mark.parametrize(("what", "role"), [row.values[:2] for row in each("write") if row.values[2]])
def test_a_write_that_is_allowed(store, what, role):
    assert _is_allowed(lambda: WRITES[what](store, ROLES[role]))


@pytest.mark.parametrize("what", [what for what, _ in rows("write")])
def test_a_write_that_is_refused_changes_nothing(asked, what):
    before = _content(asked)
    refused = [role for role, allowed in dict(rows("write"))[what].items() if not allowed]
    for role in refused:
        assert not _is_allowed(lambda role=role: WRITES[what](asked, ROLES[role])), role
    assert refused and _content(asked) == before


@pytest.mark.parametrize(("what", "role", "allowed"), each("page"))
def test_a_page(what, role, allowed):
    assert PAGES[what].is_open_to(ROLES[role]) is allowed


def test_the_table_has_every_question_every_write_and_every_page():
    assert {what.split()[0] for what, _ in rows("question")} == set(questions()), "each has its rows in MATRIX"
    assert [what for what, _ in rows("write")] == list(WRITES)
    assert {what.split(",")[0] for what in WRITES} | NOT_A_PERSONS == {
        *_functions_on_a_store(),
        "backup.backup",
    }
    assert [what for what, _ in rows("page")] == list(PAGES)


def test_a_session_is_its_browsers_own_to_end(store):
    """Sessions take no viewer: they are what makes one. Knowing an address ends nobody's."""
    from ingest.group import sessions
    from queries.clock import now

    sessions.go_on(store, SignIn("the browser's secret", "lead@alder.example", now()))
    sessions.end(store, SignIn("a guess", "lead@alder.example", now()))
    assert sessions.is_open(store, SignIn("the browser's secret", "lead@alder.example", now()))


def _is_allowed(act) -> bool:
    try:
        act()
    except NotAllowed:
        return False
    return True


def _content(store: Store) -> list[tuple]:
    tables = (
        "member",
        "homes",
        "person",
        "setting",
        "event",
        "lesson",
        "matching_offer",
        "member_return",
        "incident",
        "hazard_return",
        "hazard",
        "upload",
        "hardship_total",
        "closing",
        "shown",
        "erratum",
        "audit",
    )
    return [tuple(store.cursor().execute(f"select * from {table}").fetchall()) for table in tables]


def _functions_on_a_store() -> set[str]:
    """Every public function of ingest whose first parameter is the store."""
    found = set()
    for module in pkgutil.walk_packages(ingest.__path__, "ingest."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            is_own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if is_own and next(iter(inspect.signature(function).parameters), None) == "store":
                found.add(f"{module.name.rpartition('.')[2]}.{name}")
    return found
