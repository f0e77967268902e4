"""Made-up exports in the style of four kinds of systems."""
