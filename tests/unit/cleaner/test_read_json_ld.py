import pytest

from services.cleaner.metadata.read_json_ld import first_text, read_json_ld


def headlines(script: str) -> list[str | None]:
    return [first_text([node], "headline") for node in read_json_ld([script], (), ()).articles]


@pytest.mark.parametrize(
    "kind", ["NewsArticle", "Article", "LiveBlogPosting", "ReportageNewsArticle", "http://schema.org/NewsArticle"]
)
def test_articles_are_known_by_their_type(kind: str) -> None:
    assert headlines(f'{{"@type": "{kind}", "headline": "Storm"}}') == ["Storm"]


@pytest.mark.parametrize("kind", ["WebPage", "JobPosting", "Organization", "Product", ""])
def test_other_things_are_no_articles(kind: str) -> None:
    assert headlines(f'{{"@type": "{kind}", "headline": "Storm"}}') == []


def test_markup_and_entities_in_a_text_are_resolved() -> None:
    assert headlines('{"@type": "Article", "headline": "<b>Storm</b> &amp;quot;shuts&amp;quot; harbour"}') == [
        'Storm "shuts" harbour'
    ]


def test_an_article_listed_for_further_reading_is_not_the_page_s() -> None:
    script = (
        '[{"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Other"}]},'
        ' {"@type": "Article", "headline": "Storm"}]'
    )

    assert headlines(script) == ["Storm"]


def test_a_torn_script_still_gives_what_it_says_once() -> None:
    script = '{"@type": "Article", "headline": "Storm", "datePublished": "2031-05-06", "author": {"name": '

    node = read_json_ld([script], (), ()).articles[0]

    assert (first_text([node], "headline"), first_text([node], "datePublished")) == ("Storm", "2031-05-06")


def test_a_torn_script_that_says_two_things_is_not_believed() -> None:
    assert headlines('{"@type": "Article", "headline": "Storm", "x": {"headline": "Other"') == []


def test_endless_and_endlessly_deep_scripts_end() -> None:
    assert headlines('{"@graph":' * 5_000 + "1" + "}" * 5_000) == []
    assert headlines('{"@type": "Article", "headline": "' + "x" * 600_000 + '"}') == []
