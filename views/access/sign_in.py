"""Sign-in by OpenID Connect: who is signed in, and why a sign-in does not count."""

from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlparse

import streamlit as st

from ingest.group import sessions
from ingest.group.sessions import SignIn
from queries.person import viewer_of
from queries.store import Store
from queries.viewer import Viewer
from views import headings
from views.access import configuration, groups, redirect_uri
from views.access.browser import Browser
from views.access.closed_pages import show_alone, show_closed
from views.access.sign_in_cookie import claims_of, sign_in_of
from views.escaping import escape_markdown
from views.look import PROSE

CHECKS_EVERY = 30  # seconds; then an open page notices that its session has ended
ANY_TENANT = ("common", "organizations", "consumers")
ENDED = {
    "eight_hours": "Eight hours have passed since you signed in.",
    "idle": "You had been away for a while.",
    "signed_out": "You have signed out.",
    "refused": "This sign-in was refused.",
    "taken_off": "You were taken off the group's list of people.",
}


@dataclass(frozen=True)
class Refusal:
    """Why a sign-in does not count: a message for the person, a word or two for the audit trail."""

    message: str
    audit_detail: str


def person(store: Store) -> Viewer:
    """The person who is signed in; else a page says what to do, and the run ends there."""
    _require_configuration()
    if not st.user.get("is_logged_in"):
        _ask_to_sign_in("Sign in", "The figures are for the members of the group.")
    sign_in = sign_in_of(st.user.to_dict())
    if reason := refusal(st.user.to_dict()):
        _refuse(store, sign_in, reason)
    viewer = viewer_of(store, sign_in.address)
    if viewer is None:
        _refuse(store, sign_in, _stranger(sign_in.address))
    if ended := sessions.go_on(store, sign_in):
        _ask_to_sign_in("You are signed out", f"{ENDED[ended]} Nothing is lost: sign in again to go on.")
    return viewer


def account(store: Store, viewer: Viewer) -> None:
    """In the sidebar: who is signed in, the sign-out button, and a check every half minute that the session is open."""
    st.caption(f"Signed in as {escape_markdown(viewer.email)}")
    if st.button("Sign out", key="sign_out", icon=":material/logout:", type="tertiary"):
        sessions.end(store, sign_in_of(st.user.to_dict()))
        st.logout()
        st.stop()  # another run could start before the browser has left for the provider
    _watch(store)


@st.fragment(run_every=CHECKS_EVERY)
def _watch(store: Store) -> None:
    if not sessions.is_open(store, sign_in_of(st.user.to_dict())):
        st.rerun()


def has_access(store: Store, browser: Browser) -> bool:
    """Whether this browser has an open session, and its person is on the list of people."""
    sign_in = sign_in_of(claims_of(browser))
    if sign_in is None or not sessions.is_open(store, sign_in):
        return False
    return viewer_of(store, sign_in.address) is not None


def session_name(browser: Browser) -> str | None:
    """The session that its cookies name; None where nobody has signed in."""
    sign_in = sign_in_of(claims_of(browser))
    return sign_in.token_hash if sign_in else None


def sign_out(store: Store, browser: Browser) -> None:
    """End the session of this browser, in all of its windows."""
    if sign_in := sign_in_of(claims_of(browser)):
        sessions.end(store, sign_in)


def refusal(claims: dict) -> Refusal | None:
    """Why these claims do not count, if so. An address counts only if the provider says that it is verified."""
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
    """Whether a Microsoft provider accepts every organisation's accounts: those can have any address."""
    url = urlparse(str(table.get("server_metadata_url") or ""))
    return url.hostname == "login.microsoftonline.com" and url.path.strip("/").split("/")[0] in ANY_TENANT


def _stranger(address: str) -> Refusal:
    return Refusal(
        f"{escape_markdown(address)} is not on this group's list of people, so nothing is shown. If it should be, ask "
        "the group's coordinator to add it, then sign in again.",
        "not on the list of people",
    )


def _refuse(store: Store, sign_in: SignIn, reason: Refusal) -> NoReturn:
    sessions.refuse(store, sign_in, reason.audit_detail)
    _ask_to_sign_in("You do not have access", reason.message, "Sign in as somebody else")


def _ask_to_sign_in(title: str, why: str, button: str = "Sign in") -> NoReturn:
    def draw() -> None:
        headings.title(title)
        st.markdown(why, width=PROSE)
        for name in configuration.providers():
            label = f"{button} with {escape_markdown(name)}" if name else button
            if st.button(label, key=f"sign_in_{name}", type="primary"):
                st.login(name) if name else st.login()

    show_alone(draw)


def _require_configuration() -> None:
    names = configuration.providers()
    if not names:
        show_closed(
            "Sign-in is not fully configured",
            "The `[auth]` table of `.streamlit/secrets.toml` needs `redirect_uri`, `cookie_secret`, `client_id`, "
            "`client_secret` and `server_metadata_url`. The guides in `docs/` say where each comes from.",
        )
    if groups.are_named() and not configuration.redirects_to(redirect_uri.HOST):
        show_closed(
            "Sign-in is not fully configured",
            "Where `[groups]` names several groups, `redirect_uri` in the `[auth]` table must be "
            '`"https://{host}/oauth2callback"`, so that people come back to their own group: see '
            "`docs/many_groups.md`.",
        )
    if configuration.provider_always_verifies() and any(
        accepts_any_tenant(configuration.provider_table(name)) for name in names
    ):
        show_closed(
            "Sign-in would let anybody be anybody",
            "`[access] provider_always_verifies` is set for a Microsoft address that accepts every organisation, "
            "where anybody can give an account any e-mail address. Name your own tenant in `server_metadata_url`: "
            "`docs/sign_in_entra_id.md` says how.",
        )
