"""Which sign-in a browser holds: read from what the provider said, which the browser cannot change.

The cookie's own text is no name for it: a browser can add a cookie, or write the same one in another way, and would
seem to have signed in anew.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from ingest.group.sessions import SignIn
from views.access import groups
from views.access.browser import Browser

COOKIE = "_streamlit_user"
NAMES_IT = ("iss", "sub", "iat", "nonce")  # of one sign-in: by whom, of whom, when; the nonce is the provider's answer


def sign_in_of(claims: Mapping[str, object]) -> SignIn | None:
    """The sign-in that these claims name; None where nobody has signed in."""
    if not claims.get("is_logged_in"):
        return None
    named = [claims.get(name) for name in NAMES_IT]
    issued = claims.get("iat")
    issued_at = datetime.fromtimestamp(int(issued) if isinstance(issued, int | float) else 0, UTC)
    return SignIn(json.dumps(named), str(claims.get("email") or ""), issued_at.replace(tzinfo=None))


def claims_of(browser: Browser) -> dict[str, object]:
    """The same of a browser, where the sign-in began under the name by which it comes now; else empty."""
    claims = claims_in(browser.cookies)
    return claims if groups.began_here(claims.get("origin"), browser.host) else {}


def claims_in(cookies: Mapping[str, str]) -> dict[str, object]:
    """What the provider said of the person, from the signed cookie; empty where there is none, or a forged one."""
    secret = get_cookie_secret()

    def verified(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    try:
        decoded = get_cookie_with_chunks(verified, COOKIE)
        claims = json.loads(decoded) if decoded else {}
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}
