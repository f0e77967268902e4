"""Number formats that change what a person reads: 00001, "ASB-"0000; and dates that show a time, or no day at all."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import fromstring

BUILT_IN = {14: "dd/mm/yyyy", 18: "h:mm", 19: "h:mm", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm"}
BUILT_IN |= {15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"}
QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]')


@dataclass(frozen=True)
class Formats:
    """Styles of cells by their index: `digits` are shown with a format of digits and letters, `dates` as a date."""

    digits: dict[bytes, str] = field(default_factory=dict)
    dates: dict[bytes, bool] = field(default_factory=dict)
    """Index -> whether the format shows a time too."""
    is_1904: bool = False


def formats(styles: bytes, is_1904: bool) -> Formats:
    """The styles of a workbook that are looked at."""
    if not styles:
        return Formats(is_1904=is_1904)
    root = fromstring(styles)
    codes = dict(BUILT_IN)
    for each in root.iter():
        if _local(each.tag) == "numFmt":
            codes[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
    found = Formats(is_1904=is_1904)
    cells = next((each for each in root if _local(each.tag) == "cellXfs"), ())
    for index, style in enumerate(cells):
        code = codes.get(int(style.get("numFmtId", "0")), "")
        name = str(index).encode()
        if is_date(code):
            if re.search("[yd]", _bare(code)):
                found.dates[name] = "h" in _bare(code)
        elif carries_digits(code):
            found.digits[name] = code
    return found


def is_date(code: str) -> bool:
    """Whether a format shows a date or a time."""
    return bool(re.search("[ymdhs]", _bare(code))) and "general" not in code.lower()


def carries_digits(code: str) -> bool:
    """Whether a format pads a whole number with zeros, or adds letters, digits or strokes to it."""
    section = code.split(";")[0]
    bare = _bare(section)
    if "general" in section.lower() or not re.fullmatch(r"[0#?, ()+:-]*[0#?][0#?, ()+:-]*", bare):
        return False
    return bare.count("0") > 1 or _has_literals(section)


def shown(number: float, code: str) -> str | None:
    """A whole number as such a format shows it; None where it would not be shown so."""
    if not float(number).is_integer() or abs(number) >= 1e15:
        return None
    sections = code.split(";")
    section = sections[0]
    minus = "-" if number < 0 else ""
    if number < 0 and len(sections) > 1:
        section, minus = sections[1], ""
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    digits, text = str(abs(int(number))), []
    places = _placeholders(section)
    if not places:
        return None
    wanted = sum(kind == "0" for kind, _ in places if kind in "0#?")
    slots = sum(kind in "0#?" for kind, _ in places)
    digits = digits.zfill(max(wanted, 1) if wanted else len(digits))
    extra = max(0, len(digits) - slots)
    missing = max(0, slots - len(digits))
    at = 0
    for kind, literal in places:
        if kind not in "0#?":
            text.append(literal)
            continue
        if missing:
            missing -= 1
            text.append(" " if kind == "?" else "")
            continue
        take = 1 + extra
        extra = 0
        text.append(digits[at : at + take])
        at += take
    return minus + "".join(text)


def _placeholders(section: str) -> list[tuple[str, str]]:
    """The digits and literal characters of a format, in order: ("0", "") or ("'", "A")."""
    found = []
    at = 0
    while at < len(section):
        match = QUOTED.match(section, at)
        if match:
            literal = next((each for each in match.groups() if each is not None), "")
            if literal:
                found.append(("'", literal))
            at = match.end()
            continue
        each = section[at]
        if each in "0#?":
            found.append((each, ""))
        elif each != ",":
            found.append(("'", each))
        at += 1
    return found


def _has_literals(section: str) -> bool:
    """Whether letters, digits or strokes are added. A unit after the number (" days") is none."""
    places = _placeholders(section)
    last = max(at for at, (kind, _) in enumerate(places) if kind in "0#?")
    after = "".join(text for _, text in places[last + 1 :])
    before = "".join(text for _, text in places[:last])
    return (
        any(each.isalnum() or each in "-/_" for each in before) or after[:1].isalnum() or after[:1] in {"-", "/", "_"}
    )


def _bare(code: str) -> str:
    """A format without its texts, colours and spacing; `[h]`, `[mm]` and `[ss]` stay."""
    code = re.sub(r"\[(h+|m+|s+)\]", r"\1", code, flags=re.IGNORECASE)
    return QUOTED.sub("", code).lower()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
