"""Hazards and the five clocks of Awaab's Law: what each came to, and dates that cannot be right.

Law: the Hazards in Social Housing (Prescribed Requirements) (England) Regulations 2025, SI 2025/1042, and the
government's "Awaab's Law: Guidance for social landlords" of 17 October 2025.
"""

from ingest.hazards.clocks import CLOCKS, clock_results
from ingest.hazards.date_order import dates_out_of_order
from ingest.hazards.limits import clock_rows

__all__ = ["CLOCKS", "clock_results", "clock_rows", "dates_out_of_order"]
