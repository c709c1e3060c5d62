from services.cleaner.layout.keep_neighbours import keep_lists, keep_sentences
from services.cleaner.markup.page import Page
from services.cleaner.markup.scan_html import scan_html

INTERVIEW = "<div><p>Who pays for the bridge?</p><p>Yes.</p><p>The city of Velmora pays for all of it.</p></div>"
LIST = (
    "<div><p>The council named three dates on Monday.</p><ul><li>1 June: the road closes</li><li>May</li></ul>"
    "<p>Nothing else is planned, the mayor said.</p></div><ul><li>Weather</li><li>Games</li></ul>"
)


def texts(page: Page, keeps: list[bool]) -> list[str]:
    return [unit.text for unit, keep in zip(page.units, keeps, strict=True) if keep]


def test_a_short_answer_between_kept_paragraphs_is_kept_with_them() -> None:
    page = scan_html(INTERVIEW)

    keeps = keep_sentences(page.units, page, [0.9, 0.25, 0.9], [True, False, True])

    assert keeps == [True, True, True]


def test_a_last_sentence_laid_out_like_the_paragraph_above_needs_less_to_be_kept() -> None:
    page = scan_html(INTERVIEW)

    assert keep_sentences(page.units, page, [0.9, 0.9, 0.35], [True, True, False]) == [True, True, True]
    assert keep_sentences(page.units, page, [0.9, 0.9, 0.05], [True, True, False]) == [True, True, False]


def test_a_sentence_in_another_box_gains_nothing_from_the_story_beside_it() -> None:
    page = scan_html("<div><p>The bridge is closed.</p></div><div><p>Read our other stories.</p></div>")

    assert keep_sentences(page.units, page, [0.9, 0.45], [True, False]) == [True, False]


def test_a_list_between_two_kept_paragraphs_of_its_box_is_kept_whole() -> None:
    page = scan_html(LIST)

    keeps = keep_lists(page.units, page, [0.9, 0.6, 0.1, 0.9, 0.1, 0.1], [True, True, False, True, False, False])

    assert "May" in texts(page, keeps)
    assert "Games" not in texts(page, keeps)


def test_a_list_that_is_hardly_the_story_s_leaves_no_crumb() -> None:
    page = scan_html("<div><p>The bridge is closed.</p></div><ul><li>Velmora</li><li>Weather and games</li></ul>")

    keeps = keep_lists(page.units, page, [0.9, 0.6, 0.1], [True, True, False])

    assert texts(page, keeps) == ["The bridge is closed."]


def test_a_table_of_links_is_judged_item_by_item() -> None:
    page = scan_html("<table><tr><td><a href=/a>Weather</a></td><td><a href=/b>Games</a></td></tr></table>")

    assert keep_lists(page.units, page, [0.6, 0.1], [True, False]) == [True, False]
