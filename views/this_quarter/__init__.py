"""The page This quarter: who has returned, and what changed since the same quarter last year."""
