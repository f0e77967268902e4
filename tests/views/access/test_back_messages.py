"""Every kind of message that the framework knows has been thought about; a new kind fails here, and is dropped."""

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg

from views.access.back_messages import ANYBODY, KINDS, NOBODY, OPERATIONS, SIGNED_IN, rerun, who_may_send


def message(kind: str, **values) -> bytes:
    made = BackMsg()
    if isinstance(getattr(made, kind), bool):
        setattr(made, kind, True)
    else:
        getattr(made, kind).SetInParent()
    for name, value in values.items():
        getattr(getattr(made, kind), name).SetInParent() if value is None else setattr(getattr(made, kind), name, value)
    return made.SerializeToString()


def test_each_kind_and_each_operation_of_the_framework_is_in_the_table():
    assert set(KINDS) == {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    operations = {field.name for field in BackendOperationRequest.DESCRIPTOR.fields} - {"request_id", "session_id"}
    assert set(OPERATIONS) == operations


@pytest.mark.parametrize(
    ("frame", "who"),
    [
        (message("rerun_script"), ANYBODY),
        (message("stop_script"), ANYBODY),
        (message("app_heartbeat"), ANYBODY),
        (message("file_urls_request"), SIGNED_IN),
        (message("clear_cache"), NOBODY),
        (message("load_git_info"), NOBODY),
        (message("set_run_on_save"), NOBODY),
        (message("debug_shutdown_runtime"), NOBODY),
        (message("debug_disconnect_websocket"), NOBODY),
        (message("backend_operation_request", deferred_file=None), SIGNED_IN),
        (message("backend_operation_request", dataframe_chunk=None), SIGNED_IN),
        (message("backend_operation_request", install_skills=None), NOBODY),
        (message("backend_operation_request", dismiss_skills_nudge=None), NOBODY),
        (message("backend_operation_request"), NOBODY),
        (b"\x28\x01", NOBODY),  # two bytes: clear_cache, as it was sent
        (b"", NOBODY),
        (message("rerun_script") + message("clear_cache"), NOBODY),  # of several the last one counts
        (b"\xff\xff", ANYBODY),  # no message: the framework closes the connection
        (rerun(), ANYBODY),
    ],
)
def test_who_may_send_what(frame, who):
    assert who_may_send(frame) == who
