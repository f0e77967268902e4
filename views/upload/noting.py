"""What becomes of the file in the upload box is noted, for the list on Our returns."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from ingest import uploads
from ingest.file_tables import tables_of
from ingest.intake import Preview
from ingest.problems import Problem, Refused
from ingest.standard import Standard
from ingest.uploads import Became, Upload
from views.upload.export import Export
from views.upload.reading_choices import SETTLED_BY
from views.visit import Visit

KEY = "noted upload"

Period = tuple[date, date]


def begin(visit: Visit, given: Export, standard: Standard) -> None:
    """From here on what becomes is noted of this file: a file that was saved, and is given again, is another upload."""
    file, held = (given.key, standard.row_name, visit.member), st.session_state.get(KEY)
    if held is None or held[0] != file:
        st.session_state[KEY] = file, Upload(tables_of(standard).of)


def begun(visit: Visit, period: Period | None = None) -> None:
    """It is neither saved nor refused: it is left half way if nothing follows, or refused if saving was."""
    if not st.session_state[KEY][1].refused_at_saving:
        _note(visit, Became(uploads.BEGUN, period))


def refused(visit: Visit, problems: Sequence[Problem], period: Period | None = None) -> None:
    hard = [problem for problem in problems if not problem.soft]
    _note(visit, Became.refused(hard, period))


def asked_or_refused(visit: Visit, problems: Sequence[Problem]) -> None:
    """A file that cannot be read yet: begun, where choices on the page settle every problem."""
    if all(problem.rule in SETTLED_BY for problem in problems):
        begun(visit)
    else:
        refused(visit, problems)


def refused_at_saving(visit: Visit, refusal: Refused, preview: Preview) -> None:
    """Such as a return that somebody else saved a moment ago; what was typed is still in its cells."""
    if preview.kind == "file":
        refused(visit, refusal.problems, (preview.from_month, preview.to_month))
        st.session_state[KEY][1].refused_at_saving = True


def unchanged(visit: Visit, period: Period) -> None:
    _note(visit, Became(uploads.UNCHANGED, period))


def upload_id(preview: Preview) -> str | None:
    """Of the file in the box; None where counts are typed, or there is nothing to report."""
    return st.session_state[KEY][1].upload_id if preview.kind == "file" else None


def forget() -> None:
    st.session_state.pop(KEY, None)


def _note(visit: Visit, became: Became) -> None:
    uploads.note(visit.store, visit.viewer, st.session_state[KEY][1], became)
