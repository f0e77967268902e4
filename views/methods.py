"""How each kind of figure is worked out: two or three sentences, the formula, the source."""

SHOWN = """Your own figures are exact. Everybody else's and the group's are shown to the nearest
five, and a count of 0 to 4 as “under 5”. They cover whole quarters that the coordinator has closed."""

COUNT = f"""Incidents in the members' current returns are counted in the month they were reported.
{SHOWN}

A month that was not returned is a gap, never a zero.

`one row of a return = one incident`

Source: the group's data standard (*What counts*)."""

_MADE_OF = """Your own range rests on your exact figures, the group's on its figures as they are
shown: the middle of each range."""

_BY_MONTH = f"""The usual range is where nearly all {{units}} lie while nothing changes. It is calculated from how
much one {{unit}} differs from the next in the first 24, so that a change cannot hide itself. A {{unit}} outside it is
marked; so are seven {{units}} rising, falling or on one side of the average, and two of three near one end.
{_MADE_OF}

`average ± 2.66 × average difference from one {{unit}} to the next`, differences above 3.27 times that left out. None
with fewer than eight {{units}}, or under two incidents a {{unit}}: where months are too few, quarters are taken.

Source: NHS England, *Making Data Count* (XmR charts)."""

_TIME_OF_YEAR = f"""These incidents rise and fall with the seasons, so each month has a range of its own: what the
same month of all earlier years leads to expect, in as many homes. A month outside it is marked, and so are eight
months running above or below earlier years. {_MADE_OF}

`expected ± 3 × √(variation × expected × (1 + homes now ÷ homes of the earlier years))`, the variation being the median
of how far earlier months lay from what was expected. None for a first year; with one earlier year it is drawn pale.

Source: the group's own method, tested on made-up series."""


def usual_range(basis: str | None) -> str:
    """How the usual range is worked out; basis: months, quarters, time_of_year, null where there is none."""
    if basis == "time_of_year":
        return _TIME_OF_YEAR
    unit = "quarter" if basis == "quarters" else "month"
    return _BY_MONTH.format(unit=unit, units=f"{unit}s")


RATE = f"""A rate is incidents per 1,000 homes managed in that quarter or year, not annualised;
homes are those of the financial year, in the group's year by the quarters that a member was in it.
The thin line is its 95% interval: what the rate could be if chance alone moved the count.

`incidents ÷ homes × 1,000`; limits exact below ten incidents, Byar's from ten. Where a count is
itself a range, the lower limit is that of its low end, the upper that of its high end. {SHOWN}

Source: UKHSA, *PHEindicatormethods*."""

FLAG = f"""A member is marked ▲ or ▼ when the group's rate lies outside the member's own 95%
interval, whatever count the rounded one may be; where the rounding leaves that open, there is no mark.
The member is itself counted in the group's rate, so the rule is cautious.

{RATE}"""

FUNNEL = """Small members' rates swing more by chance than large ones'. The dashed lines hold 95%,
the dotted lines 99.8%, of what chance alone gives a member of that size around the group's rate. A
count that may be zero is never outside.

`limits: the rates at which a member's own interval just reaches the group's rate`

Source: UKHSA, *PHEindicatormethods* (funnels, significance)."""

RATIO = """This period's rate divided by the same period's a year before, where the same members
returned both. The interval is what chance leaves open. Where either count may be zero, the two
counts are shown side by side instead.

`(incidents now ÷ homes now) ÷ (incidents then ÷ homes then)`, with Wilson limits of now's share of
both.

Sources: Wilson (1927); UKHSA, *PHEindicatormethods*."""

HEADLINE = f"""Each family's closed quarter is compared with the same quarter last year, because many
incidents are seasonal. A change stands out when it is more than chance and more than the
family's own ups and downs in earlier years, allowing for how many families are compared. One that
stood out in an earlier quarter and goes on is said as lasting, until a quarter lies back in the range. The group's
changes are worked out from its figures as they are shown.

Exact binomial test, widened by each family's past variation, then Benjamini and Hochberg's rule at
10%. {RATIO}"""

