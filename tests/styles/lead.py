"""What a lead does with an export on the upload page, step by step, counted: a click, a file given, a choice."""

from dataclasses import dataclass, field, replace

from ingest.intake import open_file
from ingest.matching import (
    SURE,
    Matching,
    filled_cells,
    match,
    suggest_columns,
    suggest_ticked,
    suggest_words,
    with_wider,
)
from ingest.matching.matched import Matched
from ingest.matching.ticks import holds_ticks
from ingest.reading import TextTable
from ingest.standard import STANDARD
from tests.styles.exports import Style

ALWAYS = 4  # the page Upload, the file, the confirmation, Save


@dataclass
class Return:
    """A return made of an export. `clicks` counts everything; `suggested` what was suggested for columns and words."""

    table: TextTable
    matching: Matching
    clicks: int = ALWAYS
    columns: dict[str, str] = field(default_factory=dict)
    ticked: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: dict[str, dict[str, str | None]] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)

    @property
    def matched(self) -> Matched:
        return match(self.table, self.matching)


def make_return(style: Style, content: bytes, start: Matching | None = None) -> Return:
    """The first return of a style, or one that starts from the matching of the last."""
    opened = open_file(content, style.file_name, start or Matching.of_standard())
    assert not opened.holds_personal_data, opened.personal
    made = Return(opened.table, start or Matching.of_standard())
    if opened.placed.problems:
        _choose_columns(style, made, is_first=start is None)
    _choose_words(style, made)
    return made


def _choose_columns(style: Style, made: Return, *, is_first: bool) -> None:
    """The needed columns where they are not filled in; then one answer for all that is known."""
    table, before = made.table, {} if is_first else made.matching.columns
    kept = {heading: name for heading, name in before.items() if heading in table.headings}
    ticked = {heading: what for heading, what in made.matching.ticked.items() if heading in table.headings}
    found = [each for each in suggest_columns(table.headings, filled_cells(table)) if each.field]
    made.columns = {each.heading: each.field for each in found}
    new = [each for each in found if each.field not in kept.values() and each.heading not in kept]
    columns = dict(kept)
    for name in STANDARD.required:
        suggested = next((each for each in new if each.field == name), None)
        if name in kept.values():
            continue
        if suggested is None or suggested.reason not in SURE:
            made.clicks += 1
            made.chosen.append(name)
            columns[style.of(name)[0].heading] = name
        else:
            columns |= dict.fromkeys(with_wider(table, suggested, STANDARD), name)
    further = {each.heading: each.field for each in new if not STANDARD.field(each.field).required}
    ticks = [
        heading
        for at, heading in enumerate(table.headings)
        if holds_ticks(table.rows[f"c{at}"].unique(), heading) and heading not in (columns | further | ticked)
    ]
    made.ticked = suggest_ticked(ticks)
    made.clicks += bool(further or made.ticked) + (not is_first)
    pairs = {heading: {"field": name, "code": code} for heading, (name, code) in made.ticked.items()}
    made.matching = replace(made.matching, columns=columns | further, ticked=ticked | pairs)


def _choose_words(style: Style, made: Return) -> None:
    """Words that are known are filled in; those that look alike take one click, those that fit nothing another; each
    other word of the category is chosen."""
    values = {name: dict(words) for name, words in made.matching.values.items()}
    alike = nothing = 0
    for name, words in made.matched.new_words.items():
        truth = style.words(name, later=True)
        for each in suggest_words(STANDARD.field(name), words):
            made.words.setdefault(name, {})[each.word] = each.code
            code = each.code
            if code is None and STANDARD.field(name).required:
                made.clicks += 1
                made.chosen.append(each.word)
                code = truth[each.word]
            elif code is None:
                nothing, code = 1, ""
            elif each.reason not in SURE:
                alike = 1
            values.setdefault(name, {})[each.word] = code
    made.clicks += alike + nothing
    made.matching = replace(made.matching, values=values)
