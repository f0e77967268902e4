"""References that are dressed, destroyed, missing or repeated: compared as they are seen, and none lost silently."""

import re
from collections import Counter

from hypothesis import assume
from hypothesis import strategies as st

from tests.ingest.generated.sound import generated, logs, plain_logs, take, workbook
from tests.ingest.reading.books import book, row, sheet

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u2063\ufe0f\u180e\x07"
SPACES = (" ", "\u00a0", "\u2007", "\u202f", "\u3000", "\t", "  ")
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
WRAPPINGS = ("{}", "'{}", "\u2019{}", '="{}"', '"{}"', '=T("{}")', "{}_x000D_", "{}\r\n", "'{}'", '="{}" ')
clean = st.from_regex(r"[A-Z]{1,4}-[1-9][0-9]{1,5}( [A-Z][0-9])?", fullmatch=True)


@st.composite
def dressed(draw, reference: str) -> str:
    """The same reference to the eye."""
    signs = [draw(st.sampled_from(DASHES)) if sign == "-" else sign for sign in reference]
    signs = [draw(st.sampled_from(SPACES)) if sign == " " else sign for sign in signs]
    wide = draw(st.sets(st.integers(0, len(signs) - 1), max_size=2))
    signs = [chr(ord(s) + 0xFEE0) if at in wide and s.isascii() and s.isalnum() else s for at, s in enumerate(signs)]
    for at in draw(st.lists(st.integers(0, len(signs)), max_size=3)):
        signs.insert(at, draw(st.sampled_from(INVISIBLE)))
    around = draw(st.sampled_from(["", *SPACES])), draw(st.sampled_from(["", *SPACES]))
    return around[0] + draw(st.sampled_from(WRAPPINGS)).format("".join(signs)) + around[1]


@generated(st.lists(clean, min_size=3, max_size=6, unique=True), plain_logs, st.booleans(), st.data())
def test_a_dressed_reference_is_the_same(references, log, as_workbook, data):
    references = references[: len(log.rows)]
    log = type(log)(log.headings, log.rows[: len(references)]).with_column("incident_ref", references)
    other = [data.draw(dressed(each)) for each in references]
    write = workbook if as_workbook else type(log).text
    taken = take(write(log.with_column("incident_ref", other)))
    assert (taken.refused, taken.references) == ((), references), taken.messages
    again = log.rows[-1][: log.headings.index("incident_ref")]
    last = (*again, other[0], *log.rows[-1][len(again) + 1 :])
    taken = take(write(type(log)(log.headings, (*log.rows, last))))
    assert taken.refused == ("repeated_reference",), taken.messages


NUMBERED = st.integers(10**11, 10**15 - 1).filter(lambda n: n % 10)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@st.composite
def destroyed(draw) -> str:
    how = draw(st.sampled_from(["shortened", "rounded", "month", "day"]))
    if how == "shortened":
        text = f"{draw(NUMBERED) * 10 ** draw(st.integers(0, 8)):.{draw(st.integers(2, 5))}E}"
        return draw(st.sampled_from([text, text.replace(".", ","), text.lower(), f"'{text}", f"{text}\u00a0"]))
    if how == "rounded":
        return f"{draw(st.integers(10**14, 10**15 - 1))}{'0' * draw(st.integers(1, 6))}"
    month, number = draw(st.sampled_from(MONTHS)), draw(st.integers(1, 28))
    if how == "month":
        return draw(st.sampled_from([f"{month}-{number:02d}", f"{number}-{month}", f"{number:02d}-{month}-26"]))
    return f"{number:02d}/{draw(st.integers(1, 12)):02d}/2026"


HOW = st.sampled_from(["refuse", "keep_first", "fold"])


@generated(logs(), st.lists(destroyed(), min_size=9, max_size=9), HOW, st.data())
def test_a_destroyed_reference_is_refused_and_the_first_is_never_offered(log, references, repeated, data):
    places = data.draw(st.sets(st.integers(0, len(log.rows) - 1), min_size=1))
    if any(re.fullmatch(r"\d+", each) for each in references):
        places = set(range(len(log.rows)))  # a number that ends in zeros is one of that length among others
    cells = [references[at] if at in places else each for at, each in enumerate(log.references)]
    taken = take(log.with_column("incident_ref", cells).text(), repeated_reference=repeated)
    assert "damaged_reference" in taken.refused, (cells, taken.messages)
    assert "keep the first" not in taken.messages or Counter(log.references).most_common(1)[0][1] > 1
    assert "xport" in taken.messages


