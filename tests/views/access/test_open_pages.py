"""What passes between a browser and the server: messages without a right are dropped, a file is its session's own."""

import threading

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from views.access.browser import Browser
from views.access.headers import Guard
from views.access.open_pages import OpenPages, told_in

FILE = "/media/0123456789abcdef.csv"
STREAM = "ws://localhost:8501/_stcore/stream"


class Server:
    """The guard before an app that notes what it is sent, and tells each page the address of a file."""

    def __init__(self):
        self.arrived: list[str] = []
        self.is_listed = {"alder", "birch"}
        self.pages = OpenPages(self._has_access, lambda browser: browser.cookies.get("who"))
        routes = [WebSocketRoute("/_stcore/stream", self._stream), Route("/media/{name}", self._file)]
        guard = Middleware(Guard, has_access=self.pages.has_access, pages=self.pages)
        self.app = Starlette(routes=routes, middleware=[guard])

    def browser(self, who: str | None) -> TestClient:
        cookies = {"who": who} if who else {}
        return TestClient(self.app, base_url="http://localhost:8501", cookies=cookies)

    def _has_access(self, browser: Browser) -> bool:
        return browser.cookies.get("who") in self.is_listed

    async def _stream(self, socket) -> None:
        await socket.accept()
        await socket.send_bytes(telling(FILE) if socket.cookies.get("who") == "alder" else repeating(FILE))
        async for frame in socket.iter_bytes():
            kind = BackMsg.FromString(frame).WhichOneof("type")
            self.arrived.append(kind)
            await socket.send_bytes(kind.encode())

    async def _file(self, request):
        return PlainTextResponse("the file")


@pytest.fixture
def server() -> Server:
    return Server()


def telling(address: str) -> bytes:
    """What the framework sends of a button with this file."""
    message = ForwardMsg()
    message.delta.new_element.download_button.url = address
    return message.SerializeToString()


def repeating(address: str) -> bytes:
    """A page on which somebody has typed that address, wherever text may be."""
    message = ForwardMsg()
    message.delta.new_element.text_input.value = address
    message.delta.new_element.text_input.label = f"is at {address}"
    return message.SerializeToString()


def ask(kind: str) -> bytes:
    message = BackMsg()
    if isinstance(getattr(message, kind), bool):
        setattr(message, kind, True)
    else:
        getattr(message, kind).SetInParent()
    return message.SerializeToString()


def download() -> bytes:
    message = BackMsg()
    message.backend_operation_request.deferred_file.file_id = "1"
    return message.SerializeToString()


@pytest.mark.parametrize(
    ("who", "passes"),
    [
        ("alder", ["file_urls_request", "backend_operation_request", "rerun_script"]),
        ("stranger", ["rerun_script"]),
        (None, ["rerun_script"]),
    ],
)
def test_messages_without_a_right_are_dropped_and_the_page_goes_on(server, who, passes):
    with server.browser(who).websocket_connect(STREAM) as socket:
        socket.receive_bytes()
        for frame in (ask("clear_cache"), ask("load_git_info"), ask("file_urls_request"), download()):
            socket.send_bytes(frame)
        socket.send_text("no page sends text")
        socket.send_bytes(ask("rerun_script"))
        while socket.receive_bytes() != b"rerun_script":
            pass
    assert server.arrived == passes


def test_a_right_is_asked_of_each_message_not_when_the_page_was_opened(server):
    with server.browser("alder").websocket_connect(STREAM) as socket:
        socket.receive_bytes()
        server.is_listed.discard("alder")
        socket.send_bytes(download())
        socket.send_bytes(ask("rerun_script"))
        assert socket.receive_bytes() == b"rerun_script"


def test_an_open_page_is_run_again_at_once_when_its_session_has_ended(server):
    alder, birch = server.browser("alder"), server.browser("birch")
    with alder.websocket_connect(STREAM) as socket, birch.websocket_connect(STREAM) as other:
        socket.receive_bytes(), other.receive_bytes()
        server.is_listed.discard("alder")
        threading.Thread(target=server.pages.look_again).start()
        assert socket.receive_bytes() == b"rerun_script"
        other.send_bytes(ask("app_heartbeat"))
        assert other.receive_bytes() == b"app_heartbeat", "nobody else's page is run"


def test_a_file_is_served_to_the_session_that_was_told_of_it_and_to_nobody_else(server):
    alder, birch, stranger = (server.browser(who) for who in ("alder", "birch", None))
    assert alder.get(FILE).status_code == 404, "nobody has been told of it yet"
    with alder.websocket_connect(STREAM) as socket:
        socket.receive_bytes()
    assert (alder.get(FILE).status_code, alder.get(FILE).text) == (200, "the file")
    assert [browser.get(FILE).status_code for browser in (birch, stranger)] == [404, 403]
    server.is_listed.discard("alder")
    assert alder.get(FILE).status_code == 403, "taken off the list"


def test_an_address_that_a_page_only_repeats_is_told_to_nobody(server):
    alder, birch = server.browser("alder"), server.browser("birch")
    with birch.websocket_connect(STREAM) as socket:
        socket.receive_bytes()
    assert birch.get(FILE).status_code == 404
    with alder.websocket_connect(STREAM) as socket:
        socket.receive_bytes()
    assert [browser.get(FILE).status_code for browser in (alder, birch)] == [200, 404]


def test_where_the_framework_tells_an_address():
    told, file, upload = ForwardMsg(), "media/0a.csv", "_stcore/upload_file/0a-1/0b-2"
    for _ in range(2):
        told.file_urls_response.file_urls.add(upload_url=f"/{upload}", delete_url=f"/{upload}")
    assert told_in(told.SerializeToString()) == {"_stcore/upload_file/0a-1"}, (
        "of a page, for all that is put in its boxes"
    )
    told.backend_operation_response.deferred_file.url = f"/base/{file}"
    assert told_in(told.SerializeToString()) == {file.removesuffix(".csv")}
    told.delta.new_element.imgs.imgs.add(url=f"/{file}")
    assert told_in(told.SerializeToString()) == {file.removesuffix(".csv")}
    told.page_config_changed.favicon = "/media/0c.png"
    assert told_in(told.SerializeToString()) == {"media/0c"}
    assert told_in(b"/media/0d.csv") == set(), "no message of the framework"
