"""Times of day behind a date, with their zone, and the dates that systems write for an empty cell. All as SQL."""

_OFFSET = r"[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?"
_AFTER_OFFSET = r"(?: ?(?:[\[(][a-z /_]+[\])]|utc|gmt|bst|z))?"
_ZONE = rf"(?: ?(utc|gmt|bst|z))? ?({_OFFSET})?{_AFTER_OFFSET}"
TIME = rf"[t ,]+(?:at )?((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:[.,]\d+)?( ?[ap]\.? ?m\.?)?{_ZONE}$"
# 09:05-10:15 is no time with an offset, and a place in brackets alone says no offset
_NO_ZONE = r"[ ,]\d?\d:\d\d ?-|[t ,]\d?\d:\d\d(?::\d\d)?(?:\.\d+)?(?: ?[ap]m)? ?[\[(]"
UNKNOWN_ZONE = r"\d:\d\d(?::\d\d)?(?:\.\d+)? ?[\[(]?(?:[a-z]{3,5}|[a-z]+/[a-z_]+)[\])]?$"

_COMPACT = r"^((?:19|20)\d{6})[t ]?([01]\d|2[0-3])([0-5]\d)"
_COMPACT_SECONDS = rf"{_COMPACT}([0-5]\d)((?:\.\d+)?(?: ?[a-z+-].*)?)$"
_COMPACT_MINUTES = rf"{_COMPACT}((?: ?[a-z+-].*)?)$"
_DAY_WITH_ZONE = r"^(\d{4}-\d{2}-\d{2})(?:z|[+-]\d{2}:\d{2})$"

_S = "[-/. ]"
_ZERO_DAY = (
    rf"0{{1,2}}{_S}0?1{_S}1900|0?1{_S}0{{1,2}}{_S}1900|1900{_S}01{_S}0[01]|0?1{_S}0?1{_S}1900|0{{1,2}}{_S}jan(?:uary)?{_S}(?:19)?00"
    rf"|00{_S}0?1{_S}00|1899{_S}12{_S}3[01]|3[01]{_S}12{_S}1899|12{_S}3[01]{_S}1899|0001{_S}01{_S}01|0?1{_S}0?1{_S}0001"
    rf"|0000{_S}00{_S}00|00{_S}00{_S}0000"
)
_MIDNIGHT = r"(?:0?0:00(?::00)?(?:\.0+)?|12:00(?::00)? ?am)"
ZERO = rf"(?:(?:{_ZERO_DAY})(?:[t ]{_MIDNIGHT}z?)?|0(?:\.0+)?|{_MIDNIGHT})"
"""A date of 0, as Excel, databases and programming languages write it."""


def is_zero_sql(text: str) -> str:
    """SQL for whether a text is such a date. What is long and names none of their years is not looked at closely."""
    years = " or ".join(f"contains({text}, '{year}')" for year in ("1900", "1899", "0001", "0000"))
    return f"case when length({text}) < 12 or {years} then regexp_full_match({text}, '{ZERO}', 'i') else false end"


def spaced_sql(text: str) -> str:
    """SQL for the text with 20260714T090500 written as 20260714 09:05:00, and without the zone of a day."""
    return rf"""case
        when regexp_matches({text}, '^\d{{8}}[tT ]?\d{{4}}') then regexp_replace(
            regexp_replace({text}, '{_COMPACT_SECONDS}', '\1 \2:\3:\4\5', 'i'), '{_COMPACT_MINUTES}', '\1 \2:\3\4', 'i')
        when regexp_matches({text}, '{_DAY_WITH_ZONE}', 'i') then {text}[:10]
        else {text} end"""


def day_text_sql(text: str) -> str:
    """SQL for the text without its time of day."""
    return f"case when contains({text}, ':') then regexp_replace({text}, '{TIME}', '', 'i') else {text} end"


def time_sql(text: str) -> str:
    """SQL for a struct of clock, half ("pm"), zone and shift (its offset); null without a time, '' where unreadable."""
    names = "['clock', 'half', 'zone', 'shift']"
    may_have_none = f"(contains({text}[9:], '-') or contains({text}, '[') or contains({text}, '('))"
    one = f"case when {may_have_none} then regexp_replace({text}, '.*(?:{_NO_ZONE}).*', '', 'i') else {text} end"
    return f"case when contains({text}, ':') then regexp_extract({one}, '{TIME}', {names}, 'i') end"


SHIFT_SECONDS = r"""(case
    when time.shift <> '' then case when time.shift[1] = '-' then -1 else 1 end * (
        try_cast(regexp_extract(time.shift, '^.(\d{1,2}?)(?::?(\d\d))?$', 1) as int) * 3600
        + coalesce(try_cast(regexp_extract(time.shift, '^.(\d{1,2}?)(?::?(\d\d))?$', 2) as int), 0) * 60
    )
    when lower(time.zone) = 'bst' then 3600
    when time.zone <> '' then 0
end)::bigint"""
"""Seconds by which the zone of a `time` is ahead of UTC; null where it has no zone."""

CLOCK_SECONDS = """(
    (try_cast(split_part(time.clock, ':', 1) as int) % case when time.half = '' then 24 else 12 end
        + case when lower(trim(time.half)) like 'p%' then 12 else 0 end) * 3600
    + try_cast(split_part(time.clock, ':', 2) as int) * 60
    + coalesce(try_cast(split_part(time.clock, ':', 3) as int), 0)
)::bigint"""
SERIAL_SECONDS = "round((try_cast(text as decimal(18, 9)) % 1) * 86400)::bigint"
