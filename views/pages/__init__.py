"""One page per file. A page asks questions and lays out charts; it knows neither SQL nor DuckDB."""
