"""Sign-in by OpenID Connect: whose address the provider vouches for, and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn
from urllib.parse import urlparse

import streamlit as st

from ingest.group import sessions
from ingest.group.sessions import SignIn
from queries.person import viewer_of
from queries.store import Store
from queries.viewer import Viewer
from views.access import configuration
from views.access.closed_pages import alone, shut
from views.escaping import plain
from views.look import PROSE

COOKIE = "_streamlit_user"
LOOKS_AGAIN_AFTER = 30  # seconds: an open page notices that its session has ended
ANY_TENANT = ("common", "organizations", "consumers")
ENDED = {
    "eight_hours": "Eight hours have passed since you signed in.",
    "idle": "You had been away for a while.",
    "signed_out": "You have signed out.",
    "refused": "This sign-in was refused.",
}


@dataclass(frozen=True)
class Refusal:
    """Why a sign-in does not count: for the person, and in a word or two for the audit trail."""

    to_the_person: str
    for_the_trail: str


def person(store: Store) -> Viewer:
    """The person who is signed in; else a page that says what to do, and the run ends there."""
    _prove_configured()
    if not st.user.get("is_logged_in"):
        _ask_to_sign_in("Sign in", "The figures are for the members of the group.")
    sign_in = signed_in()
    if reason := refusal(dict(st.user)):
        _turn_away(store, sign_in, reason)
    viewer = viewer_of(store, sign_in.address)
    if viewer is None:
        _turn_away(store, sign_in, _stranger(sign_in.address))
    if ended := sessions.go_on(store, sign_in):
        _ask_to_sign_in("You are signed out", f"{ENDED[ended]} Nothing is lost: sign in again to go on.")
    return viewer


def account(store: Store, viewer: Viewer) -> None:
    """In the sidebar: who is signed in, the way out, and a look every half minute whether the session still stands."""
    st.caption(f"Signed in as {plain(viewer.email)}")
    if st.button("Sign out", key="sign_out", icon=":material/logout:", type="tertiary"):
        sessions.end(store, signed_in())
        st.logout()
        st.stop()  # another run now could overtake the way to the provider
    _watch(store)


@st.fragment(run_every=LOOKS_AGAIN_AFTER)
def _watch(store: Store) -> None:
    if not sessions.is_open(store, signed_in()):
        st.rerun()


def has_come_in(store: Store, cookies: Mapping[str, str]) -> bool:
    """Whether a browser with these cookies holds a session that still stands."""
    return sessions.is_open(store, _browser(cookies))


def sign_out(store: Store, cookies: Mapping[str, str]) -> None:
    """End the session that a browser with these cookies holds, in all of its windows."""
    sessions.end(store, _browser(cookies))


def _browser(cookies: Mapping[str, str]) -> SignIn:
    """Known by its cookie alone."""
    return SignIn(_token(cookies), "", datetime.min)


def signed_in() -> SignIn:
    """This browser's sign-in: its cookie is the secret, the identity token says when it was given out."""
    token = _token(st.context.cookies.to_dict())
    issued = st.user.get("iat")
    issued_at = datetime.fromtimestamp(int(issued), UTC) if issued else datetime.fromtimestamp(0, UTC)
    return SignIn(token, str(st.user.get("email") or ""), issued_at.replace(tzinfo=None))


def _token(cookies: Mapping[str, str]) -> str:
    """The framework's sign-in cookie, which it may have split into several."""
    own = [name for name in sorted(cookies) if name == COOKIE or name.removeprefix(f"{COOKIE}_").isdigit()]
    return "\n".join(f"{name}={cookies[name]}" for name in own)


def refusal(claims: dict) -> Refusal | None:
    """What the provider's claims lack. An address counts only if the provider says that it is verified."""
    if not claims.get("email"):
        return Refusal(
            "Your sign-in carries no e-mail address, and that is how this dashboard knows people. Whoever runs it can "
            "ask the provider for the address: the guides in docs say how.",
            "no address",
        )
    if claims.get("email_verified") is not True and not configuration.provider_always_verifies():
        return Refusal(
            "Your provider does not say that your e-mail address is verified, so it does not count here. Verify it "
            "with your provider, then sign in again.",
            "address not verified",
        )
    return None


def accepts_any_tenant(table) -> bool:
    """Whether a Microsoft provider lets in every organisation's accounts: then anybody can write any address."""
    url = urlparse(str(table.get("server_metadata_url") or ""))
    return url.hostname == "login.microsoftonline.com" and url.path.strip("/").split("/")[0] in ANY_TENANT


def _stranger(address: str) -> Refusal:
    return Refusal(
        f"{plain(address)} is not on this group's list of people, so nothing is shown. If it should be, ask the "
        "group's coordinator to add it, then sign in again.",
        "not on the list of people",
    )


def _turn_away(store: Store, sign_in: SignIn, reason: Refusal) -> NoReturn:
    sessions.refuse(store, sign_in, reason.for_the_trail)
    _ask_to_sign_in("You are not let in", reason.to_the_person, "Sign in as somebody else")


def _ask_to_sign_in(title: str, why: str, says: str = "Sign in") -> NoReturn:
    def draw() -> None:
        st.title(title)
        st.markdown(why, width=PROSE)
        for name in configuration.providers():
            label = f"{says} with {plain(name)}" if name else says
            if st.button(label, key=f"sign_in_{name}", type="primary"):
                st.login(name) if name else st.login()

    alone(draw)


def _prove_configured() -> None:
    names = configuration.providers()
    if not names:
        shut(
            "Sign-in is not set up whole",
            "The `[auth]` table of `.streamlit/secrets.toml` needs `redirect_uri`, `cookie_secret`, `client_id`, "
            "`client_secret` and `server_metadata_url`. The guides in `docs/` say where each comes from.",
        )
    if configuration.provider_always_verifies() and any(
        accepts_any_tenant(configuration.provider_table(name)) for name in names
    ):
        shut(
            "Sign-in would let anybody be anybody",
            "`[access] provider_always_verifies` stands beside a Microsoft address that accepts every organisation, "
            "where anybody can give an account any e-mail address. Name your own tenant in `server_metadata_url`: "
            "`docs/sign_in_entra_id.md` says how.",
        )
