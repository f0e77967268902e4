"""What is logged when something breaks: the type of the exception and where it was raised, never a value.

An exception's text may hold a cell of somebody's file ("could not convert '07700 900123'"), and so may a traceback
that shows local values. So no log record of this process holds either.
"""

import logging
import traceback
from pathlib import Path

import streamlit as st
from streamlit import config

PROGRAM = Path(__file__).parents[2]
_LOGGER = logging.getLogger("dashboard")


def keep_values_out() -> None:
    """From now on every log record of this process names an exception by its type and place only."""
    config.set_option("logger.enableRich", False)  # it prints exceptions with local values, past the log
    if not getattr(logging.getLogRecordFactory(), "keeps_values_out", False):
        logging.setLogRecordFactory(_without_values(logging.getLogRecordFactory()))


def _without_values(make_record):
    """A log record factory that takes the values out of what another one makes."""

    def record(*args, **more) -> logging.LogRecord:
        made = make_record(*args, **more)
        if isinstance(made.args, tuple):
            made.args = tuple(described(a) if isinstance(a, BaseException) else a for a in made.args)
        if isinstance(made.msg, BaseException):
            made.msg = described(made.msg)
        if made.exc_info:
            error = made.exc_info[1] if isinstance(made.exc_info, tuple) else made.exc_info
            made.msg, made.exc_info, made.exc_text = f"{made.msg} – {described(error)}", None, None
        return made

    record.keeps_values_out = True
    return record


def described(error: BaseException | None) -> str:
    """ValueError(...) -> 'ValueError at views/upload/page.py:31', the last place in this program."""
    if error is None:
        return "nothing known"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PROGRAM)]
    at = (ours or frames or [None])[-1]
    if at is None:
        return type(error).__name__
    path = Path(at.filename)
    name = path.relative_to(PROGRAM).as_posix() if path.is_relative_to(PROGRAM) else path.name
    return f"{type(error).__name__} at {name}:{at.lineno}"


def log(error: BaseException) -> None:
    _LOGGER.error("%s", described(error))


def note(sentence: str) -> None:
    """One line of our own words."""
    _LOGGER.warning("%s", sentence)


def show_on_the_page(error: Exception) -> bool:
    """For `st.App(on_script_error=…)`: log the error and show a sentence in place of Streamlit's own message."""
    log(error)
    st.error(
        "Something went wrong on this page, and nothing was saved. Reload it; if it happens again, tell whoever runs "
        "this dashboard what you did and when. The log says where it happened, and holds none of your data.",
        icon=":material/error:",
    )
    return True
