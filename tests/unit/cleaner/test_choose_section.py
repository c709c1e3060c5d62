from services.cleaner.metadata.choose_section import choose_section


def test_the_first_declared_section_counts() -> None:
    assert choose_section(["Islands", "Ferries"], ("Home", "News"), ()) == "Islands"


def test_a_path_leads_from_the_home_page_to_the_headline() -> None:
    assert choose_section([], ("Velmora Times", "Islands", "Storm shuts harbour"), ("Velmora Times",)) == "Islands"


def test_addresses_software_names_and_headlines_are_no_sections() -> None:
    declared = ["https://x.example/s", "news_all", "17", "tags", "velmora.example", "", "x" * 90]

    assert choose_section(declared, ("Storm shuts the whole harbour of Velmora",), ()) is None


def test_of_several_in_one_field_the_first_counts() -> None:
    assert choose_section(["Islands,Ferries"], (), ()) == "Islands"
