-- Tables and views of the store. Run whole when a store is made or upgraded: every statement may be run again.
-- No key, enum or sequence: uniqueness is checked inside the locked transaction (ingest/returns.py).

create table if not exists setting (name varchar, value varchar, set_by varchar, set_at timestamp);

create table if not exists member (
    member varchar, name varchar,
    joined date, left_after date,       -- first and last month it is expected to return; null: always
    saves integer                       -- touched first by every write for the member: the lock
);

create table if not exists how_we_record (member varchar, question varchar, answer varchar);

create table if not exists homes (member varchar, year_start date, needs_type varchar, homes integer);

create table if not exists person (email varchar, role varchar, member varchar);

create table if not exists session (
    token_hash varchar, email varchar, started_at timestamp, seen_at timestamp, ended_at timestamp, ended_why varchar
);

create table if not exists audit (acted_at timestamp, who varchar, action varchar, member varchar, detail varchar);

create table if not exists event (
    event_id varchar, month date, label varchar, category varchar, member varchar, rebases boolean,
    added_by varchar, added_at timestamp, removed_at timestamp
);

create table if not exists matching (
    member varchar, version integer, name varchar, body varchar, saved_by varchar, saved_at timestamp
);

-- a version of a matching that its member offers to the other leads; taken_back_at null: it stands
create table if not exists matching_offer (
    member varchar, version integer, system varchar, offered_by varchar, offered_at timestamp, taken_back_at timestamp
);

-- the standard's codes, copied from ingest/standard so that questions need not know ingest
create table if not exists code (
    field varchar, code varchar, label varchar, definition varchar, position integer,
    family varchar, seasonal boolean, focus boolean
);

-- what a member submitted: one row a return, newest last by saved_order; withdrawn ones stay
create table if not exists member_return (
    return_id varchar, member varchar, saved_order integer, from_month date, to_month date,
    kind varchar,                       -- file, counts, nil
    rows integer, left_out integer, fields varchar[],
    file_sha256 varchar, file_bytes bigint, matching_version integer,
    confirmed varchar[], accepted varchar[],
    saved_by varchar, saved_at timestamp, withdrawn_by varchar, withdrawn_at timestamp
);

create table if not exists incident (
    return_id varchar, incident_ref varchar, month date, category varchar, also_involves varchar[],
    about varchar, needs_type varchar, agreement_type varchar, age_band varchar, gender varchar,
    ethnic_group varchar, support_needs varchar[], raised_by varchar, source_of_risk varchar,
    location_of_risk varchar, consent varchar, referred_to_la varchar, la_decision varchar,
    escalated boolean, other_agencies varchar[], msp_asked varchar, msp_outcome varchar,
    risk_outcome varchar, repeat_concern boolean, days_open integer, missing_risk_level varchar,
    missing_duration varchar, police_response varchar, plan_in_place boolean,
    return_conversation varchar, hardship_reason varchar, support_given varchar[], hazard_level varchar
);

-- months of returns whose rows were cleared out (ingest/group/retention.py): they count as not returned, never as zero
create table if not exists cleared (return_id varchar, month date, cleared_at timestamp);

-- a closed quarter: which returns count for the group's and the peers' figures, frozen
create table if not exists edition (edition integer, quarter date, closed_by varchar, closed_at timestamp, note varchar);

-- one row per edition, member and month it counts: whole quarters only
create table if not exists edition_month (edition integer, member varchar, month date, return_id varchar, exact boolean);

-- quarters that an edition lost when rows were cleared out: they were seen once
create table if not exists edition_lost (edition integer, quarter date);

-- the group's figures that an edition shows wider, because of what else was shown (closing*.sql)
create table if not exists edition_widened (edition integer, unit varchar, period date, family varchar, category varchar);

-- what an edition shows of each member and of the group, worked out when it is made (disclosure.sql); n and total are
-- exact and never shown as they are, but where the group has agreed so
create table if not exists edition_member (
    edition integer, unit varchar, member varchar, family varchar, period date,
    n integer, low integer, high integer, exact boolean
);
create table if not exists edition_group (
    edition integer, unit varchar, family varchar, category varchar, period date, contributors integer,
    total integer, low integer, high integer, exact boolean
);

create or replace view category as
select code as category, label, definition, family, seasonal, position from code where field = 'category';

create or replace view family as
select code as family, label, seasonal, focus, position from code where field = 'family';

-- one row per member and month that some return covers: the newest not withdrawn is the one that counts
create or replace view current_month as
with covered as (
    select member, return_id, saved_order,
           unnest(generate_series(from_month, to_month, interval 1 month))::date as month
    from member_return
    where withdrawn_at is null
)
select member, month, arg_max(return_id, saved_order) as return_id
from covered
anti join cleared using (return_id, month)
group by member, month;

create or replace view current_incident as
select current_month.member, incident.*
from incident join current_month using (return_id, month);

create or replace macro edition_incident(which) as table
select edition_month.member, incident.*
from incident join edition_month using (return_id, month)
where edition_month.edition = which;

-- months, quarters (named by their first month) and financial years (April to March)
create or replace macro quarter_of(month) as date_trunc('quarter', month)::date;
create or replace macro year_of(month) as (date_trunc('year', month - interval 3 month) + interval 3 month)::date;
create or replace macro period_of(month, unit) as
    case unit when 'month' then month when 'quarter' then quarter_of(month) when 'year' then year_of(month) end;
create or replace macro months_in(unit) as case unit when 'month' then 1 when 'quarter' then 3 when 'year' then 12 end;

-- homes managed, all needs types: one row per member and financial year
create or replace view homes_managed as
select member, year_start, sum(homes)::integer as homes from homes group by member, year_start;

-- the codes an incident has in one field, as a list (empty: none given)
create or replace macro codes_of(i, field) as case field
    when 'also_involves' then i.also_involves
    when 'about' then [i.about]
    when 'needs_type' then [i.needs_type]
    when 'agreement_type' then [i.agreement_type]
    when 'age_band' then [i.age_band]
    when 'gender' then [i.gender]
    when 'ethnic_group' then [i.ethnic_group]
    when 'support_needs' then i.support_needs
    when 'raised_by' then [i.raised_by]
    when 'source_of_risk' then [i.source_of_risk]
    when 'location_of_risk' then [i.location_of_risk]
    when 'consent' then [i.consent]
    when 'referred_to_la' then [i.referred_to_la]
    when 'la_decision' then [i.la_decision]
    when 'escalated' then [case when i.escalated then 'yes' when not i.escalated then 'no' end]
    when 'other_agencies' then i.other_agencies
    when 'msp_asked' then [i.msp_asked]
    when 'msp_outcome' then [i.msp_outcome]
    when 'risk_outcome' then [i.risk_outcome]
    when 'repeat_concern' then [case when i.repeat_concern then 'yes' when not i.repeat_concern then 'no' end]
    when 'missing_risk_level' then [i.missing_risk_level]
    when 'missing_duration' then [i.missing_duration]
    when 'police_response' then [i.police_response]
    when 'plan_in_place' then [case when i.plan_in_place then 'yes' when not i.plan_in_place then 'no' end]
    when 'return_conversation' then [i.return_conversation]
    when 'hardship_reason' then [i.hardship_reason]
    when 'support_given' then i.support_given
    when 'hazard_level' then [i.hazard_level]
end;
