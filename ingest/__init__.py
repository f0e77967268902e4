"""A provider's file becomes a return in the store."""
