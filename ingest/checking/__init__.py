"""Every cell is checked against the standard: typed rows, and every problem by line and column."""

from ingest.checking.checked import Checked, check
from ingest.checking.date_columns import DateColumn, read_dates
from ingest.checking.history import History, history_questions

__all__ = ["Checked", "DateColumn", "History", "check", "history_questions", "read_dates"]
