"""What a browser may ask of the server: every kind of message of the framework, and who may send it.

A page and its server talk by "back messages". The framework obeys all of them, whoever sends them; among them is one
that empties the caches of everybody. Here each kind is allowed to anybody, allowed to people who are signed in, or
dropped. `docs/decisions/0012-what-a-browser-may-ask.md` says why.
"""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

ANYBODY, SIGNED_IN, NOBODY = "anybody", "signed in", "nobody"

KINDS = {
    "rerun_script": ANYBODY,  # a run decides for itself who is asking
    "stop_script": ANYBODY,  # of the sender's own page only
    "app_heartbeat": ANYBODY,  # is answered, and changes nothing
    "file_urls_request": SIGNED_IN,  # where to send an upload
    "backend_operation_request": SIGNED_IN,  # makes a download; see OPERATIONS
    "clear_cache": NOBODY,  # of all users, and the sender's session
    "load_git_info": NOBODY,  # names the files beside the program
    "set_run_on_save": NOBODY,
    "debug_disconnect_websocket": NOBODY,
    "debug_shutdown_runtime": NOBODY,
}

OPERATIONS = {
    "deferred_file": SIGNED_IN,  # a download, made on the click
    "dataframe_chunk": SIGNED_IN,  # further rows of a table on the sender's own page
    "install_skills": NOBODY,  # writes files beside the program
    "dismiss_skills_nudge": NOBODY,
}


def who_may_send(frame: bytes) -> str:
    """Who may send this message: ANYBODY, SIGNED_IN or NOBODY. A kind that is not listed: nobody."""
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return ANYBODY  # the framework closes the connection
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return _of_operation(message)
    return KINDS.get(kind or "", NOBODY)


def _of_operation(message: BackMsg) -> str:
    request = message.backend_operation_request
    kinds = {field.name for field, _ in request.ListFields()} - {"request_id", "session_id"}
    allowed = {OPERATIONS.get(kind, NOBODY) for kind in kinds}
    return SIGNED_IN if allowed == {SIGNED_IN} else NOBODY


def rerun() -> bytes:
    """A message that asks for a run of the page, as the browser would send it."""
    message = BackMsg()
    message.rerun_script.SetInParent()
    return message.SerializeToString()
