-- Wall times in London as moments in UTC, so that a duration is time that passed and not what two clocks show.
-- Rule since 1996 (now the Summer Time Order 2002): summer time runs from the last Sunday of March, 01:00 UTC,
-- to the last Sunday of October, 01:00 UTC. Written out because a time zone database is not sure to be installed.
--
-- In October the hour from 01:00 to 02:00 comes twice: london_earliest takes the first, london_latest the second.
-- For every other time both are the same. In March that hour does not exist: a clock that shows it was not put
-- forward yet, so it is read as UTC.

create or replace macro last_sunday(year, month) as (
    -- both months have 31 days; dayofweek is 0 on a Sunday
    make_date(year, month, 31) - dayofweek(make_date(year, month, 31))::integer
);

create or replace macro london_utc(wall, october_hour) as (
    wall - to_hours((
        wall >= last_sunday(year(wall), 3) + interval 2 hours
        and wall < last_sunday(year(wall), 10) + to_hours(october_hour)
    )::integer)
);

create or replace macro london_earliest(wall) as (london_utc(wall, 2));
create or replace macro london_latest(wall) as (london_utc(wall, 1));

-- What the clocks in London show at a moment in UTC.
create or replace macro london_wall(utc) as (
    utc + to_hours((
        utc >= last_sunday(year(utc), 3) + interval 1 hour
        and utc < last_sunday(year(utc), 10) + interval 1 hour
    )::integer)
);

-- Seconds from one wall time to another. Where an end in the repeated hour would come before its beginning, the end
-- is the second of the two; else both are read as the first. Negative where the two are out of order; null of null.
create or replace macro london_seconds(began, ended) as (
    date_diff('second', london_earliest(began), case
        when london_earliest(ended) < london_earliest(began) then london_latest(ended)
        else london_earliest(ended)
    end)
);
