"""Who has access to which store, and the messages for others. Sign-in itself: tests/browser/test_sign_in.py."""

import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from ingest import returns
from ingest.group import setup
from queries import schema
from queries.store import Store
from queries.viewer import Viewer
from tests.pages import switch_to
from views.access import configuration, front_door, local_user, sign_in

COORDINATOR = "coordinator@group.example"
PAGE_LISTS = {
    "members": "member,name\nalder,Alder\nbirch,Birch\n",
    "homes": "member,year_start,needs_type,homes\nalder,2026-04-01,general_needs,5000\n",
    "people": f"email,role,member\n{COORDINATOR},coordinator,\nlead@alder.example,lead,alder\n"
    "both@birch.example,lead,birch\nboth@birch.example,coordinator,\n",
}


@pytest.fixture
def real_store(tmp_path, monkeypatch):
    """The path of a store with one real return, named to the dashboard."""
    for name, text in PAGE_LISTS.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    path = tmp_path / "group.duckdb"
    store = setup.make_store(path, *(tmp_path / f"{name}.csv" for name in PAGE_LISTS))
    lead = Viewer.lead("alder", "lead@alder.example")
    returns.save_counts(store, lead, date(2026, 4, 1), date(2026, 6, 1), {(date(2026, 4, 1), "damp_mould"): 7})
    store.close()
    monkeypatch.setenv("PEER_TRENDS_STORE", str(path))
    return path


def opened(root, **secrets) -> AppTest:
    dashboard = AppTest.from_file(str(root / "dashboard.py"), default_timeout=60)
    for name, table in secrets.items():
        dashboard.secrets[name] = table
    return dashboard.run()


def change(path, sql: str, *values) -> None:
    store = Store.open(path)
    with store.write() as cursor:
        cursor.execute(sql, values)
    store.close()


def title(dashboard: AppTest) -> str:
    assert not dashboard.exception
    return dashboard.title[0].value


def test_a_real_store_is_closed_until_access_is_set_up(root, real_store):
    dashboard = opened(root)
    assert title(dashboard) == "This store is closed"
    shown = " ".join(text.value for text in dashboard.markdown)
    assert "[auth]" in shown and "this_machine_only" in shown
    assert "Alder" not in shown and not dashboard.selectbox and not dashboard.toggle


def test_one_that_holds_no_return_yet_is_closed_too(root, real_store):
    change(real_store, "delete from member_return")
    assert title(opened(root)) == "This store is closed"


@pytest.mark.parametrize("auth", [{"redirect_uri": "http://localhost:8501/oauth2callback"}, {"cookie_secret": "x"}])
def test_half_a_sign_in_lets_nobody_in(root, real_store, auth):
    both = {"this_machine_only": COORDINATOR}
    assert title(opened(root, auth=auth, access=both)) == "Sign-in is not fully configured"


def test_on_the_sample_a_visitor_may_be_any_user_and_a_banner_says_so(root, real_store):
    change(real_store, "insert into setting values ('sample', 'yes', 'program', now()::timestamp, 99)")
    dashboard = opened(root)
    whom = dashboard.sidebar.selectbox(key="be")
    assert whom.options == [
        "Lead at Alder",
        "Lead at Birch",
        "Coordinator",
        "Reader at Alder",
        "Reader at Birch",
    ]
    assert "Made-up figures" in dashboard.get("html")[0].proto.body


def test_this_machine_only_names_a_person_of_the_store(root, real_store, monkeypatch):
    monkeypatch.setattr(local_user, "listens_on_loopback", lambda: True)
    monkeypatch.setattr(local_user, "came_from_elsewhere", lambda: False)
    stranger = opened(root, access={"this_machine_only": "somebody@else.example"})
    assert title(stranger) == "That address is not on the list of people"
    dashboard = opened(root, access={"this_machine_only": "Lead@ALDER.example"})
    assert not dashboard.exception and "be" not in dashboard.session_state
    assert [toggle.label for toggle in dashboard.toggle] == ["Present"]


@pytest.mark.parametrize(("loopback", "elsewhere"), [(False, False), (True, True)])
def test_this_machine_only_is_for_this_machine_only(root, real_store, monkeypatch, loopback, elsewhere):
    monkeypatch.setattr(local_user, "listens_on_loopback", lambda: loopback)
    monkeypatch.setattr(local_user, "came_from_elsewhere", lambda: elsewhere)
    dashboard = opened(root, access={"this_machine_only": COORDINATOR})
    assert title(dashboard) == "Only for the computer it runs on"


@pytest.mark.parametrize(
    ("headers", "address", "elsewhere"),
    [
        ({}, None, False),
        ({"Host": "localhost:8501", "Origin": "http://localhost:8501"}, None, False),
        ({}, "127.0.0.2", False),
        ({}, "192.168.0.10", True),
        ({"X-Forwarded-For": "203.0.113.9"}, None, True),
        ({"x-real-ip": "127.0.0.1"}, None, True),
        ({"Forwarded": "for=203.0.113.9"}, None, True),
        ({"Via": "1.1 proxy"}, None, True),
    ],
)
def test_what_something_passed_on_comes_from_elsewhere(monkeypatch, headers, address, elsewhere):
    context = SimpleNamespace(headers=headers, ip_address=address)
    monkeypatch.setattr(local_user.st, "context", context)
    assert local_user.came_from_elsewhere() is elsewhere


