"""The server spoken to without a browser: any address, any widget value, and every message it sends back."""

import contextlib
import socket
from collections.abc import Iterator

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect


class Talker:
    """One session, as a page in a browser has one."""

    def __init__(self, socket: ClientConnection):
        self._socket = socket
        self.session = ""
        self.widgets: dict[str, WidgetState] = {}
        self.labels: dict[str, str] = {}

    def run(self, query: str, page: str = "") -> bytes:
        """Ask for a run of the page at this address with the widgets as they stand; all that came back."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        asked.rerun_script.widget_states.widgets.extend(self.widgets.values())
        self._socket.send(asked.SerializeToString())
        return b"".join(self._until_finished())

    def send(self, message: BackMsg) -> None:
        """Any message at all; what comes back is not waited for."""
        self._socket.send(message.SerializeToString())

    def forge(self, widget_id: str, **value) -> None:
        """A value no control on the page offers: string_value="…", int_value=…, trigger_value=True."""
        self.widgets[widget_id] = WidgetState(id=widget_id, **value)

    def _until_finished(self) -> Iterator[bytes]:
        """Messages up to the end of a run that was not cut short by another."""
        while True:
            raw = self._socket.recv(timeout=60)
            message = ForwardMsg.FromString(raw)
            self.session = message.new_session.initialize.session_id or self.session
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return
                continue
            yield raw


@contextlib.contextmanager
def talking(port: int, host: str = "localhost", session: str | None = None, **headers: str) -> Iterator[Talker]:
    """host: the name under which it comes. session: of an earlier page, which the framework goes on with."""
    more = {"additional_headers": headers} if headers else {}
    protocols = ["streamlit", "no-token", session] if session else ["streamlit"]
    address, wire = f"ws://{host}:{port}/_stcore/stream", socket.create_connection(("localhost", port))
    with connect(address, sock=wire, subprotocols=protocols, max_size=None, **more) as connection:
        yield Talker(connection)
