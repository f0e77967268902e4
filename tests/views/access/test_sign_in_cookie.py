"""A sign-in is named by what the provider said: whatever a browser changes in its cookies gives it no new name."""

import json
import secrets
import time

import pytest
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from ingest.group import sessions
from tests.queries.small_group import SmallGroup
from views.access import sign_in, sign_in_cookie
from views.access.browser import Browser
from views.access.sign_in_cookie import COOKIE, claims_in, sign_in_of

SECRET = "only for this test, and long enough for it"
CLAIMS = {
    "iss": "https://provider.example",
    "sub": "lead",
    "iat": 1_790_000_000,
    "nonce": "n1",
    "email": "lead@alder.example",
    "is_logged_in": True,
}


@pytest.fixture(autouse=True)
def cookie_secret(monkeypatch):
    monkeypatch.setattr(sign_in_cookie, "get_cookie_secret", lambda: SECRET)


def cookies(**claims) -> dict[str, str]:
    """As the server gives them out, in several cookies where one would be too long."""
    made: dict[str, str] = {}

    def signed(name: str, value: str) -> bytes:
        return create_signed_value(SECRET, name, value)

    def give_out(name: str, value: str) -> None:
        made[name] = signed(name, value).decode()

    set_cookie_with_chunks(give_out, signed, COOKIE, CLAIMS | claims, cookie_attr_size=80)
    return made


def name(of: dict[str, str]) -> str | None:
    return sign_in.session_name(Browser("localhost", of))


def test_a_sign_in_has_one_name_in_a_page_and_in_a_request():
    found = sign_in_of(claims_in(cookies()))
    assert found == sign_in_of(CLAIMS)
    assert (found.address, found.issued_at.isoformat()) == ("lead@alder.example", "2026-09-21T14:13:20")
    assert name(cookies()) == found.token_hash


@pytest.mark.parametrize("more", [{"iat": 1_790_000_001}, {"nonce": "n2"}, {"sub": "other"}, {"iss": "https://b"}])
def test_another_sign_in_has_another_name(more):
    assert name(cookies(**more)) not in (None, name(cookies()))


@pytest.mark.parametrize("long", [False, True], ids=["one cookie", "several"])
@pytest.mark.parametrize(
    "change",
    [
        lambda own: own | {f"{COOKIE}_99": "x"},
        lambda own: own | {f"{COOKIE}_1000": own[COOKIE]},
        lambda own: own | {"_streamlit_user_tokens": "x", "another": "y"},
        lambda own: dict(reversed(own.items())),
    ],
)
def test_a_cookie_that_is_added_changes_no_name(change, long):
    own = cookies(groups=[secrets.token_hex(20) for _ in range(200 if long else 0)])
    assert (len(own) > 1) is long
    assert name(change(own)) == name(own) is not None


def test_each_letter_changed_in_turn_gives_the_same_name_or_none():
    own = cookies()
    names = set()
    for place, letter in enumerate(own[COOKIE]):
        changed = own[COOKIE][:place] + ("A" if letter != "A" else "B") + own[COOKIE][place + 1 :]
        names.add(name({COOKIE: changed}))
    assert names <= {None, name(own)}


def test_a_forged_or_foreign_cookie_names_nobody():
    assert name({}) is None
    assert name({COOKIE: "forged"}) is None
    foreign = create_signed_value("another secret of another server", COOKIE, json.dumps(CLAIMS)).decode()
    assert name({COOKIE: foreign}) is None
    assert name({COOKIE: create_signed_value(SECRET, COOKIE, "[1]").decode()}) is None


def test_what_has_ended_is_not_opened_again_by_an_added_cookie(tmp_path):
    store = SmallGroup(tmp_path / "group.duckdb").store
    with store.write() as cursor:
        cursor.execute("insert into person values ('lead@alder.example', 'lead', 'alder')")
    own = cookies(iat=int(time.time()))
    begun = sign_in_of(claims_in(own))
    assert sessions.go_on(store, begun) is None
    assert sign_in.has_access(store, Browser("localhost", own))
    sessions.end(store, begun)
    for again in (own, own | {f"{COOKIE}_99": "x"}):
        assert not sign_in.has_access(store, Browser("localhost", again))
        assert sessions.go_on(store, sign_in_of(claims_in(again))) == "signed_out"
