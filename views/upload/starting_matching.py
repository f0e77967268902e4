"""The matching to start from: the member's newest, another member's, or one from a file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from ingest.matching import Matching, lenient, saved, sharing
from ingest.matching.saved import SavedMatching
from ingest.matching.sharing import Offer
from ingest.matching.words_of_others import words_of_others
from ingest.problems import Refused
from ingest.standard import STANDARD, Standard
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
    """A matching to start from, its name where it is a saved one, and a key for the choices made from there.

    `draft`: what was chosen from there before this file was given. `is_other`: chosen in place of the member's own.
    `others`: see `words_of_others`.
    """

    matching: Matching
    name: str | None
    key: str
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
    draft: Matching | None = None
    is_other: bool = False

    @property
    def is_standard(self) -> bool:
        return not self.matching.columns and not self.matching.ticked

    @property
    def ticked(self) -> dict[str, dict[str, str]]:
        """What is chosen to begin with."""
        return (self.draft or self.matching).ticked

    @property
    def numbered(self) -> bool:
        return (self.draft or self.matching).missing_reference == "number"


def start_from(visit: Visit, standard: Standard = STANDARD) -> StartingMatching:
    """The member's newest matching, unless another is chosen here."""
    newest, own_offer, offers, others = _matchings((*_asked(visit), standard.row_name), visit, standard)
    if newest and (left_out := lenient.question(newest.left_out)):
        st.warning(escape_markdown(left_out.message), icon=":material/warning:")
    with st.expander("Your matching: download it, or start from another", icon=":material/join_inner:"):
        st.markdown(SHARED, width=720)
        other = _from_file(standard) or sharing_step.offered(offers)
        _own(visit, newest, own_offer, standard)
    chosen = other or (newest.matching if newest else Matching.of_standard(standard))
    key = hashlib.sha256(f"{standard.row_name} {chosen.to_json()}".encode()).hexdigest()[:8]
    name = newest.name if newest and not other else None
    return StartingMatching(chosen, name, key, others, is_other=other is not None)


def _from_file(standard: Standard) -> Matching | None:
    given = st.file_uploader(
        "A matching file (.json)",
        key=f"matching {standard.row_name} {st.session_state.get('saved', 0)}",
        max_upload_size=1,
    )
    if given is None:
        return None
    try:
        matching = Matching.from_json(given.getvalue().decode("utf-8"), standard)
        if personal := saved.personal_words(matching):
            raise Refused(personal)
    except UnicodeDecodeError:
        st.error("This is not a matching file: it is not text in UTF-8.")
    except Refused as refused:
        notices.refused(refused)
    else:
        st.success("Starting from the matching in your file. It becomes yours when you save a return with it.")
        return matching
    return None


@st.cache_resource(max_entries=100, ttl=3600, show_spinner=False)
def _matchings(
    asked: tuple, _visit: Visit, _standard: Standard
) -> tuple[SavedMatching | None, Offer | None, list[Offer], dict[str, str]]:
    """The member's newest matching, what it shares, what others share, and what their category words mean; kept until
    something is written."""
    store, viewer = _visit.store, _visit.viewer
    if _standard is not STANDARD:  # a matching of hazards is not shared
        return saved.newest(store, viewer, _standard), None, [], {}
    offers = sharing.offers_of_others(store, viewer)
    return saved.newest(store, viewer), sharing.own_offer(store, viewer), offers, words_of_others(store, viewer)


def _asked(visit: Visit) -> tuple:
    return visit.store.number, visit.store.version, visit.today, visit.member, tuple(sorted(visit.viewer.roles))


def _own(visit: Visit, newest: SavedMatching | None, own_offer: Offer | None, standard: Standard) -> None:
    if newest is None:
        st.caption("You have saved no matching yet: files in the group's own headings and codes need none.")
        return
    st.caption(
        f"Yours: {escape_markdown(newest.name)}, version {newest.version}, saved {wording.day(newest.saved_at)} by "
        f"{escape_markdown(newest.saved_by)}."
    )
    st.download_button(
        "Download your matching",
        newest.matching.to_json(),
        file_name=f"matching_{visit.member}{'' if standard is STANDARD else '_hazards'}.json",
        mime="application/json",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )
    if standard is STANDARD:
        sharing_step.share(visit, own_offer)
