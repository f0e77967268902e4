"""What is wrong with the entries of a matching: its headings, its words, its ticked columns."""

from collections.abc import Iterator, Mapping
from typing import Any, Unpack

from ingest.problems import Problem, Where
from ingest.standard import Standard
from ingest.words import normalised, quoted, shown_heading

RULE = "matching_file"


def column_faults(columns: Mapping[Any, Any], standard: Standard) -> Iterator[Problem]:
    """Faults of "columns". Several headings may name a field with codes."""
    heading_of: dict[str, str] = {}
    seen: set[str] = set()
    for heading, name in columns.items():
        if not isinstance(heading, str) or not normalised(heading):
            yield fault("A heading in the matching is empty.")
        elif not isinstance(name, str) or name not in standard.field_names:
            yield fault(
                f"The heading {quoted(heading)} is matched to {quoted(str(name))}, which is no field.",
                heading=shown_heading(heading),
            )
        elif normalised(heading) in seen:
            yield fault(f"The heading {quoted(heading)} is in the matching twice.", heading=shown_heading(heading))
        elif name in heading_of and not standard.field(name).codes:
            yield fault(
                f"Two headings are matched to {name}: {quoted(heading_of[name])} and {quoted(heading)}. "
                "Keep one of them: only a field with codes can be in several columns.",
                heading=shown_heading(heading),
                field=name,
            )
        else:
            heading_of.setdefault(name, heading)
            seen.add(normalised(heading))


def word_faults(name: Any, words: Any, standard: Standard) -> Iterator[Problem]:
    """Faults of one field's "values". A word may mean "", nothing recorded, in any optional field."""
    field = standard.field(name) if name in standard.field_names else None
    if field is None or (field.required and not field.codes):
        yield fault(f"The matching has words for {quoted(str(name))}, which is no field with codes.")
        return
    if not isinstance(words, dict):
        yield fault(f'The words for {name} must be an object: {{"Their word": "code"}}.', field=name)
        return
    codes = standard.codes(name)
    allowed = ((*codes, None) if codes else ()) + (() if field.required else ("",))
    code_of: dict[str, str | None] = {}
    for word, code in words.items():
        if not isinstance(word, str) or not isinstance(code, str | None) or code not in allowed:
            yield _no_code(str(word), code, name, required=field.required, coded=bool(codes))
        elif code_of.setdefault(normalised(word), code) != code:
            yield fault(f"The word {quoted(word)} of {name} is matched twice, to different codes.", field=name)


def _no_code(word: str, code: Any, name: str, *, required: bool, coded: bool) -> Problem:
    if code == "" and required:
        reason = f'"" (nothing recorded), but every row needs {name}'
    elif not coded:
        reason = f'{quoted(str(code))}. {name} has no codes: a word in it can only mean "", nothing recorded'
    else:
        reason = f"{quoted(str(code))}, no code of {name}"
    return fault(f"The word {quoted(word)} is matched to {reason}.", field=name)


def ticked_faults(ticked: Any, columns: Mapping[Any, Any], standard: Standard) -> Iterator[Problem]:
    """Faults of "ticked"."""
    if not isinstance(ticked, dict):
        yield fault(f'"ticked" in the matching must be an object: {_TICKED}.')
        return
    seen = {normalised(heading) for heading in columns if isinstance(heading, str)}
    for heading, what in ticked.items():
        shown = shown_heading(str(heading))
        if not isinstance(heading, str) or not normalised(heading):
            yield fault("A ticked heading in the matching is empty.")
        elif normalised(heading) in seen:
            yield fault(f"The heading {quoted(heading)} is in the matching twice.", heading=shown)
        elif not isinstance(what, dict) or set(what) != {"field", "code"}:
            yield fault(f"The ticked heading {quoted(heading)} must name a field and a code: {_TICKED}.", heading=shown)
        elif what["field"] not in standard.field_names or what["code"] not in standard.codes(what["field"]):
            yield fault(
                f"The ticked heading {quoted(heading)} is matched to {quoted(str(what['code']))}, "
                f"no code of {quoted(str(what['field']))}.",
                heading=shown,
            )
        elif standard.field(what["field"]).kind != "codes" and what["field"] in columns.values():
            yield fault(
                f"The ticked heading {quoted(heading)} is matched to {what['field']}, which has a column already and "
                "allows one answer. Match the ticks to a field with several answers, or take one of the two out.",
                field=what["field"],
                heading=shown,
            )
        seen.add(normalised(str(heading)))


_TICKED = '{"Their heading": {"field": "also_involves", "code": "physical_abuse"}}'


def fault(message: str, **where: Unpack[Where]) -> Problem:
    """One reason why a matching is refused."""
    return Problem(RULE, message, **where)
