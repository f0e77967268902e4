"""Everything that reads from the store, and the store itself. `ingest` writes to it."""
