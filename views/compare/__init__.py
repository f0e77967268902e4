"""The page Compare: the members side by side."""
