"""The page Cost of living: why, what help, when in the year, and together with what."""
