"""The server as it is started: where it listens, how much it takes, what it leaves on the disk."""

import re
import socket
import stat

import httpx
import pytest

from tests.browser.talking import talking

pytestmark = pytest.mark.browser
LIMIT = 25 * 1024 * 1024
SESSION = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def running(serve, cache):
    """With no configuration at all: it makes the sample store by itself."""
    return serve(environment={"XDG_CACHE_HOME": str(cache)})


def put(client: httpx.Client, session: str, size: int, headers: dict | None = None) -> int:
    files = {"file": ("export.csv", b"x" * size, "text/csv")}
    answer = client.put(f"/_stcore/upload_file/{session}/1234", files=files, headers=headers or {})
    return answer.status_code


def _answers(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=2).close()
    except OSError:
        return False
    return True


@pytest.mark.slow
def test_it_takes_twenty_five_megabytes_and_no_more(running):
    with talking(running.port) as talker, httpx.Client(base_url=running.url, timeout=60) as client:
        sessions = SESSION.findall(talker.run(""))
        client.get("/_stcore/health")
        token = {"X-Xsrftoken": client.cookies["_streamlit_xsrf"]}
        answered = {put(client, session.decode(), 1000, token) for session in sessions}
        assert 204 in answered, "one of them is the session"
        session = next(each.decode() for each in sessions if put(client, each.decode(), 10, token) == 204)
        assert put(client, session, LIMIT - 1000, token) == 204
        assert put(client, session, LIMIT + 1, token) == 413
        assert put(client, session, 10) == 403, "without the page's own token"
        assert put(client, "00000000-0000-4000-8000-000000000000", 10, token) == 400


def test_it_listens_on_this_machine_only(running):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks:
        asks.connect(("192.0.2.1", 9))  # sends nothing: which address this machine would have to others
        elsewhere = asks.getsockname()[0]
    with socket.create_connection(("127.0.0.1", running.port), timeout=5):
        pass
    assert elsewhere.startswith("127.") or not _answers(elsewhere, running.port)


def test_what_it_writes_is_readable_by_its_owner_only(running, cache):
    with talking(running.port) as talker:
        assert b"Made-up figures" in talker.run("")
    made = list((cache / "peer-safeguarding-trends").iterdir())
    assert [path.suffix for path in sorted(made)] == [".duckdb", ".wal"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact"])
def test_what_nobody_needs_is_not_there(running, path):
    assert httpx.get(running.url + path).status_code == httpx.post(running.url + path).status_code == 404


def test_the_log_says_where_it_is_and_nothing_of_anybody(running):
    said = running.said()
    assert "Traceback" not in said and "External URL" not in said and "Network URL" not in said
