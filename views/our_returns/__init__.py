"""The page Our returns: what a member has submitted, and how it records."""