NONE = """
N/A | n/a | TBC | #N/A | #REF! | #VALUE! | - | -- | – | none | no ref found | No reference | not known | Unknown | nil
awaiting ref | Pending | ? | xxx | NULL | (blank) | no ref yet | Ref to follow | TBA | not allocated | No number
not recorded | n.a. | see notes | To be confirmed | not yet assigned
"""
SAY_NONE = ["", *(text.strip() for line in NONE.strip().splitlines() for text in line.split("|"))]


@generated(logs(), st.data())
def test_a_word_for_none_is_a_missing_reference(log, data):
    places = data.draw(st.sets(st.integers(0, len(log.rows) - 1), min_size=1))
    around = st.sampled_from(["{}", " {} ", "\u00a0{}", "{}.", "'{}", "{}\u200b", '="{}"', "[{}]"])
    cells = [
        data.draw(around).format(data.draw(st.sampled_from(SAY_NONE))) if at in places else each
        for at, each in enumerate(log.references)
    ]
    text = log.with_column("incident_ref", cells).text()
    taken = take(text)
    assert taken.refused == ("missing_reference",), (cells, taken.messages)
    many = "1 row has" if len(places) == 1 else f"{len(places)} rows have"
    assert f"{many} no reference (the first is line" in taken.messages
    numbered = take(text, missing_reference="number")
    assert (numbered.refused, len(numbered.rows), numbered.left_out) == ((), len(log.rows), 0)
    assert numbered.references.count("") == len(places)


FORMATS = {
    "0000": ("", 4, ""),
    "00000000": ("", 8, ""),
    '"ASB-"0000': ("ASB-", 4, ""),
    '"DV/"000': ("DV/", 3, ""),
    '0000"/26"': ("", 4, "/26"),
    "\\A000": ("A", 3, ""),
    "[$SG-809]00000": ("SG", 5, ""),
    '"C"0': ("C", 1, ""),
    '"No"\\-00;@': ("No-", 2, ""),
    '"ASB-"0000_);[Red]("ASB-"0000)': ("ASB-", 4, ""),
}


@generated(st.sampled_from(list(FORMATS)), st.lists(st.integers(1, 10**9), min_size=1, max_size=8, unique=True))
def test_a_number_is_read_as_its_format_shows_it(code, numbers):
    before, zeros, after = FORMATS[code]
    rows = [row(at, (number, 46_216 + at, "neglect"), (3, 1)) for at, number in enumerate(numbers, start=2)]
    taken = take(book({"Log": sheet([row(1, ("incident_ref", "reported_on", "category")), *rows])}, formats=[code]))
    wanted = [f"{before}{number:0{zeros}d}{after}".strip() for number in numbers]
    assert (taken.refused, taken.references) == ((), wanted), taken.messages


@generated(plain_logs, st.booleans(), st.data())
def test_escapes_of_a_workbook_are_read_as_excel_shows_them(log, as_workbook, data):
    def escaped(cell: str) -> str:
        at = data.draw(st.integers(0, len(cell)))
        lower = data.draw(st.booleans())
        ends = data.draw(st.sampled_from(["", "_x000D_", "_x000d_", "_x000D__x000A_", "_x0009_"]))
        if at == len(cell) or not cell[at].isalnum():
            return cell + ends
        code = f"{ord(cell[at]):04{'x' if lower else 'X'}}"
        return f"{cell[:at]}_x{code}_{cell[at + 1 :]}{ends}"

    other = log
    for heading in data.draw(st.sets(st.sampled_from(["incident_ref", "category", "reported_on"]), min_size=1)):
        other = other.with_column(heading, [escaped(cell) for cell in log.column(heading)])
    if as_workbook:
        other = type(log)(tuple(map(escaped, other.headings)), other.rows)
    taken = take(workbook(other) if as_workbook else other.text())
    wanted = take(log.text())
    assert taken.refused == (), taken.messages
    assert [(r["incident_ref"], r["category"]) for r in taken.rows] == [
        (r["incident_ref"], r["category"]) for r in wanted.rows
    ]


@generated(logs(), st.sampled_from(["refuse", "keep_first", "fold", "number"]), st.data())
def test_repeats_are_refused_counted_folded_or_numbered(log, how, data):
    from_rows = [data.draw(st.integers(0, at)) for at in range(len(log.rows))]
    cells = [log.references[at] for at in from_rows]
    repeats = len(cells) - len(set(cells))
    assume(repeats)
    taken = take(log.with_column("incident_ref", cells).text(), repeated_reference=how)
    if how == "refuse":
        assert "repeated_reference" in taken.refused
    elif how == "number":
        assert (taken.refused, len(taken.rows)) == ((), len(cells))
    elif not taken.refused:
        assert (len(taken.rows), taken.left_out) == (len(set(cells)), repeats)
        assert taken.references == list(dict.fromkeys(cells))
    else:
        assert (how, set(taken.refused)) == ("fold", {"rows_differ"})
