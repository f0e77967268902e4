"""The page Data dictionary: the group's data standard, to read and to download."""
