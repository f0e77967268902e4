-- Did each action of the learning log move what it hoped to move?
-- grain: one row per action with an aim. verdict: too_early, no_clear_change, as_hoped or other_way; why: the reason where
-- it is none of the last two. Before: the last four whole quarters before the action's month; of a seasonal series the
-- same quarters a year before. After: the first four whole quarters after it. Only quarters with the same members
-- asked by: lead, reader, coordinator, group
-- reads: lists, shown
-- parameters: none

with action as (
    select lesson_id, date_trunc('month', coalesce(done_on, due_on))::date as month, aim, aim_field, aim_code,
           aim_direction
    from lesson
    where action is not null and aim is not null and closed_as is distinct from 'dropped'
),

-- every family and category by quarter; a category with the name of its family is that family
figure as (
    select coalesce(category, family) as aim, period, low, high, homes, members
    from (select * from group_shown('quarter', null, null, false)
          union all
          select * from group_shown('quarter', null, '*', false))
    where category is null or category not in (select family from family)
),

-- of an answer's share: its own interval, and that of all the answers beside it
answer as (
    select coalesce(category, family) as aim, field, code, period, low, high,
           sum(low) over same_field - low as others_low, sum(high) over same_field - high as others_high
    from shown_now
    where unit = 'quarter' and member is null and field is not null
      and (category is null or category not in (select family from family))
    window same_field as (partition by period, family, category, field)
),

is_seasonal as (
    select code as aim, bool_or(seasonal) as seasonal from code where field in ('family', 'category') group by code
),

series as (
    select lesson_id, action.month, aim_direction, seasonal, figure.period, low, high, homes, members,
           null::integer as others_low, null::integer as others_high
    from action join figure using (aim) join is_seasonal using (aim)
    where aim_field is null
    union all
    select lesson_id, action.month, aim_direction, false, answer.period, low, high, null, null, others_low, others_high
    from action
    join answer on answer.aim = action.aim and answer.field = action.aim_field and answer.code = action.aim_code
),

placed as (
    select *,
           case when period > month then 'after'
                when period < quarter_of(month) then 'before' else 'during' end as side,
           if(side = 'after', row_number() over (partition by lesson_id, side order by period),
              row_number() over (partition by lesson_id, side order by period desc)) as place
    from series
),

-- the members that count in most of these quarters: quarters with other members are left out
counted as (
    select lesson_id, mode(members order by period) as members from placed
    where side <> 'during' and place <= 4 and members is not null
    group by lesson_id
),

comparable as (
    select placed.* from placed left join counted using (lesson_id)
    where placed.members is null or placed.members = counted.members
),

after_action as (
    select * from comparable where side = 'after' and place <= 4
),

-- seasonal: pairs of the same quarter in two years; the ones before the action say whether it had moved already
pair as (
    select now.lesson_id, now.side, now.place, now.period, now.low, now.high, now.homes, past.period as past_period,
           past.low as past_low, past.high as past_high, past.homes as past_homes
    from comparable as now
    join comparable as past on past.lesson_id = now.lesson_id and past.period = now.period - interval 1 year
    where now.seasonal and past.side = 'before'
),

before_action as (
    select lesson_id, period, low, high, homes, others_low, others_high
    from comparable where side = 'before' and place <= 4 and not seasonal
    union all
    select lesson_id, past_period, past_low, past_high, past_homes, null, null from pair
    where side = 'after' and place <= 4
),

-- the after quarters that have their partner; all of them where the series is not seasonal
after_used as (
    select after_action.* from after_action
    where not seasonal
       or (lesson_id, period) in (select (lesson_id, period) from pair where side = 'after')
),

-- ordinary ups and downs beyond chance, from the quarters before (at least four), by the median
level_before as (
    select lesson_id, sum(middle_of(low, high)) / sum(homes) as rate from comparable
    where side = 'before' and place <= 8 and not seasonal group by lesson_id
),

