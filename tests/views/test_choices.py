import datetime

import pytest
from streamlit.testing.v1 import AppTest

from views import choices


def a_page():
    import streamlit as st

    from views import choices

    with choices.run(), choices.row():
        fruit = choices.one_of("Fruit", {"a": "Apple", "b": "Banana"}, "fruit")
        ripe = choices.by_buttons("Ripe", {"yes": "Ripe", "no": "Not ripe"}, "ripe")
    st.button("Bananas", on_click=choices.choose, kwargs={"fruit": "b"})
    st.markdown(f"{fruit} {ripe}")


def run(**address) -> AppTest:
    page = AppTest.from_function(a_page)
    for key, code in address.items():
        page.query_params[key] = code
    return page.run()


@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ({}, "a yes"),
        ({"fruit": "b"}, "b yes"),
        ({"fruit": "b", "ripe": "no"}, "b no"),
        ({"fruit": "Banana"}, "a yes"),
        ({"fruit": "<script>", "ripe": "maybe"}, "a yes"),
    ],
)
def test_the_address_decides_and_unknown_codes_in_it_are_ignored(address, chosen):
    assert run(**address).markdown[0].value == chosen


def test_a_choice_goes_into_the_address_and_a_default_does_not():
    page = run()
    assert dict(page.query_params) == {}
    page.selectbox(key="fruit").select("b").run()
    assert dict(page.query_params) == {"fruit": "b"}
    page.selectbox(key="fruit").select("a").run()
    assert dict(page.query_params) == {"fruit": "a"}


def test_a_link_to_the_current_page_is_followed():
    page = run(fruit="b")
    page.query_params["fruit"] = "a"
    assert page.run().markdown[0].value == "a yes"


def test_going_back_to_an_address_without_the_choice_is_the_default_again():
    page = run(fruit="b")
    del page.query_params["fruit"]
    assert page.run().markdown[0].value == "a yes"


def test_going_back_to_a_page_opened_from_the_sidebar_restores_its_choice(monkeypatch):
    at = "first"
    monkeypatch.setattr(choices, "_page", lambda: at)
    page = run(fruit="b")
    at = "second"
    del page.query_params["fruit"]
    page.run()
    assert (page.markdown[0].value, dict(page.query_params)) == ("b yes", {"fruit": "b"})
    page.selectbox(key="fruit").select("a").run()
    assert (page.markdown[0].value, dict(page.query_params)) == ("a yes", {"fruit": "a"})
    page.query_params.clear()
    assert page.run().markdown[0].value == "b yes"


def test_an_interrupted_run_leaves_the_address_as_it_was():
    page = AppTest.from_function(an_interrupted_page).run()
    assert page.selectbox(key="fruit").select("b").run().exception
    assert dict(page.query_params) == {}


def an_interrupted_page():
    from views import choices

    with choices.run():
        choices.one_of("Fruit", {"a": "Apple", "b": "Banana"}, "fruit")
        raise RuntimeError


def test_a_callback_chooses_and_the_address_follows():
    page = run(ripe="no")
    page.button[0].click().run()
    assert page.markdown[0].value == "b no"
    assert dict(page.query_params) == {"ripe": "no", "fruit": "b"}


def test_a_link_on_the_sample_keeps_the_user_of_the_address_and_on_other_stores_nothing():
    def a_link(sample):
        import streamlit as st

        from views import choices

        with choices.run():
            if sample:
                choices.one_of("You are", {"a": "Lead at Alder", "b": "Lead at Birch"}, choices.SAMPLE_USER)
            st.markdown(str(choices.address(of="own")))

    def drawn(sample: bool, **address) -> str:
        page = AppTest.from_function(a_link, args=(sample,))
        page.query_params.update(address)
        return page.run().markdown[0].value

    assert drawn(True, be="b") == "{'of': 'own', 'be': 'b'}"
    assert drawn(True) == drawn(False, be="b") == "{'of': 'own'}"


def test_an_address_names_months_and_leaves_out_what_is_none():
    assert choices.address(family="other", of=None, quarter=datetime.date(2026, 4, 1)) == {
        "family": "other",
        "quarter": "2026-04",
    }
    nothing = {"category": "all", "code": "all", "cross": "none", "cross_code": "all", "answers": "none"}
    assert choices.drill_down_address(family="other") == {**nothing, "family": "other"}
