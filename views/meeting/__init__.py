"""The page Meeting: the quarterly meeting's agenda, one item a screen."""
