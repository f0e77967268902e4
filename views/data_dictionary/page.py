"""Your return: what counts as what, and how each column is written. All of it comes from the standard."""

import json

import streamlit as st

from ingest.standard import HAZARDS, STANDARD, Standard, frictionless_schema, template_csv
from queries.exports import as_csv
from views import choices, headings, tables, wording
from views.data_dictionary import columns_supplied, standard_tables
from views.escaping import escape_markdown
from views.visit import Visit

INCIDENT = """**An incident** is anything in a member's own safeguarding log: a concern or an incident about a
person's safety. A damp repair, a hardship award or a case of anti-social behaviour counts only where
somebody's safety was the concern. One row of a file is one incident."""

HAZARD = """One row is one hazard in a home, with the days on which it was dealt with. No day is kept: each becomes what
a clock of the law came to, and how long it took."""

EXPLAINED_ABOVE = ("category", "also_involves")


def page(visit: Visit) -> None:
    headings.title("What counts, and how it is written")
    st.markdown(" ".join(INCIDENT.split()), width=720)
    downloads()
    headings.section("Categories, in their families")
    st.markdown(
        "Members are compared by family. Count an incident under the one category that fits best; what else "
        "it involves goes into a column of its own.",
        width=720,
    )
    categories(visit)
    headings.section("Columns")
    st.markdown("Three are needed. Each further one lights up another view.")
    columns()
    headings.section(f"What changed up to version {STANDARD.version}")
    changes()
    headings.section("Hazards: a second file")
    hazards()
    headings.section("Who supplies which column")
    columns_supplied.by_member(visit)


def downloads() -> None:
    with st.container(horizontal=True):
        st.download_button(
            "Template (CSV)",
            template_csv().encode("utf-8-sig"),
            file_name="template.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "Schema (JSON)",
            json.dumps(frictionless_schema(), ensure_ascii=False, indent=2),
            file_name="incident.schema.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "All codes (CSV)",
            as_csv(standard_tables.every_code()).encode("utf-8-sig"),
            file_name="codes.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def categories(visit: Visit) -> None:
    for family in STANDARD.families:
        focus = " · a focus of the group" if family.code in visit.focus else ""
        with st.expander(f"{family.label} – {standard_tables.size(family)}{focus}"):
            for code in family.categories:
                st.markdown(standard_tables.category(code), width=720)


def changes() -> None:
    """The change note of each version, the newest first. The coordinator reviews the standard every year."""
    for version in dict.fromkeys(each.version for each in STANDARD.changes):
        noted = [each for each in STANDARD.changes if each.version == version]
        lines = [f"- {escape_markdown(each.change)}" for each in noted]
        st.markdown("\n".join([f"**{version}**, {wording.month(noted[0].month)}", "", *lines]), width=720)


def hazards() -> None:
    st.markdown(" ".join(HAZARD.split()), width=720)
    st.download_button(
        "Template of hazards (CSV)",
        template_csv(HAZARDS).encode("utf-8-sig"),
        file_name="hazards_template.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
    every_field(HAZARDS, "hazards")


def every_field(standard: Standard, file: str) -> None:
    """A table; in a narrow window `page_style.css` makes a list of definitions of it."""
    table = standard_tables.every_field(standard)
    named = ("Needed", "Written as", "Applies to")
    tables.show_as_list(table, f"fields_{file}", f"Columns of the {file} file", named=named)


def columns() -> None:
    every_field(STANDARD, "incidents")
    headings.section("The codes of a column")
    names = [field.name for field in STANDARD.fields if field.codes and field.name not in EXPLAINED_ABOVE]
    titles = {name: STANDARD.field(name).title for name in names}
    name = choices.one_of("Column", titles, "column", default="referred_to_la")
    tables.show_as_list(standard_tables.codes(name), "codes", f"Codes of {titles[name]}")
