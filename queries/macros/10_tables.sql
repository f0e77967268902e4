-- Tables of the store, as they are in its newest version (older stores: queries/upgrades). Every statement may be run again.
-- No key, enum or sequence: uniqueness is checked inside the locked transaction (ingest/returns.py).
-- Private tables hold exact counts and rows: incident, incident_count, member_return, cleared, closing_return, closing_count, hazard,
-- hazard_return, closing_hazard, upload, hardship_total; and what follows from them, kept_answer. What answers anybody but the
-- member itself reads none of them (40_disclosure.sql); a test reads every question for it.

-- the newest value of a name has the highest set_order: a clock may step back
create table if not exists setting (name varchar, value varchar, set_by varchar, set_at timestamp, set_order bigint);

create table if not exists member (
    member varchar, name varchar,
    joined date, left_after date,       -- first and last month it is expected to return; null: always
    saves integer,                      -- touched first by every write for the member: the lock
    short_name varchar                  -- for charts, of 12 letters at most; null: the name itself
);

create table if not exists how_we_record (member varchar, question varchar, answer varchar);

create table if not exists homes (member varchar, year_start date, needs_type varchar, homes integer);

create table if not exists person (email varchar, role varchar, member varchar);

create table if not exists session (
    token_hash varchar, email varchar, started_at timestamp, seen_at timestamp, ended_at timestamp, ended_why varchar
);

create table if not exists audit (
    acted_at timestamp, who varchar, action varchar, member varchar, detail varchar, audit_order bigint
);

create table if not exists event (
    event_id varchar, month date, label varchar, category varchar, member varchar, rebases boolean,
    added_by varchar, added_at timestamp, removed_at timestamp,
    added_after integer, removed_after integer  -- number of closings then: a group's chart follows from the next one
);

create table if not exists matching (
    member varchar, version integer, name varchar, body varchar, saved_by varchar, saved_at timestamp
);

-- a version of a matching that its member offers to the other leads; taken_back_at null: it stands
create table if not exists matching_offer (
    member varchar, version integer, system varchar, offered_by varchar, offered_at timestamp, taken_back_at timestamp
);

-- what a member's lead has chosen for a file that is not saved yet, as a matching that need not be whole; `row_name`:
-- incident or hazard
create table if not exists draft (member varchar, row_name varchar, body varchar, saved_by varchar, saved_at timestamp);

-- private: what became of each upload, also where no return came of it. rows_of: incidents or hazards; outcome: saved,
-- unchanged (it would change nothing), refused or begun (left half way, where it stays so). rules: what it was refused
-- for, found: how often each. Never a cell, a heading or a file's name. Nothing clears it out, as the audit trail
create table if not exists upload (
    upload_id varchar, upload_order bigint, member varchar, rows_of varchar, kind varchar,
    outcome varchar, rules varchar[], found integer[],
    from_month date, to_month date, return_id varchar, tried_by varchar, tried_at timestamp
);

-- the standard's codes and coded fields, copied from ingest/standard so that questions need not know ingest. A code that
-- left the standard stays, retired: what rests on it is counted. `others_see`: the code that others see instead.
create table if not exists code (
    field varchar, code varchar, label varchar, definition varchar, position integer,
    family varchar, seasonal boolean, focus boolean, others_see varchar, retired date
);

-- a column of `incident` that the standard adds: `type` is DuckDB's; `category` where it is asked of one category only;
-- `matures`: councils and time fill it in; `supplied_as`: the field of a return that says it was supplied
create table if not exists field (
    field varchar, type varchar, coded boolean, category varchar, matures boolean, supplied_as varchar, position integer
);

-- private: answers, a member's own among them (queries/kept.py), as a stream of Arrow; rests_on: the sources they are taken
-- out with
create table if not exists kept_answer (key varchar, question varchar, rests_on varchar[], answer blob);

-- what a member submitted: one row a return, newest last by saved_order; withdrawn ones stay
create table if not exists member_return (
    return_id varchar, member varchar, saved_order integer, from_month date, to_month date,
    kind varchar,                       -- file, counts, nil
    rows integer, left_out integer, fields varchar[],
    file_sha256 varchar, file_bytes bigint, matching_version integer,
    confirmed varchar[], accepted varchar[],
    saved_by varchar, saved_at timestamp, withdrawn_by varchar, withdrawn_at timestamp
);

-- one row an incident; the standard's further fields are columns of it (queries/fields.py)
create table if not exists incident (return_id varchar, incident_ref varchar, month date, category varchar);

-- private: how many of a return's rows there are by month and category (ingest/tally.py)
create table if not exists incident_count (return_id varchar, month date, category varchar, n integer);

-- months of returns whose rows were cleared out (ingest/group/retention.py): they count as not returned, never as zero
create table if not exists cleared (return_id varchar, month date, cleared_at timestamp);

