"""Who comes in: the front door, signing in, rights, and what the server answers to whom."""
