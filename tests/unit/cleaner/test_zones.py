from services.cleaner.markup.zones import _read_hints, read_hints

DATA = "{&quot;ferry&quot;:1}" * 8_000


def test_a_class_counts_behind_all_the_data_of_an_application() -> None:
    assert read_hints(f' data-props="{DATA}" class="newsletter-box"') == read_hints(' class="newsletter-box"')


def test_words_inside_the_data_of_an_application_name_nothing() -> None:
    assert read_hints(f" data-props='{DATA} class=\"newsletter\" '") == read_hints(" id=x")


def test_what_is_remembered_of_an_element_is_short() -> None:
    hits = _read_hints.cache_info().hits

    read_hints(f' class="story" data-props="{DATA}1"')
    read_hints(f' class="story" data-props="{DATA}2"')

    assert _read_hints.cache_info().hits == hits + 1


def test_a_quote_without_an_end_costs_one_look() -> None:
    assert read_hints(" class=story" + " x='" * 20_000 + "y" * 100_000).body == read_hints(" class=story").body