-- a closed quarter, in the order of closing. exact: the group had agreed to exact figures. seen_at: when anybody but the
-- coordinator was first shown something of it
create table if not exists closing (
    closing integer, quarter date, closed_by varchar, closed_at timestamp, exact boolean, seen_at timestamp
);

-- who counts in a closed quarter: counted, awaited (expected, and not returned whole) or came_later
create table if not exists closing_member (closing integer, quarter date, member varchar, status varchar);

-- private: the returns that a closing counted, or that came later
create table if not exists closing_return (
    closing integer, quarter date, member varchar, month date, return_id varchar, status varchar
);

-- private: a coordinator who is also a lead has looked at a quarter before closing it; its own returns count as they were
create table if not exists closing_look (
    quarter date, member varchar, month date, return_id varchar, looked_at timestamp
);

-- private: exact counts as they were at the closing; member null: the group. `members`: whose returns a count rests on
create table if not exists closing_count (
    closing integer, unit varchar, period date, member varchar, family varchar, category varchar,
    field varchar, code varchar, n integer, members varchar[]
);

-- what others see, written once: member null: the group; category null: the whole family; field and code: a breakdown.
-- n: only where the group has agreed to exact figures. standing: closed, came_later, corrected; superseded and withdrawn
-- rows were shown until an erratum
create table if not exists shown (
    closing integer, unit varchar, period date, member varchar, family varchar, category varchar,
    field varchar, code varchar, low integer, high integer, n integer, contributors integer, standing varchar
);

-- homes as they were on the day of the closing; of the group (member null) also whose they are and how many were expected
create table if not exists shown_homes (
    closing integer, unit varchar, period date, member varchar, homes integer, supported_homes integer,
    members varchar[], expected integer
);

-- which member supplied which field for a closed quarter
create table if not exists shown_column (closing integer, quarter date, member varchar, field varchar);

create table if not exists erratum (
    quarter date, member varchar, reason varchar, made_by varchar, made_at timestamp, closing integer
);

-- the learning log: what was learnt, what was agreed, and what it hopes to move. member null: the group's own entry.
-- aim: a family or category; with aim_field and aim_code, that answer's share of it. due_on, done_on: an action's date.
-- closed_as: done or dropped; null: open
create table if not exists lesson (
    lesson_id varchar, lesson_order bigint, quarter date, about varchar[], kind varchar, what_happened varchar,
    source varchar, source_link varchar, lesson varchar, action varchar, owner varchar, due_on date,
    aim varchar, aim_field varchar, aim_code varchar, aim_direction varchar, changed varchar,
    member varchar, written_by varchar, written_at timestamp, confirmed varchar[],
    closed_as varchar, done_on date, closed_by varchar, closed_at timestamp
);

-- the second file, of hazards: a return of whole months, as member_return; judged_on: the day for which its clocks'
-- results are true
create table if not exists hazard_return (
    return_id varchar, member varchar, saved_order integer, from_month date, to_month date,
    rows integer, left_out integer, fields varchar[],
    file_sha256 varchar, file_bytes bigint, matching_version integer,
    confirmed varchar[], accepted varchar[], judged_on date,
    saved_by varchar, saved_at timestamp, withdrawn_by varchar, withdrawn_at timestamp
);

-- one row a hazard: each clock's result and what it took; no date. falls_due: clocks that ran and had at most ten
-- working days left on the day of saving
create table if not exists hazard (
    return_id varchar, hazard_ref varchar, month date, hazard_type varchar, hazard_level varchar,
    agreement_type varchar, in_scope varchar, clock_exception varchar, reopened boolean,
    emergency_made_safe varchar, emergency_made_safe_hours integer,
    investigated varchar, investigated_working_days integer,
    summary_sent varchar, summary_sent_working_days integer,
    safety_work_done varchar, safety_work_done_working_days integer,
    further_work_begun varchar, further_work_begun_working_days integer, further_work_begun_calendar_days integer,
    falls_due varchar[]
);

-- matchings of hazard files
create table if not exists hazard_matching (
    member varchar, version integer, name varchar, body varchar, saved_by varchar, saved_at timestamp
);

-- private: the hazard returns that a closing counted
create table if not exists closing_hazard (
    closing integer, quarter date, member varchar, month date, return_id varchar
);

-- who supplied hazards of a closed quarter, all three months: yes or no
create table if not exists shown_hazard_member (closing integer, quarter date, member varchar);

-- private: hardship totals of a member's quarter; the one with the highest hardship_order counts; null: not counted
create table if not exists hardship_total (
    member varchar, quarter date, households integer, awards integer, pounds integer, income_maximised integer,
    saved_by varchar, saved_at timestamp, hardship_order bigint
);

-- the group's hardship totals of a closed quarter, as others see them, written once. total: a column of hardship_total
create table if not exists shown_hardship (
    closing integer, quarter date, total varchar, low bigint, high bigint, contributors integer
);
