"""Charts for AppTest, which draws none: each is a button, and a press of it is a click on one mark."""

import streamlit as st


def as_buttons(monkeypatch, point: dict) -> None:
    """From now on a chart is the button `click chart_NAME`; pressed, its selection holds the point."""

    def chart(figure, *, key, on_select=None, **_):
        drawn = {"selection": {"points": [point]}}

        def click():
            if callable(on_select):
                st.session_state[key] = drawn
                on_select()

        pressed = st.button(f"click {key}", key=f"click {key}", on_click=click)
        return drawn if pressed else {"selection": {"points": []}}

    monkeypatch.setattr(st, "plotly_chart", chart)
