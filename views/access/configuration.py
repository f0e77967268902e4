"""What the operator has written into `.streamlit/secrets.toml`: the store, the sign-in, who has access without one."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import streamlit as st

PROVIDER_KEYS = ("client_id", "client_secret", "server_metadata_url")


def section(name: str) -> Mapping[str, Any]:
    """A table of the secrets; empty where there is none, or where the file is not TOML."""
    if not st.secrets.load_if_toml_exists():
        return {}
    found = st.secrets.to_dict().get(name, {})
    return found if isinstance(found, Mapping) else {}


def named_store() -> Path | None:
    """The store that PEER_TRENDS_STORE or `[store] path` names; None for the sample store."""
    named = os.environ.get("PEER_TRENDS_STORE") or section("store").get("path")
    return Path(str(named)).expanduser() if named else None


def providers() -> list[str | None]:
    """The sign-in providers in `[auth]`: None for the one in the table itself, names of tables within it."""
    auth = section("auth")
    if not all(auth.get(key) for key in ("redirect_uri", "cookie_secret")):
        return []
    named = [name for name, table in auth.items() if isinstance(table, Mapping) and _is_provider(table)]
    return [None, *named] if _is_provider(auth) else [*named]


def has_auth() -> bool:
    """Whether people are meant to sign in, even if the configuration is not complete."""
    return bool(section("auth"))


def provider_table(name: str | None) -> Mapping[str, Any]:
    auth = section("auth")
    return auth if name in (None, "default") else auth.get(name, {})


def provider_always_verifies() -> bool:
    return section("access").get("provider_always_verifies") is True


def this_machine_only() -> str | None:
    """The address of the one person who has access on this computer without signing in."""
    address = section("access").get("this_machine_only")
    return str(address) if address else None


def redirect_host() -> str | None:
    return urlparse(_redirect_uri()).hostname


def redirects_to(host: str) -> bool:
    return urlparse(_redirect_uri()).netloc == host


def is_served_over_https() -> bool:
    return _redirect_uri().startswith("https://")


def _redirect_uri() -> str:
    return str(section("auth").get("redirect_uri") or "")


def _is_provider(table: Mapping[str, Any]) -> bool:
    return all(table.get(key) for key in PROVIDER_KEYS)
