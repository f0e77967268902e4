"""Nothing that is logged holds a value: an exception is named by its kind and place."""

import logging
import traceback

import pytest

from views.access import error_log

VALUE = "07700 900123"


@pytest.fixture
def lines():
    """What a handler that prints everything writes, with the record factory as the dashboard sets it."""
    before = logging.getLogRecordFactory()
    error_log.keep_values_out()
    written = []
    handler = logging.Handler()
    handler.emit = lambda record: written.append(logging.Formatter("%(message)s").format(record))
    logger = logging.getLogger("somebody else's")
    logger.addHandler(handler)
    yield logger, written
    logger.removeHandler(handler)
    logging.setLogRecordFactory(before)


def broken() -> ValueError:
    try:
        float(VALUE)
    except ValueError as error:
        return error


def test_a_traceback_is_never_printed(lines):
    logger, written = lines
    logger.error("Uncaught app execution", exc_info=broken())
    try:
        float(VALUE)
    except ValueError:
        logger.exception("It broke")
    assert VALUE in "".join(traceback.format_exception(broken()))
    assert not any(VALUE in line or "Traceback" in line for line in written)
    assert [line.split(":")[0] for line in written] == [
        "Uncaught app execution – ValueError at tests/views/access/test_error_log.py",
        "It broke – ValueError at tests/views/access/test_error_log.py",
    ]


@pytest.mark.parametrize("said", [("It broke: %s",), ("%s",)])
def test_an_exception_as_an_argument_is_named_not_printed(lines, said):
    logger, written = lines
    logger.warning(*said, broken())
    logger.warning(broken())
    assert VALUE not in "".join(written)
    assert "ValueError at tests/views/access/test_error_log.py" in written[0]


def test_what_holds_no_exception_is_written_as_it_was(lines):
    logger, written = lines
    logger.error("%s rows in %d s", "1,000", 3)
    assert written == ["1,000 rows in 3 s"]


def test_setting_it_twice_changes_nothing_more(lines):
    factory = logging.getLogRecordFactory()
    error_log.keep_values_out()
    assert logging.getLogRecordFactory() is factory


def test_an_exception_that_was_never_raised_has_no_place():
    assert error_log.described(KeyError("alder")) == "KeyError"
    assert error_log.described(None) == "nothing known"
