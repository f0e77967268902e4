"""What stands around the incidents: members, homes, people, how each records, and what is planted."""

from datetime import date

from ingest.standard import STANDARD
from sample_data.expectations import expectations
from sample_data.group import FIRST_MONTH, LAST_MONTH, MEMBERS, homes_by_needs, year_of

Rows = list[tuple]

RECORDS_WIDELY = {
    "alder": {"children", "low_level", "anti_social_behaviour"},
    "birch": {"children", "triage", "low_level", "damp"},
    "cedar": {"children", "triage"},
    "damson": {"children", "triage", "anti_social_behaviour"},
    "elder": {"children", "triage", "low_level"},
    "fir": {"children"},
    "gorse": {"children"},
}


def members() -> Rows:
    return [("member", "name"), *((code, member.name) for code, member in MEMBERS.items())]


def homes_by_year() -> Rows:
    """Homes by member, financial year and kind of home."""
    rows: Rows = [("member", "year_start", "needs_type", "homes")]
    for year in range(year_of(FIRST_MONTH), year_of(LAST_MONTH) + 1):
        for member in MEMBERS:
            for needs, number in homes_by_needs(member, year).items():
                rows.append((member, date(year, 4, 1).isoformat(), needs, number))
    return rows


def people() -> Rows:
    """Role addresses alone, under a top-level domain that can never exist."""
    rows: Rows = [("email", "role", "member"), ("coordinator@group.example", "coordinator", "")]
    for member in MEMBERS:
        rows += [(f"lead@{member}.example", "lead", member), (f"reader@{member}.example", "reader", member)]
    return rows


def how_we_record() -> Rows:
    """Each member's answers to the standard's questions about where it draws the line."""
    rows: Rows = [("member", "question", "answer")]
    for member, widely in RECORDS_WIDELY.items():
        for question in STANDARD.recording_questions:
            wide, narrow = question.answers
            rows.append((member, question.name, wide if question.name in widely else narrow))
    return rows


def planted() -> Rows:
    """What a control chart should find, and where."""
    rows: Rows = [("signal", "kind", "chart", "family", "from", "to", "direction", "size", "found")]
    for each in expectations():
        where = (each.signal, each.kind, each.chart, each.family, f"{each.first:%Y-%m}", f"{each.last:%Y-%m}")
        rows.append((*where, each.direction, each.size, "yes" if each.found else "no"))
    return rows
