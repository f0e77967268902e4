"""Everything that writes to the store: files become returns, and the group keeps its lists. `queries` reads it."""