BREAKDOWN = f"""The incidents of this choice are counted by each answer; one incident may have
several where the question allows. Only members that supplied the column for the whole period are
counted, and the group is shown where there are five of them or more. {SHOWN}

`share = an answer's incidents ÷ all answers`. Where counts are ranges, the share runs from its low end with the
others' high ends to its high end with their low ends. No share of fewer than ten answers.

Source: the group's data standard (*What counts*)."""

YEAR_BEFORE = f"""Each answer is counted in this period and in the same one a year before. *Clearly* more or fewer
is said only where the same members answer in both and chance alone would hardly ever make such a difference in that
many homes (99.8%, because many answers are compared), whatever counts the rounded ones may be. Whether an answer is
given more often is judged by its share of the answers that are known, in the same way. {SHOWN}

`incidents now ÷ (incidents now + then)` against `homes now ÷ (homes now + then)`, with Wilson's 99.8% interval; no
share of fewer than ten answers.

Source: Wilson (1927)."""

OVER_TIME = f"""The dot is the answer's share of all answers that are known, quarter by quarter, the line its 95%
interval. A change is said only where every quarter since lies wholly, with its interval, below or above every quarter
before, and the same members answer in all of them. {SHOWN}

`share = an answer's incidents ÷ incidents with a known answer`, with Wilson's interval, which covers every count that
the shown ones may be; none of fewer than ten.

Source: Wilson (1927)."""

TOGETHER = f"""An incident has one main category and may also involve others. The share is of all incidents of this
choice; of the group only where every member that counts supplies the column. {SHOWN}

`share = incidents that also involve a category ÷ all incidents of the choice`, with Wilson's 95% interval, which
covers every count that the shown ones may be; none of fewer than ten.

Source: the group's data standard (*What counts*)."""

SEASONAL = f"""Each financial year is a line over the same twelve months, April to March, so that one winter
can be compared with another. {COUNT}"""

HEAT_MAP = f"""Each cell is one member's rate in one family, darker for a higher rate, with its 95% interval.
{RATE}"""

ALIKE = """A mark mostly shows how members record, not how safe people are: even with no difference
between homes, ordinary differences in recording mark about three members in ten. Ask before you
draw conclusions."""

VERDICT = """The group's figures of the four whole quarters before the action's month are compared with
those of the first four whole quarters after it; damp and mould and cost of living with the same
quarters a year before, because they follow the seasons. Only quarters with the same members count.

*Too early to tell*: fewer than two closed quarters after the action, or before it. *Moved as hoped*
and *moved the other way*: the rate now divided by the rate then has a 95% interval that does not
hold 1, allowing for the ups and downs of the quarters before; of a share, the two 95% intervals do
not overlap. Otherwise, or where it had moved the same way before: *no clear change*. A verdict says
what moved, not why.

`(incidents after ÷ homes after) ÷ (incidents before ÷ homes before)`, with Wilson limits, widened by
the variation of the quarters before.

Sources: Wilson (1927); the group's own method."""

LEARNING = """Every entry is written by a lead for the own member, or by the coordinator for the group, and read by
everybody. A search finds the entries that have every word of it somewhere.

`entries that changed something = those with a policy or training named`

Source: the group's learning log."""

CLOCKS = f"""A clock is *met* when the work was done within the limit of the law on the day that the file was
saved, *missed* when it was done later, *running* or *overdue* when it was not done yet, *excepted* when it was late
for a recorded reason beyond the landlord's control. *Cannot tell* means that a date, a time or the kind of agreement
is not in the file; *not in law* that no limit applies. What the clocks of a quarter came to is shown when the second
quarter after it is closed, because work ends after the quarter does. {SHOWN}

`share = a result's hazards ÷ hazards of all results but "not in law"`, with Wilson's 95% interval; where counts are
ranges, it covers every count that they may be. No share of fewer than ten.

A change is said where every quarter since lies wholly, with its interval, below or above every quarter before.

Source: Hazards in Social Housing (Prescribed Requirements) (England) Regulations 2025, SI 2025/1042."""
