"""The matching one starts from: the member's last one, or one brought along as a file."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from ingest.matching import Matching
from ingest.matching import saved as saved_matchings
from ingest.matching.saved import SavedMatching
from ingest.problems import Refused
from views.plain import plain
from views.upload import sharing_step
from views.visit import Visit

SHARED = (
    "A member with the same system may give you its matching as a file: the same headings and words need "
    "not be matched twice. It holds headings and words, no incident."
)


@dataclass(frozen=True)
class Base:
    """A matching to start from, its name where it is a saved one, and a key for what is chosen from there."""

    matching: Matching
    name: str | None
    key: str

    @property
    def is_standard(self) -> bool:
        return not self.matching.columns


def start_from(visit: Visit) -> Base:
    """The member's newest matching, unless another is brought along here."""
    last = saved_matchings.newest(visit.store, visit.viewer)
    with st.expander("Your matching: take it along, or start from another", icon=":material/join_inner:"):
        st.markdown(SHARED, width=720)
        brought = _brought() or sharing_step.offered(visit)
        _take_along(visit, last)
    chosen = brought or (last.matching if last else Matching.of_standard())
    key = hashlib.sha256(chosen.to_json().encode()).hexdigest()[:8]
    return Base(chosen, last.name if last and not brought else None, key)


def _brought() -> Matching | None:
    given = st.file_uploader(
        "A matching file (.json)", key=f"matching {st.session_state.get('saved', 0)}", max_upload_size=1
    )
    if given is None:
        return None
    try:
        matching = Matching.from_json(given.getvalue().decode("utf-8"))
        if personal := saved_matchings.personal_words(matching):
            raise Refused(personal)
    except UnicodeDecodeError:
        st.error("This is no matching file: it is not text in UTF-8.")
    except Refused as refused:
        st.error("  \n".join(plain(p.message) for p in refused.problems))
    else:
        st.success("Starting from the matching you brought. It becomes yours when you save a return with it.")
        return matching
    return None


def _take_along(visit: Visit, newest: SavedMatching | None) -> None:
    if newest is None:
        st.caption("You have saved no matching yet: files in the group's own headings and codes need none.")
        return
    st.caption(
        f"Yours: {plain(newest.name)}, version {newest.version}, saved {newest.saved_at:%-d %b %Y} by "
        f"{plain(newest.saved_by)}."
    )
    st.download_button(
        "Download your matching",
        newest.matching.to_json(),
        file_name=f"matching_{visit.member}.json",
        mime="application/json",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )
    sharing_step.share(visit)
