"""The page Upload: a return from a file, as counts, or with nothing to report."""
