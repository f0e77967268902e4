"""One chart a module: a DataFrame, as a question answers it, becomes a plotly figure. Knows no Streamlit."""
