"""The page Trends: a family or category month by month."""
