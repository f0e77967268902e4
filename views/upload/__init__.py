"""The parts of the upload page, one step each."""
