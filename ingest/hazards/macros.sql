-- How clocks are counted and what their results are called. Needs nothing.

-- Working days from the day a clock starts to the one that a thing was done; null where it was not.
-- began_upto and done_by are of the calendar (working_days.py).
create or replace temp macro working_days(began, began_upto, done_on, done_by) as (
    case when done_on <= began then 0 else done_by - began_upto end
);

create or replace temp macro done(in_time) as (case when in_time then 'met' when not in_time then 'missed' end);

create or replace temp macro still_open(limit_ahead) as (
    case when limit_ahead then 'running' when not limit_ahead then 'overdue' end
);

-- Whether the law sets the limit, and what excuses that it was not kept.
-- The duty is a term of a social housing tenancy, of what the landlord must put right (Landlord and Tenant Act 1985,
-- section 10A; standard): licences, leases, others and other people's repairs are not in law. Where the file does not
-- say, nobody can tell. An exception excuses what is late (section 10A: a landlord who used all reasonable endeavours
-- has not broken the term); what was in time, or still can be, needs no excuse and keeps its result.
create or replace temp macro in_law("limit", agreement, scope, exception, result) as (case
    when "limit" is null or agreement in ('licence', 'leasehold', 'other') or scope = 'no' then 'not_in_law'
    when result = 'not_in_law' then 'not_in_law'
    when agreement is distinct from 'tenancy' or scope is distinct from 'yes' then 'cannot_tell'
    when result in ('missed', 'overdue') and exception is not null then 'excepted'
    else result
end);
