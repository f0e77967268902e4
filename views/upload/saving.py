"""The last step: questions are answered, the checklist is confirmed, the return is saved."""

from collections.abc import Collection
from datetime import date

import streamlit as st

from ingest import returns
from ingest.intake.months_asked import WITHOUT_ROWS, question
from ingest.intake.preview import CHECKLIST, Preview
from ingest.problems import Problem, Refused
from views import headings, notices, wording
from views.escaping import escape_markdown
from views.upload import export, kept_file, noting, receipt
from views.upload.changes import incidents
from views.upload.problem_files import without_code
from views.visit import Visit

LISTED = 8
YES = {WITHOUT_ROWS: "Yes, nothing to report"}


def confirm_and_save(
    visit: Visit,
    preview: Preview,
    key: str,
    held: tuple[date, date] | None = None,
    confirmed_empty: Collection[date] = (),
) -> None:
    """Ask the open questions, then save on a click; the next run shows the receipt.

    `held`: the first and last month in the file; `confirmed_empty`: months said to have nothing to report.
    """
    asked, accepted = questions(preview, held, confirmed_empty)
    accepted |= _questions(asked, key)
    agreed = _replacing_details(preview, key)
    headings.section("Confirm and save")
    st.markdown("\n".join(f"- {statement}" for statement in CHECKLIST.values()))
    confirmed = st.checkbox(f"I confirm all {wording.number_word(len(CHECKLIST))}", key=f"checklist {key}")
    open_questions = sum(p.rule not in accepted for p in [*asked, *preview.problems]) + (not agreed)
    ready = confirmed and not open_questions
    if st.button("Save this return", type="primary", disabled=not ready, icon=":material/save:"):
        _save(visit, preview, accepted)
    if not ready:
        st.caption("Answer the questions above, then confirm." if open_questions else "Confirm first.")


def questions(
    preview: Preview, held: tuple[date, date] | None, confirmed_empty: Collection[date]
) -> tuple[list[Problem], set[str]]:
    """What is to be asked, months without rows first, and what was answered already."""
    others = [problem for problem in preview.soft if problem.rule != WITHOUT_ROWS]
    empty = preview.months_without_rows
    if not empty:
        return others, set()
    if set(empty) <= set(confirmed_empty):
        return others, {WITHOUT_ROWS}
    return [question(empty, held), *others], set()


def _questions(soft: list[Problem], key: str) -> set[str]:
    """The rules that were accepted. One checkbox a rule, however many cells it is about."""
    by_rule: dict[str, list[str]] = {}
    for problem in soft:
        by_rule.setdefault(problem.rule, []).append(without_code(problem))
    if not by_rule:
        return set()
    headings.section("Is this so?")
    accepted = set()
    for rule, messages in by_rule.items():
        with st.container(border=True):
            st.markdown("\n".join(f"- {escape_markdown(message)}" for message in messages[:LISTED]))
            if len(messages) > LISTED:
                st.caption(f"And {len(messages) - LISTED:,} more of the same kind.")
            if st.checkbox(YES.get(rule, "Yes, that is right"), key=f"accept {rule} {key}"):
                accepted.add(rule)
    return accepted


def _replacing_details(preview: Preview, key: str) -> bool:
    """Whether the lead accepts that incidents with details are replaced by counts or a nil return, which have none."""
    gone = preview.compared.gone
    if preview.kind == "file" or not gone:
        return True
    headings.section("Is this so?")
    with st.container(border=True):
        st.markdown(
            f"{incidents(gone).capitalize()} that you returned for these months would no longer count, with "
            "all their details. Withdrawing this return later brings them back."
        )
        return st.checkbox("Yes, that is right", key=f"gone {key}")


def _save(visit: Visit, preview: Preview, accepted: set[str]) -> None:
    try:
        with st.spinner("Saving …"):
            saved = returns.save(
                visit.store,
                visit.viewer,
                preview,
                accepted=accepted,
                confirmed=tuple(CHECKLIST),
                upload_id=noting.upload_id(preview),
            )
    except Refused as refused:
        noting.refused_at_saving(visit, refused, preview)
        notices.refused(refused)
        return
    export.forget()
    kept_file.forget()
    noting.forget()
    receipt.keep(saved, preview)
    st.rerun()
