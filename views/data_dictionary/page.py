"""Your return: what counts as what, and how each column is written. All of it comes from the standard."""

import json

import streamlit as st

from ingest.standard import STANDARD, frictionless_schema, template_csv
from queries.exports import as_csv
from views import choices
from views.data_dictionary import columns_supplied, standard_tables
from views.visit import Visit

INCIDENT = """**An incident** is anything in a member's own safeguarding log: a concern or an incident about a
person's safety. A damp repair, a hardship award or a case of anti-social behaviour counts only where
somebody's safety was the concern. One row of a file is one incident."""

EXPLAINED_ABOVE = ("category", "also_involves")


def page(visit: Visit) -> None:
    st.title("What counts, and how it is written")
    st.markdown(" ".join(INCIDENT.split()), width=720)
    downloads()
    st.subheader("Categories, in their families")
    st.markdown(
        "Members are compared by family. Count an incident under the one category that fits best; what else "
        "it involves goes into a column of its own.",
        width=720,
    )
    categories()
    st.subheader("Columns")
    st.markdown("Three are needed. Each further one lights up another view.")
    columns()
    st.subheader("Who supplies which column")
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


def categories() -> None:
    for family in STANDARD.families:
        focus = " · a focus of the group" if family.focus else ""
        with st.expander(f"{family.label} – {standard_tables.size(family)}{focus}"):
            for code in family.categories:
                st.markdown(standard_tables.category(code), width=720)


def columns() -> None:
    st.table(standard_tables.every_field())
    st.subheader("The codes of a column")
    names = [field.name for field in STANDARD.fields if field.codes and field.name not in EXPLAINED_ABOVE]
    titles = {name: STANDARD.field(name).title for name in names}
    name = choices.one_of("Column", titles, "column", default="referred_to_la")
    st.table(standard_tables.codes(name))