deviation as (
    select lesson_id, pow(middle_of(low, high) - rate * homes, 2) / nullif(rate * homes, 0) as d
    from comparable join level_before using (lesson_id)
    where side = 'before' and place <= 8
    union all
    select lesson_id, pow(middle_of(low, high) - expected, 2) / nullif(expected, 0)
                      + pow(middle_of(past_low, past_high) - past_expected, 2) / nullif(past_expected, 0)
    from (select *, (middle_of(low, high) + middle_of(past_low, past_high)) * homes / (homes + past_homes) as expected,
                 (middle_of(low, high) + middle_of(past_low, past_high)) * past_homes
                 / (homes + past_homes) as past_expected
          from pair where side = 'before')
),

variation as (
    select lesson_id, if(count(d) >= 4, greatest(1, median(d) / median_chi_square()), 1)::double as phi
    from deviation group by lesson_id
),

already as (
    select lesson_id, sum(low) as low, sum(high) as high, sum(homes) as homes, sum(past_low) as past_low,
           sum(past_high) as past_high, sum(past_homes) as past_homes
    from pair where side = 'before' and place <= 2 group by lesson_id
),

sums as (
    select lesson_id, count(*)::integer as quarters, sum(low)::integer as low, sum(high)::integer as high,
           sum(homes)::bigint as homes, sum(others_low)::integer as others_low, sum(others_high)::integer as others_high
    from after_used group by lesson_id
),

sums_before as (
    select lesson_id, count(*)::integer as quarters, sum(low)::integer as low, sum(high)::integer as high,
           sum(homes)::bigint as homes, sum(others_low)::integer as others_low, sum(others_high)::integer as others_high
    from before_action group by lesson_id
),

compared as (
    select action.*, coalesce(sums.quarters, 0) as after_quarters, coalesce(sums_before.quarters, 0) as before_quarters,
           sums.low as after_low, sums.high as after_high,
           sums_before.low as before_low, sums_before.high as before_high,
           case when aim_field is null then ratio_lower(sums.low / coalesce(phi, 1), sums.homes,
                                                        sums_before.high / coalesce(phi, 1), sums_before.homes, 95) end
               as ratio_low,
           case when aim_field is null then ratio_upper(sums.high / coalesce(phi, 1), sums.homes,
                                                        sums_before.low / coalesce(phi, 1), sums_before.homes, 95) end
               as ratio_high,
           if(sums.low + sums.others_low >= least_base(),
              share_lower(sums.low, sums.low + sums.others_high, 95), null) as share_low,
           if(sums.low + sums.others_low >= least_base(),
              share_upper(sums.high, sums.high + sums.others_low, 95), null) as share_high,
           if(sums_before.low + sums_before.others_low >= least_base(),
              share_lower(sums_before.low, sums_before.low + sums_before.others_high, 95), null) as before_share_low,
           if(sums_before.low + sums_before.others_low >= least_base(),
              share_upper(sums_before.high, sums_before.high + sums_before.others_low, 95), null) as before_share_high,
           ratio_lower(already.low, already.homes, already.past_high, already.past_homes, 95) > 1 as was_up,
           ratio_upper(already.high, already.homes, already.past_low, already.past_homes, 95) < 1 as was_down
    from action
    left join sums using (lesson_id)
    left join sums_before using (lesson_id)
    left join variation using (lesson_id)
    left join already using (lesson_id)
),

moved as (
    select *,
           case when coalesce(ratio_low > 1, share_low > before_share_high, false) then 'up'
                when coalesce(ratio_high < 1, share_high < before_share_low, false) then 'down' end as direction
    from compared
),

final as (
    select lesson_id, month, aim, aim_field, aim_code, aim_direction, after_quarters, before_quarters, after_low,
           after_high, before_low, before_high, ratio_low, ratio_high, share_low, share_high, before_share_low,
           before_share_high,
           case when after_quarters < 2 or before_quarters < 2 then 'too_early'
                when direction is null or (direction = 'up' and coalesce(was_up, false))
                  or (direction = 'down' and coalesce(was_down, false)) then 'no_clear_change'
                when direction = aim_direction then 'as_hoped'
                else 'other_way' end as verdict,
           case when after_quarters < 2 then 'few_after'
                when before_quarters < 2 then 'few_before'
                when direction is not null and verdict = 'no_clear_change' then 'moved_before'
                when aim_field is null and ratio_low is null then 'too_few' end as why
    from moved
)

select * from final
order by month, lesson_id