def test_a_store_in_use_by_another_process_gets_a_clear_message(root, real_store):
    holds = f"import duckdb, sys; held = duckdb.connect({str(real_store)!r})"
    code = f"{holds}; print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        dashboard = opened(root)
        assert title(dashboard) == "The store is in use"
        other.stdin.close()
        other.wait()
    assert title(dashboard.run()) == "This store is closed", "once it is free, the same page goes on"


def test_a_store_that_cannot_be_opened_gets_a_clear_message(root, real_store, tmp_path, monkeypatch):
    change(
        real_store,
        "insert into setting values ('schema_version', ?, 'program', now()::timestamp, 99)",
        str(schema.VERSION + 1),
    )
    assert "made by a newer version" in opened(root).markdown[0].value
    (tmp_path / "photo.duckdb").write_bytes(b"\x89PNG" * 4000)
    monkeypatch.setenv("PEER_TRENDS_STORE", str(tmp_path / "photo.duckdb"))
    assert title(opened(root)) == "The store cannot be opened"
    monkeypatch.setenv("PEER_TRENDS_STORE", str(tmp_path / "nowhere.duckdb"))
    dashboard = opened(root)
    assert "There is no store at" in dashboard.markdown[0].value
    assert str(tmp_path) not in dashboard.markdown[0].value and "nowhere" not in dashboard.markdown[0].value
    assert not (tmp_path / "nowhere.duckdb").exists()


@pytest.mark.parametrize(
    ("named", "secret", "wanted"),
    [
        ("/a.duckdb", None, "/a.duckdb"),
        (None, "/b.duckdb", "/b.duckdb"),
        ("/a.duckdb", "/b.duckdb", "/a.duckdb"),
    ],
)
def test_the_store_is_named_by_the_environment_or_the_secrets(monkeypatch, named, secret, wanted):
    monkeypatch.delenv("PEER_TRENDS_STORE", raising=False)
    if named:
        monkeypatch.setenv("PEER_TRENDS_STORE", named)
    monkeypatch.setattr(configuration, "section", lambda name: {"path": secret} if secret else {})
    assert configuration.named_store().as_posix() == wanted


@pytest.mark.parametrize(
    ("claims", "always", "reason"),
    [
        ({"email": "a@b.example", "email_verified": True}, False, None),
        ({"email": "a@b.example", "email_verified": False}, False, "address not verified"),
        ({"email": "a@b.example", "email_verified": "true"}, False, "address not verified"),
        ({"email": "a@b.example", "email_verified": 1}, False, "address not verified"),
        ({"email": "a@b.example"}, False, "address not verified"),
        ({"email": "a@b.example"}, True, None),
        ({"email": "", "email_verified": True}, True, "no address"),
        ({"preferred_username": "a@b.example"}, True, "no address"),
    ],
)
def test_an_address_counts_only_when_it_is_verified(monkeypatch, claims, always, reason):
    monkeypatch.setattr(configuration, "section", lambda name: {"provider_always_verifies": always})
    found = sign_in.refusal(claims)
    assert (found.audit_detail if found else None) == reason


@pytest.mark.parametrize(
    ("url", "any_tenant"),
    [
        ("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration", True),
        ("https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration", True),
        ("https://login.microsoftonline.com/6f1b/v2.0/.well-known/openid-configuration", False),
        ("https://accounts.google.com/.well-known/openid-configuration", False),
    ],
)
def test_a_provider_that_takes_every_organisation_never_always_verifies(root, real_store, url, any_tenant):
    assert sign_in.accepts_any_tenant({"server_metadata_url": url}) is any_tenant
    auth = {
        "redirect_uri": "http://localhost:8501/oauth2callback",
        "cookie_secret": "x" * 32,
        "client_id": "dashboard",
        "client_secret": "secret",
        "server_metadata_url": url,
    }
    dashboard = opened(root, auth=auth, access={"provider_always_verifies": True})
    assert title(dashboard) == ("Sign-in would let anybody be anybody" if any_tenant else "Sign in")


def test_one_person_who_keeps_the_store_alone_chooses_the_member(root, real_store, monkeypatch):
    monkeypatch.setattr(local_user, "listens_on_loopback", lambda: True)
    monkeypatch.setattr(local_user, "came_from_elsewhere", lambda: False)
    with_others = opened(root, access={"this_machine_only": COORDINATOR})
    assert not [each for each in with_others.selectbox if each.key == "act_for"]
    with front_door._opened(real_store).write() as cursor:
        cursor.execute("delete from person where email <> ?", [COORDINATOR])
    alone = opened(root, access={"this_machine_only": COORDINATOR})
    assert alone.selectbox(key="act_for").options == ["The group, as coordinator", "Alder", "Birch"]
    switch_to(alone, "upload").run()
    assert "For Birch." not in " ".join(each.value for each in alone.markdown).replace("\\", "")
    alone.selectbox(key="act_for").select("birch").run()
    switch_to(alone, "upload").run()
    assert not alone.exception
    assert "For Birch." in " ".join(each.value for each in alone.markdown).replace("\\", "")
