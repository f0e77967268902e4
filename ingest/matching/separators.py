"""Several answers in one cell: which separators part them, and the parts."""

import json
import re
from collections.abc import Callable, Iterable, Sequence

USUAL = (";", ";#", "\n", ",", "/", "|", "\t", " & ", " + ", " and ")
"""What systems put between answers. ";" is the standard's own, ";#" SharePoint's."""
SHOWN = {"\n": "a line break", "\t": "a tab", ";#": "“;#”", " and ": "the word “and”"}
LINE_BREAKS = r"\r\n|[\n\r\v\f\x85\u2028\u2029]"
BULLET = re.compile(r"^\s*(?:[•‣▪●·◦]\s*|[-*–]\s+)")
ALWAYS, WHERE_ALL_ARE_KNOWN = (";", ";#", "\n"), (",", "|")
"""What parts several categories in one cell."""
NAMED_BY = ("Value", "value", "label", "Label", "name", "Name")


def shown(separator: str) -> str:
    """A separator for a message or a choice."""
    return SHOWN.get(separator, f"“{separator.strip() or separator}”")


def parts(cell: str, separators: Sequence[str]) -> list[str]:
    """The answers of a cell, trimmed and without empty ones. A JSON list is read whatever the separators are."""
    listed = _json_list(cell)
    if listed is not None:
        return listed
    if not separators:
        return [cell.strip()] if cell.strip() else []
    found = [BULLET.sub("", each).strip() for each in _pattern(separators).split(cell)]
    return [each for each in _without_lookup_numbers(found, cell) if each]


def categories_in(cell: str, known: Callable[[str], bool]) -> list[str]:
    """The words of a cell, one or several. A comma parts them only where each is known: “Condensation, damp” may be
    one word."""
    if known(cell):
        return [cell]
    found = parts(cell, ALWAYS)
    if ";#" in cell or any(map(known, found)):
        return found
    for separator in WHERE_ALL_ARE_KNOWN:
        found = parts(cell, [separator])
        if len(found) > 1 and all(map(known, found)):
            return found
    return [cell.strip()]


def found_in(cells: Iterable[str], known: Callable[[str], bool]) -> tuple[str, ...]:
    """The separators that a column uses: ";", and each usual one that parts some cell into words of which one is known.

    `known` says of a word whether it means something. A cell that is known as a whole is not looked at.
    """
    used = [";", ";#"]
    open_cells = [cell for cell in cells if not known(cell)]
    before = None
    while before != used:  # one separator may show another's words: “Police, NHS↵MARAC /”
        before = list(used)
        for separator in (each for each in USUAL[2:] if each not in before):
            with_it = [cell for cell in open_cells if len(parts(cell, [separator])) > 1 or _at_the_end(cell, separator)]
            if any(known(part) for cell in with_it for part in _parts_but_known(cell, [*used, separator], known)):
                used.append(separator)
    return tuple(used)


def usual_in(cell: str) -> tuple[str, ...]:
    """The usual separators that part this cell."""
    return tuple(each for each in USUAL if len(parts(cell, [each])) > 1)


def _parts_but_known(cell: str, separators: Sequence[str], known: Callable[[str], bool]) -> list[str]:
    """The parts that the last separator adds: those that the others leave together, and that are not known so."""
    together = [each for each in parts(cell, separators[:-1]) if not known(each)]
    return [part for each in together for part in parts(each, separators)]


def _at_the_end(cell: str, separator: str) -> bool:
    return bool(separator.strip()) and cell.strip().endswith(separator.strip())


def _pattern(separators: Sequence[str]) -> re.Pattern[str]:
    longest_first = sorted({";#", *separators} if ";" in separators else set(separators), key=len, reverse=True)
    return re.compile("|".join(map(_one, longest_first)), re.IGNORECASE)


def _one(separator: str) -> str:
    if separator.strip("\r\n") == "":
        return LINE_BREAKS
    if separator == "\t":
        return r"\t"
    text = re.escape(separator.strip() or separator)
    return rf"(?:^|\s+){text}(?:\s+|$)" if separator != separator.strip() and len(separator.strip()) else text


def _without_lookup_numbers(found: list[str], cell: str) -> list[str]:
    """SharePoint writes a look-up as number;#word;#number;#word: the numbers are no answers."""
    numbers, words = found[::2], found[1::2]
    if ";#" in cell and words and len(numbers) == len(words) and all(each.isdigit() for each in numbers):
        return words
    return found


def _json_list(cell: str) -> list[str] | None:
    text = cell.strip()
    if text[:1] + text[-1:] not in ("[]", "{}"):
        return None
    inner = text[1:-1].strip()
    if text[0] == "{" and ":" in inner:
        return None
    for candidate in (f"[{inner}]", f"[{_double_quoted(inner)}]"):
        try:
            items = json.loads(candidate)
        except (ValueError, RecursionError):
            continue
        words = [_word(each) for each in items]
        return None if None in words else [each.strip() for each in words if each and each.strip()]
    bare = [each.strip().strip("'\"").strip() for each in inner.split(",")]
    return [each for each in bare if each]


def _double_quoted(inner: str) -> str:
    return re.sub(r"(?<!\w)'([^'\"]*)'(?!\w)", r'"\1"', inner)


def _word(item: object) -> str | None:
    if isinstance(item, dict):
        item = next((item[key] for key in NAMED_BY if key in item), None)
    if isinstance(item, str):
        return item
    return str(item) if isinstance(item, int | float) and not isinstance(item, bool) else None
