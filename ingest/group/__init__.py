"""The group itself: who belongs to it, what it has agreed, which quarters are closed."""
