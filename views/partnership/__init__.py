"""The page Partnership: what went to the council, what came back, and who else was involved."""
