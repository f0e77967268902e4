"""The pages that browsers have open: what they may send, which files they were told of, and when they must look again.

Each open page is a socket. A page whose person has lost the right to it is run again at once, so that what it shows
goes; a file may be fetched only by the browser session that was told its address.
"""

import asyncio
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence

from google.protobuf.message import DecodeError
from google.protobuf.message import Message as Protobuf
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from views.access import back_messages, groups
from views.access.browser import Browser

ADDRESS = re.compile(rb"/(media/[0-9a-zA-Z_-]+|_stcore/upload_file/[0-9a-f-]+)")
MOST_FILES = 50_000

TELLS = (
    "delta.new_element.download_button.url",
    "delta.new_element.imgs.imgs.url",
    "delta.new_element.favicon.url",
    "page_config_changed.favicon",
    "file_urls_response.file_urls.upload_url",
    "file_urls_response.file_urls.delete_url",
    "backend_operation_response.deferred_file.url",
)
"""Where a message tells the address of a file. Elsewhere an address is somebody's text, which a page only repeats."""


class OpenPages:
    """All sockets of this process.

    has_access: whether this browser may send and fetch files. session_name: the session that its cookies name; None
    where nobody has signed in.
    """

    def __init__(self, has_access: Callable[[Browser], bool], session_name: Callable[[Browser], str | None]):
        self.has_access, self.session_name = has_access, session_name
        self._lock = threading.Lock()
        self._pages: set[_OpenPage] = set()
        self._told: OrderedDict[str, set[tuple[str, str | None]]] = OrderedDict()
        # address of a file -> host and session that were told of it

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        page = _OpenPage(self, Browser.of(scope), receive, send)
        with self._lock:
            self._pages.add(page)
        try:
            await app(scope, page.receive, page.send)
        finally:
            with self._lock:
                self._pages.discard(page)
            page.close()

    def look_again(self) -> None:
        """Run each open page again whose session is open no longer. From any thread."""
        with self._lock:
            pages = list(self._pages)
        for page in pages:
            if not self.has_access(page.browser):
                page.run_again()

    def note_told(self, addresses: set[str], host: str, session: str | None) -> None:
        with self._lock:
            for address in addresses:
                self._told.setdefault(address, set()).add((host, session))
                self._told.move_to_end(address)
            while len(self._told) > MOST_FILES:
                self._told.popitem(last=False)

    def may_fetch(self, path: str, browser: Browser) -> bool:
        """A file is for the session whose pages were told its address, under the same name of the server. Where nobody
        signs in, a server of one group asks no more than that it is known."""
        session = self.session_name(browser)
        if session is None and not groups.are_named():
            return True
        found = ADDRESS.search(path.encode("utf-8", "replace"))
        with self._lock:
            told = self._told.get(found[1].decode(), set()) if found else set()
        return (browser.host, session) in told


class _OpenPage:
    """One socket: messages that its sender has no right to are dropped on their way in."""

    def __init__(self, pages: OpenPages, browser: Browser, receive: Receive, send: Send):
        self.pages, self.browser = pages, browser
        self._session = pages.session_name(browser)
        self._receive, self._send = receive, send
        self._loop = asyncio.get_running_loop()
        self._must_run = asyncio.Event()
        self._next: asyncio.Task | None = None

    async def receive(self) -> Message:
        """The browser's next message that may pass, or a run that `run_again` has asked for."""
        while True:
            message = await self._first_of_both()
            if message["type"] != "websocket.receive" or self._may_pass(message.get("bytes")):
                return message

    async def send(self, message: Message) -> None:
        sent = message.get("bytes")
        if sent and ADDRESS.search(sent) and (told := told_in(sent)):
            self.pages.note_told(told, self.browser.host, self._session)
        await self._send(message)

    def run_again(self) -> None:
        self._loop.call_soon_threadsafe(self._must_run.set)

    def close(self) -> None:
        if self._next is not None:
            self._next.cancel()

    async def _first_of_both(self) -> Message:
        self._next = self._next or asyncio.ensure_future(self._receive())
        asked = asyncio.ensure_future(self._must_run.wait())
        try:
            await asyncio.wait({self._next, asked}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()
        if self._must_run.is_set():
            self._must_run.clear()
            return {"type": "websocket.receive", "bytes": back_messages.rerun()}
        arrived, self._next = self._next, None
        return arrived.result()

    def _may_pass(self, frame: bytes | None) -> bool:
        if frame is None:  # text: the framework's pages send none
            return False
        who = back_messages.who_may_send(frame)
        return who == back_messages.ANYBODY or (who == back_messages.SIGNED_IN and self.pages.has_access(self.browser))


def told_in(frame: bytes) -> set[str]:
    """The addresses of files that this message of the framework tells."""
    message = ForwardMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return set()
    texts = (text for path in TELLS for text in _at(message, path.split(".")))
    return {found[1].decode() for text in texts if (found := ADDRESS.search(text.encode()))}


def _at(message: Protobuf, path: list[str]) -> Iterator[str]:
    """The texts at this path of a message, which may lead through lists."""
    name, *rest = path
    for field, value in message.ListFields():
        if field.name == name and not rest:
            yield value
        elif field.name == name:
            for each in value if isinstance(value, Sequence) else [value]:
                yield from _at(each, rest)
