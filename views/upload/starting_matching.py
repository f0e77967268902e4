"""The matching to start from: the member's newest, another member's, or one from a file."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from ingest.matching import Matching, matchings
from ingest.problems import Refused
from views import notices, wording
from views.escaping import escape_markdown
from views.upload import sharing_step
from views.visit import Visit

SHARED = (
    "A member with the same system may give you its matching as a file: the same headings and words need "
    "not be matched twice. It holds headings and words, no incident."
)


@dataclass(frozen=True)
class StartingMatching:
    """A matching to start from, its name where it is a saved one, and a key for the choices made from there."""

    matching: Matching
    name: str | None
    key: str

    @property
    def is_standard(self) -> bool:
        return not self.matching.columns


def start_from(visit: Visit) -> StartingMatching:
    """The member's newest matching, unless another is chosen here."""
    saved, name = matchings.newest(visit.store, visit.member)
    with st.expander("Your matching: download it, or start from another", icon=":material/join_inner:"):
        st.markdown(SHARED, width=720)
        other = _from_file() or sharing_step.offered(visit)
        _own(visit, saved)
    chosen = other or saved
    key = hashlib.sha256(chosen.to_json().encode()).hexdigest()[:8]
    return StartingMatching(chosen, None if other else name, key)


def _from_file() -> Matching | None:
    given = st.file_uploader(
        "A matching file (.json)", key=f"matching {st.session_state.get('saved', 0)}", max_upload_size=1
    )
    if given is None:
        return None
    try:
        matching = Matching.from_json(given.getvalue().decode("utf-8"))
        if personal := matchings.personal_words(matching):
            raise Refused(personal)
    except UnicodeDecodeError:
        st.error("This is not a matching file: it is not text in UTF-8.")
    except Refused as refused:
        notices.refused(refused)
    else:
        st.success("Starting from the matching in your file. It becomes yours when you save a return with it.")
        return matching
    return None


def _own(visit: Visit, saved: Matching) -> None:
    versions = matchings.every_version(visit.store, visit.viewer)
    if not versions:
        st.caption("You have saved no matching yet: files in the group's own headings and codes need none.")
        return
    newest = versions[0]
    st.caption(
        f"Yours: {escape_markdown(newest.name)}, version {newest.version}, saved {wording.day(newest.saved_at)} by "
        f"{escape_markdown(newest.saved_by)}."
    )
    st.download_button(
        "Download your matching",
        saved.to_json(),
        file_name=f"matching_{visit.member}.json",
        mime="application/json",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )
    sharing_step.share(visit)
