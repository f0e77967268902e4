"""The page Learning: what was learnt, what was agreed, and whether it worked."""
